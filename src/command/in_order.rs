//! Work on all cores whose results come out in the order of the jobs, as soon as they can.
//!
//! 1. One thread takes the jobs from where they come, and waits while enough of them are under way: memory stays flat.
//! 2. Each core's thread works on the next job.
//! 3. The caller's thread writes results in their order, and flushes whenever none is ready: who sends a line and waits
//!    for its answer gets it.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;

/// Jobs under way for each core.
const JOBS_EACH: usize = 32;

/// Writes what `work` makes of each job.
///
/// # Errors
/// The first failure of reading a job or of writing.
pub fn in_order<J: Send>(
    jobs: impl Iterator<Item = io::Result<J>> + Send,
    work: impl Fn(J) -> Vec<u8> + Sync,
    out: &mut impl Write,
) -> io::Result<()> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (give, given) = mpsc::sync_channel::<(usize, io::Result<J>)>(cores * JOBS_EACH);
    let (done, results) = mpsc::sync_channel::<(usize, io::Result<Vec<u8>>)>(cores * JOBS_EACH);
    let given = Mutex::new(Some(given));
    thread::scope(|scope| {
        scope.spawn(move || jobs.enumerate().try_for_each(|job| give.send(job)));
        for _ in 0..cores {
            let (done, given, work) = (done.clone(), &given, &work);
            scope.spawn(move || {
                while let Some((place, job)) = next(given) {
                    if done.send((place, job.map(work))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let written = write_in_order(results, out);
        // Whoever still works finds nobody waiting, and stops; with the jobs' receiver gone, so does whoever gives.
        drop(given.lock().map(|mut given| given.take()));
        written
    })
}

fn next<J>(given: &Mutex<Option<Receiver<J>>>) -> Option<J> {
    given.lock().ok()?.as_ref()?.recv().ok()
}

fn write_in_order(results: Receiver<(usize, io::Result<Vec<u8>>)>, out: &mut impl Write) -> io::Result<()> {
    let mut waiting: BTreeMap<usize, io::Result<Vec<u8>>> = BTreeMap::new();
    let mut next = 0;
    loop {
        let (place, result) = match results.try_recv() {
            Ok(result) => result,
            Err(TryRecvError::Empty) => {
                out.flush()?;
                let Ok(result) = results.recv() else { return Ok(()) };
                result
            }
            Err(TryRecvError::Disconnected) => return out.flush(),
        };
        waiting.insert(place, result);
        while let Some(result) = waiting.remove(&next) {
            out.write_all(&result?)?;
            next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let mut out = Vec::new();
        let jobs = (0..500u32).map(Ok);
        in_order(jobs, |job| format!("{job} ").into_bytes(), &mut out).expect("writing to memory does not fail");
        let wanted: String = (0..500).map(|job| format!("{job} ")).collect();
        assert_eq!(String::from_utf8_lossy(&out), wanted);
    }

    #[test]
    fn the_first_failure_ends_it() {
        let jobs = (0..500u32).map(|job| if job == 7 { Err(io::Error::other("gone")) } else { Ok(job) });
        let failed = in_order(jobs, |_| Vec::new(), &mut Vec::new());
        assert_eq!(failed.map_err(|error| error.to_string()), Err("gone".to_owned()));
    }

    #[test]
    fn a_reader_that_goes_away_ends_it() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        assert!(in_order((0..5000u32).map(Ok), |_| vec![0], &mut Closed).is_err());
    }
}
