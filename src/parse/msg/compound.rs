//! Compound files (MS-CFB), the small file systems that Outlook saves messages in: storages hold streams and storages.
//!
//! 1. The header names the sectors of the FAT, which chains the file's sectors into streams.
//! 2. One chain is the directory: entries that form a tree of siblings in each storage.
//! 3. Streams below 4096 bytes lie in sectors of 64 bytes, chained by a FAT of their own, inside the root's stream.
//!
//! The crate `cfb` writes these files in the tests but does not read them here: it takes a hostile DIFAT's word for 127
//! times the file's size, and refuses a file that was cut short or whose names are out of order. This reader allocates in
//! proportion to the bytes it was given, returns what is there of a broken stream, and never more than a budget in all.

use std::cell::Cell;

/// What a compound file opens with.
pub(super) const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Where the root storage stands in the directory.
pub(super) const ROOT: usize = 0;

const HEADER: usize = 512;
const DIFAT_IN_HEADER: usize = 109;
/// Sector numbers from here on are marks: end of chain, free, FAT, DIFAT.
const FIRST_MARK: u32 = 0xffff_fffa;
const NO_ENTRY: u32 = 0xffff_ffff;
const MINI_SECTOR: usize = 64;
/// Shorter streams lie in the mini stream.
const MINI_CUTOFF: usize = 4096;

/// A storage or a stream of the directory.
#[derive(Debug)]
struct Entry {
    name: String,
    is_storage: bool,
    start: u32,
    size: usize,
    /// What a storage holds, in no order.
    inside: Vec<usize>,
}

/// A compound file that lies in memory.
#[derive(Debug)]
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    /// The sectors of the root's stream.
    mini_stream: Vec<u32>,
    entries: Vec<Entry>,
    /// Bytes that may still be read: streams of a sound file share no sectors, so its length and some serve it.
    budget: Cell<usize>,
}

