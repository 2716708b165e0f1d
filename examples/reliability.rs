//! How right the engine is on labelled texts, and whether its confidences mean what they say.
//!
//! ```text
//! cargo run --release --no-default-features --example reliability -- texts.jsonl more.jsonl
//! cargo run --release --example reliability -- --missed texts.jsonl
//! ```
//!
//! A text is a line of JSON: `{"id": "a1", "text": "550 …", "cause": "user-unknown", "alt": [], "lang": "en", "tags": []}`;
//! `alt` lists other causes that a careful reader would accept. Texts of the cause `not-a-mail-error` are to be left alone.
//!
//! 1. The reliability table: answers by their confidence, and the share of them that is right. The expected calibration
//!    error is the distance between the two, averaged over all answers.
//! 2. The score: how often the first answer is right, how often one of the first three; by language and tag too.

use std::collections::BTreeMap;
use std::process::ExitCode;

use mailclinic::catalog::Catalog;
use mailclinic::diagnose::{Diagnosis, diagnose};
use serde::Deserialize;

const USAGE: &str = "usage: reliability [--missed] TEXTS.jsonl...";
const NOT_MAIL: &str = "not-a-mail-error";
const BINS: usize = 10;

#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
    cause: String,
    #[serde(default)]
    alt: Vec<String>,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    tags: Vec<String>,
}

impl Text {
    fn accepts(&self, cause: &str) -> bool {
        self.cause == cause || self.alt.iter().any(|other| other == cause)
    }
}

/// Answers of about the same confidence.
#[derive(Default, Clone)]
struct Bin {
    answers: usize,
    confidence: f64,
    right: usize,
}

/// What became of some of the texts.
#[derive(Default)]
struct Score {
    texts: usize,
    first: usize,
    in_three: usize,
    not_mail: usize,
    left_alone: usize,
}

impl Score {
    fn add(&mut self, text: &Text, causes: &[&str], first: Option<&str>) {
        let first_is_right = first.is_some_and(|cause| text.accepts(cause));
        if text.cause == NOT_MAIL {
            self.not_mail += 1;
            self.left_alone += usize::from(first.is_none() || first_is_right);
        } else {
            self.texts += 1;
            self.first += usize::from(first_is_right);
            self.in_three += usize::from(causes.iter().take(3).any(|cause| text.accepts(cause)));
        }
    }

    fn row(&self, name: &str) {
        let share = |part: usize, of: usize| match of {
            0 => format!("{:>16}", "-"),
            _ => format!("{:>9} {:.3} ", format!("{part}/{of}"), part as f64 / of as f64),
        };
        let (first, in_three) = (share(self.first, self.texts), share(self.in_three, self.texts));
        println!("{name:<24}{first}{in_three}{}", share(self.left_alone, self.not_mail));
    }
}

/// The causes that are named, the likeliest first and each once.
fn causes<'a>(diagnosis: &'a Diagnosis<'_>) -> Vec<&'a str> {
    let found = diagnosis.findings.iter().map(|finding| finding.cause.id.as_str());
    let mut causes: Vec<&str> = Vec::new();
    for cause in found.chain(diagnosis.alternatives.iter().map(|other| other.cause.id.as_str())) {
        if !causes.contains(&cause) {
            causes.push(cause);
        }
    }
    causes
}

fn read(files: &[String]) -> Result<Vec<Text>, String> {
    let mut texts = Vec::new();
    for file in files {
        let lines = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            texts.push(serde_json::from_str(line).map_err(|error| format!("{file}:{}: {error}", number + 1))?);
        }
    }
    Ok(texts)
}

fn run(files: &[String], tells_missed: bool) -> Result<(), String> {
    let said = |problems: Vec<_>| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let catalog = Catalog::load(&[]).map_err(said)?;
    let mut bins = vec![Bin::default(); BINS];
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for text in read(files)? {
        let diagnosis = diagnose(&catalog, text.text.as_bytes());
        let (first, causes) = (diagnosis.findings.first(), causes(&diagnosis));
        let cause = first.map(|finding| finding.cause.id.as_str());
        if let Some(finding) = first {
            let bin = &mut bins[((finding.confidence * BINS as f64) as usize).min(BINS - 1)];
            bin.answers += 1;
            bin.confidence += finding.confidence;
            bin.right += usize::from(text.accepts(&finding.cause.id));
        }
        let groups = std::iter::once(format!("language {}", if text.lang.is_empty() { "-" } else { &text.lang }));
        for group in groups.chain(text.tags.iter().map(|tag| format!("tag {tag}"))).chain([String::from("all")]) {
            scores.entry(group).or_default().add(&text, &causes, cause);
        }
        let is_missed = !text.accepts(cause.unwrap_or(NOT_MAIL));
        if tells_missed && is_missed {
            println!("{}: {} is not {}", text.id, cause.unwrap_or("nothing"), text.cause);
        }
    }
    print_bins(&bins);
    println!("\n{:<24}{:>15} {:>15} {:>15}", "", "first", "in three", "left alone");
    scores.iter().for_each(|(name, score)| score.row(name));
    Ok(())
}

fn print_bins(bins: &[Bin]) {
    let all: usize = bins.iter().map(|bin| bin.answers).sum();
    println!("confidence  answers  mean confidence  share right");
    for (place, bin) in bins.iter().enumerate() {
        let (from, to) = (place as f64 / BINS as f64, (place + 1) as f64 / BINS as f64);
        let mean =
            |sum: f64| if bin.answers == 0 { "-".to_owned() } else { format!("{:.3}", sum / bin.answers as f64) };
        println!(
            "{from:.1} to {to:.1}  {:>7}  {:>15}  {:>11}",
            bin.answers,
            mean(bin.confidence),
            mean(bin.right as f64)
        );
    }
    let distance: f64 = bins.iter().map(|bin| (bin.confidence - bin.right as f64).abs()).sum();
    println!("expected calibration error: {:.3} over {all} answers", distance / all.max(1) as f64);
}

fn main() -> ExitCode {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let args = files.len();
    files.retain(|arg| arg != "--missed");
    if files.is_empty() || files.iter().any(|arg| arg.starts_with('-')) {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    match run(&files, files.len() < args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("reliability: {error}");
            ExitCode::FAILURE
        }
    }
}
