//! `mailclinic diagnose`: pastes from files or standard input → text, JSON, or a line of JSON each.

use std::io::{self, BufRead, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, ValueEnum};
use mailclinic::catalog::{Catalog, Language};
use mailclinic::diagnose::{Diagnosis, Report, diagnose, report};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::in_order::in_order;
use super::load_catalog;

/// Bytes of one line of input; a longer one is answered with an error and passed over.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

/// Diagnose pastes: each FILE, or standard input, is one paste of any kind.
#[derive(Debug, Args)]
pub struct DiagnoseArgs {
    /// How to answer; ndjson without files reads one {"id": …, "text": …} a line
    #[arg(long, env = "MAILCLINIC_FORMAT", value_enum, default_value = "text")]
    format: Format,

    /// The language of titles and explanations
    #[arg(long, env = "MAILCLINIC_LANG", default_value = "en", value_parser = str::parse::<Language>)]
    lang: Language,

    /// A content folder laid over the embedded one, the last on top; repeatable
    #[arg(long, env = "MAILCLINIC_CONTENT", value_name = "DIR", value_delimiter = ':')]
    content: Vec<PathBuf>,

    /// The pastes; standard input where none are named
    files: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON object, indented; for several files one after another.
    Json,
    /// One JSON object a line.
    Ndjson,
}

/// Runs the command: exit code 0 when every input was read, 1 when something could not be.
pub fn run(args: DiagnoseArgs) -> ExitCode {
    let Some(catalog) = load_catalog(&args.content) else { return ExitCode::FAILURE };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let session = Session { catalog: &catalog, format: args.format, language: args.lang };
    let done = match (args.files.is_empty(), args.format) {
        (true, Format::Ndjson) => session.stream(io::BufReader::new(io::stdin()), &mut out),
        (true, _) => session.standard_input(&mut out),
        (false, _) => session.files(&args.files, &mut out),
    };
    match done.and_then(|all_read| out.flush().map(|()| all_read)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mailclinic: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Session<'c> {
    catalog: &'c Catalog,
    format: Format,
    language: Language,
}

/// A line of standard input.
#[derive(Deserialize)]
struct Line {
    id: Value,
    text: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Value,
    #[serde(flatten)]
    report: Report<'a>,
}

impl Session<'_> {
    /// Whether every file could be read.
    fn files(&self, files: &[PathBuf], out: &mut impl Write) -> io::Result<bool> {
        let all_read = AtomicBool::new(true);
        let work = |file: &PathBuf| {
            let name = file.display().to_string();
            let mut said = Vec::new();
            let done = match std::fs::read(file) {
                Ok(bytes) => self.answer(Some(name), &bytes, &mut said),
                Err(error) => {
                    all_read.store(false, Ordering::Relaxed);
                    eprintln!("mailclinic: {name}: {error}");
                    match self.format {
                        Format::Ndjson => {
                            writeln!(said, "{}", serde_json::json!({"input": name, "error": error.to_string()}))
                        }
                        _ => Ok(()),
                    }
                }
            };
            done.map(|()| said).unwrap_or_default()
        };
        in_order(files.iter().map(Ok), work, out)?;
        Ok(all_read.into_inner())
    }

    fn standard_input(&self, out: &mut impl Write) -> io::Result<bool> {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        self.answer(None, &bytes, out)?;
        Ok(true)
    }

    /// One object a line in, one a line out, in order, however long the stream.
    fn stream(&self, input: impl BufRead + Send, out: &mut impl Write) -> io::Result<bool> {
        let work = |line: Vec<u8>| self.line(&line).unwrap_or_else(|error| refusal(&error));
        in_order(Lines { input }, work, out)?;
        Ok(true)
    }

    fn line(&self, line: &[u8]) -> Result<Vec<u8>, serde_json::Error> {
        let Line { id, text } = serde_json::from_slice(line)?;
        let diagnosis = diagnose(self.catalog, text.as_bytes());
        let report = report(&diagnosis, self.catalog, self.language);
        let mut said = serde_json::to_vec(&Answer { id: &id, report })?;
        said.push(b'\n');
        Ok(said)
    }

    fn answer(&self, input: Option<String>, bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
        let diagnosis = diagnose(self.catalog, bytes);
        let mut report = report(&diagnosis, self.catalog, self.language);
        report.input = input;
        match self.format {
            Format::Text => self.tell(&diagnosis, &report, out),
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &report)?;
                out.write_all(b"\n")
            }
            Format::Ndjson => {
                serde_json::to_writer(&mut *out, &report)?;
                out.write_all(b"\n")
            }
        }
    }

    /// The answer for people at a terminal: the verdict, the words that prove it, the steps.
    fn tell(&self, diagnosis: &Diagnosis<'_>, report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
        let words = self.catalog.words(self.language);
        let say = |id: &str| words.text(id, &[]);
        if let Some(input) = &report.input {
            writeln!(out, "== {input}")?;
        }
        if diagnosis.findings.is_empty() {
            writeln!(out, "{}", say("cli-unknown"))?;
        }
        for finding in &diagnosis.findings {
            let Some(article) = finding.entry.article(self.language) else { continue };
            let to = finding.recipient.as_deref().unwrap_or_default();
            let delivered = say(&format!("cli-delivered-{}", finding.delivered.as_str()));
            writeln!(out, "{} [{}] {to}", article.title, finding.entry.number)?;
            writeln!(out, "  {}: {delivered}", say("cli-delivered"))?;
            writeln!(out, "  {}: {}", say("cli-why"), article.why)?;
            writeln!(out, "  {}: {}", say("cli-move"), article.whose_move)?;
            writeln!(out, "  {}: {}", say("cli-again"), article.again)?;
            if !finding.diagnostic.is_empty() {
                writeln!(out, "  > {}", printable(&finding.diagnostic).replace('\n', "\n  > "))?;
            }
            let role = if finding.cause.who.as_str().ends_with("admin") { "admin" } else { "sender" };
            if let Some(steps) = article.section(role).or_else(|| article.section("sender")) {
                writeln!(out, "\n{}\n", steps.markdown)?;
            }
        }
        for alternative in &report.alternatives {
            writeln!(out, "  {}: {}", say("cli-or"), alternative.title())?;
        }
        for note in &report.notes {
            writeln!(out, "  * {}", printable(note))?;
        }
        Ok(())
    }
}

/// The answer to a line that is no object as it should be.
fn refusal(error: &serde_json::Error) -> Vec<u8> {
    format!("{}\n", serde_json::json!({"error": error.to_string()})).into_bytes()
}

/// The lines of a stream that hold something; a longer one than is read is cut, and answered as what it then is.
struct Lines<R> {
    input: R,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = Vec::new();
            match self.input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Some(Ok(line)),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// A paste must not drive the terminal: control characters are shown as marks.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}