impl<'a> Compound<'a> {
    /// Opens a compound file; `None` for bytes that are none, or whose directory is lost.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(&MAGIC) || bytes.len() < HEADER {
            return None;
        }
        let sector = if u16_at(bytes, 30)? == 12 { 4096 } else { 512 };
        let budget = Cell::new(bytes.len().saturating_mul(2));
        let (fat, mini_fat, mini_stream) = (Vec::new(), Vec::new(), Vec::new());
        let mut file = Self { bytes, sector, fat, mini_fat, mini_stream, entries: Vec::new(), budget };
        file.fat = file.read_fat();
        let mini_fat = file.joined(&file.chain(u32_at(bytes, 60)?, usize::MAX), usize::MAX);
        file.mini_fat = words(&mini_fat).collect();
        file.entries = read_directory(&file.joined(&file.chain(u32_at(bytes, 48)?, usize::MAX), usize::MAX));
        let root = file.entries.get(ROOT).filter(|root| root.is_storage)?;
        file.mini_stream = file.chain(root.start, root.size);
        Some(file)
    }

    /// The storages in a storage whose names begin so, in the order of their names: `__recip_version1.0_#00000000`.
    pub(super) fn storages(&self, storage: usize, prefix: &str) -> Vec<usize> {
        let mut found: Vec<usize> = self.inside(storage).filter(|&id| self.entries[id].is_storage).collect();
        found.retain(|&id| {
            self.entries[id].name.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
        });
        found.sort_by(|&one, &other| self.entries[one].name.cmp(&self.entries[other].name));
        found
    }

    /// The stream of that name in a storage, at most `limit` bytes of it.
    pub(super) fn stream(&self, storage: usize, name: &str, limit: usize) -> Option<Vec<u8>> {
        let is_named = |entry: &Entry| !entry.is_storage && entry.name.eq_ignore_ascii_case(name);
        let entry = self.inside(storage).map(|id| &self.entries[id]).find(|entry| is_named(entry))?;
        let wanted = entry.size.min(limit);
        if entry.size < MINI_CUTOFF {
            return Some(self.mini_joined(entry.start, wanted));
        }
        Some(self.joined(&self.chain(entry.start, wanted), wanted))
    }

    fn inside(&self, storage: usize) -> impl Iterator<Item = usize> {
        self.entries.get(storage).into_iter().flat_map(|entry| entry.inside.iter().copied())
    }

    /// The FAT, as far as there are sectors to chain. The header lists the first 109 of its sectors, a chain the others.
    fn read_fat(&self) -> Vec<u32> {
        let sectors = self.bytes.len() / self.sector;
        let in_header = self.bytes.get(76..76 + DIFAT_IN_HEADER * 4).unwrap_or_default();
        let mut fat = Vec::new();
        self.add_to_fat(&mut fat, words(in_header));
        let mut next = u32_at(self.bytes, 68).unwrap_or(NO_ENTRY);
        for _ in 0..sectors {
            let listed = self.sector(next);
            let Some((last, listed)) = listed.split_last_chunk::<4>().map(|(listed, last)| (last, listed)) else {
                break;
            };
            self.add_to_fat(&mut fat, words(listed));
            next = u32::from_le_bytes(*last);
        }
        fat
    }

    fn add_to_fat(&self, fat: &mut Vec<u32>, listed: impl Iterator<Item = u32>) {
        let sectors = self.bytes.len() / self.sector;
        for number in listed.filter(|&number| number < FIRST_MARK) {
            if fat.len() > sectors {
                return;
            }
            let read = self.sector(number);
            fat.extend(words(read));
            // A sector that was cut off still takes its place: those behind it chain later ones.
            fat.resize(fat.len() + (self.sector - read.len()).div_ceil(4), NO_ENTRY);
        }
    }

    /// The sectors from `start` on that hold `length` bytes; a loop ends with the file's count of sectors.
    fn chain(&self, start: u32, length: usize) -> Vec<u32> {
        follow(&self.fat, start, length.div_ceil(self.sector).min(self.bytes.len() / self.sector))
    }

    fn joined(&self, sectors: &[u32], length: usize) -> Vec<u8> {
        let mut joined = Vec::new();
        for &number in sectors {
            let wanted = length.saturating_sub(joined.len());
            if !self.append(&mut joined, self.sector(number), wanted) {
                break;
            }
        }
        joined
    }

    fn mini_joined(&self, start: u32, length: usize) -> Vec<u8> {
        let per_sector = self.sector / MINI_SECTOR;
        let mut joined = Vec::new();
        for number in follow(&self.mini_fat, start, length.div_ceil(MINI_SECTOR)) {
            let number = number as usize;
            let Some(&sector) = self.mini_stream.get(number / per_sector) else { break };
            let from = number % per_sector * MINI_SECTOR;
            let sector = self.sector(sector);
            let mini = sector.get(from..sector.len().min(from + MINI_SECTOR)).unwrap_or_default();
            let wanted = length.saturating_sub(joined.len());
            if !self.append(&mut joined, mini, wanted) {
                break;
            }
        }
        joined
    }

    /// Whether there was something to append, and the budget for it.
    fn append(&self, joined: &mut Vec<u8>, bytes: &[u8], wanted: usize) -> bool {
        let bytes = &bytes[..bytes.len().min(wanted)];
        let left = self.budget.get().checked_sub(bytes.len());
        let Some(left) = left.filter(|_| !bytes.is_empty()) else { return false };
        self.budget.set(left);
        joined.extend_from_slice(bytes);
        true
    }

    /// A sector's bytes, fewer where the file ends in it. The header takes the place of one.
    fn sector(&self, number: u32) -> &'a [u8] {
        let from = (number as usize).saturating_add(1).saturating_mul(self.sector);
        let to = from.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(from..to).unwrap_or_default()
    }
}

fn follow(fat: &[u32], start: u32, most: usize) -> Vec<u32> {
    let next = |&number: &u32| fat.get(number as usize).copied().filter(|&next| next < FIRST_MARK);
    std::iter::successors(Some(start).filter(|&start| start < FIRST_MARK), next).take(most).collect()
}

/// Entries of 128 bytes; each goes into the storage whose tree reaches it first, and into no other.
fn read_directory(bytes: &[u8]) -> Vec<Entry> {
    let records: Vec<&[u8]> = bytes.chunks_exact(128).collect();
    let mut entries: Vec<Entry> = records.iter().map(|record| read_entry(record)).collect();
    let link = |record: usize, at: usize| {
        let id = records.get(record).and_then(|record| u32_at(record, at)).filter(|&id| id != NO_ENTRY);
        id.map(|id| id as usize).filter(|&id| id < records.len())
    };
    let mut reached = vec![false; entries.len()];
    if let Some(root) = reached.first_mut() {
        *root = true;
    }
    let mut open: Vec<(usize, usize)> = link(ROOT, 76).map(|child| (ROOT, child)).into_iter().collect();
    while let Some((storage, id)) = open.pop() {
        if std::mem::replace(&mut reached[id], true) {
            continue;
        }
        entries[storage].inside.push(id);
        open.extend([68, 72].into_iter().filter_map(|at| link(id, at)).map(|sibling| (storage, sibling)));
        if entries[id].is_storage {
            open.extend(link(id, 76).map(|child| (id, child)));
        }
    }
    entries
}

fn read_entry(record: &[u8]) -> Entry {
    let length = usize::from(u16_at(record, 64).unwrap_or_default()).saturating_sub(2).min(62);
    let name: Vec<u16> = record[..length].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
    Entry {
        name: String::from_utf16_lossy(&name),
        is_storage: matches!(record[66], 1 | 5),
        start: u32_at(record, 116).unwrap_or(NO_ENTRY),
        // Writers of small files leave junk in the upper half (MS-CFB, 2.6.1).
        size: u32_at(record, 120).unwrap_or_default() as usize,
        inside: Vec::new(),
    }
}

/// A little-endian number of two bytes.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|&chunk| u16::from_le_bytes(chunk))
}

/// A little-endian number of four bytes.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|&chunk| u32::from_le_bytes(chunk))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|chunk| u32_at(chunk, 0))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    /// A file of both versions' sectors, with streams in both kinds of sectors and a storage of many entries.
    fn written(version: cfb::Version) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create_with_version(version, Cursor::new(Vec::new())).expect("in memory");
        file.create_storage("/inner_2").expect("in memory");
        file.create_storage("/inner_1").expect("in memory");
        for (number, length) in [0, 1, 63, 64, 65, 511, 4095, 4096, 4097, 100_000].into_iter().enumerate() {
            let mut stream = file.create_stream(format!("/inner_1/s{number}")).expect("in memory");
            let bytes: Vec<u8> = (0..length).map(|at: usize| (at * 7 + number) as u8).collect();
            stream.write_all(&bytes).expect("in memory");
        }
        file.flush().expect("in memory");
        file.into_inner().into_inner()
    }

    #[test]
    fn streams_are_read_as_cfb_wrote_them() {
        for version in [cfb::Version::V3, cfb::Version::V4] {
            let bytes = written(version);
            let file = Compound::open(&bytes).expect("a compound file");
            let [inner, empty] = file.storages(ROOT, "INNER_")[..] else { panic!("two storages") };
            for (number, length) in [0, 1, 63, 64, 65, 511, 4095, 4096, 4097, 100_000].into_iter().enumerate() {
                let read = file.stream(inner, &format!("S{number}"), usize::MAX).expect("it was written");
                let bytes: Vec<u8> = (0..length).map(|at: usize| (at * 7 + number) as u8).collect();
                assert!(read == bytes, "{number} of {version:?}");
            }
            assert_eq!(file.stream(inner, "s9", 5000).map(|read| read.len()), Some(5000));
            assert!(file.stream(empty, "s1", 10).is_none());
        }
    }

    #[test]
    fn a_chain_that_loops_ends() {
        let bytes = written(cfb::Version::V3);
        let mut looped = bytes.clone();
        let fat = (u32_at(&bytes, 76).expect("a header") as usize + 1) * 512;
        for entry in 0..128 {
            looped[fat + entry * 4..][..4].copy_from_slice(&(entry as u32 / 2).to_le_bytes());
        }
        if let Some(file) = Compound::open(&looped) {
            let names: Vec<String> = (0..10).map(|number| format!("s{number}")).collect();
            let pairs = (0..file.entries.len()).flat_map(|id| names.iter().map(move |name| (id, name)));
            let read = pairs.filter_map(|(id, name)| file.stream(id, name, usize::MAX));
            let length: usize = read.map(|read| read.len()).sum();
            assert!(length <= looped.len() * 2);
        }
    }

    #[test]
    fn a_difat_that_lists_one_sector_over_and_over_costs_no_memory() {
        let mut bytes = written(cfb::Version::V3);
        let sectors = bytes.len() / 512 - 1;
        let at = bytes.len() as u32 / 512 - 1;
        bytes[68..72].copy_from_slice(&at.to_le_bytes());
        for number in 0..200 {
            let next = at + number + 1;
            bytes.extend(std::iter::repeat_n([0, 0, 0, 0], 127).flatten().chain(next.to_le_bytes()));
        }
        let file = Compound::open(&bytes);
        assert!(file.is_none_or(|file| file.fat.len() <= sectors + 200 + 256));
    }
}
