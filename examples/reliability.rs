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
//! 2. How often the first answer is right, and one of the first three; over all, and by language and tag.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use mailclinic::catalog::Catalog;
use mailclinic::diagnose::diagnose;
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
        if text.cause == NOT_MAIL {
            self.not_mail += 1;
            self.left_alone += usize::from(first.is_none_or(|cause| text.accepts(cause)));
            return;
        }
        self.texts += 1;
        self.first += usize::from(first.is_some_and(|cause| text.accepts(cause)));
        self.in_three += usize::from(causes.iter().take(3).any(|cause| text.accepts(cause)));
    }

    fn row(&self, name: &str) {
        let cell = |part: usize, of: usize| format!("{:>9} {:>5}", format!("{part}/{of}"), share(part as f64, of));
        let (first, in_three) = (cell(self.first, self.texts), cell(self.in_three, self.texts));
        println!("{name:<24}{first} {in_three} {}", cell(self.left_alone, self.not_mail));
    }
}

fn share(part: f64, of: usize) -> String {
    if of == 0 { String::from("-") } else { format!("{:.3}", part / of as f64) }
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
    let catalog =
        Catalog::load(&[]).map_err(|problems| problems.iter().map(|p| format!("{p}\n")).collect::<String>())?;
    let mut bins = vec![Bin::default(); BINS];
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for text in read(files)? {
        let diagnosis = diagnose(&catalog, text.text.as_bytes());
        let mut causes: Vec<&str> = diagnosis.findings.iter().map(|finding| finding.cause.id.as_str()).collect();
        let mut known = BTreeSet::new();
        causes.retain(|cause| known.insert(*cause));
        let cause = causes.first().copied();
        causes.extend(diagnosis.alternatives.iter().map(|other| other.cause.id.as_str()));
        if let Some(finding) = diagnosis.findings.first() {
            let bin = &mut bins[((finding.confidence * BINS as f64) as usize).min(BINS - 1)];
            bin.answers += 1;
            bin.confidence += finding.confidence;
            bin.right += usize::from(text.accepts(&finding.cause.id));
        }
        let groups = [String::from("all"), format!("language {}", text.lang)].into_iter();
        for group in groups.chain(text.tags.iter().map(|tag| format!("tag {tag}"))) {
            scores.entry(group).or_default().add(&text, &causes, cause);
        }
        if tells_missed && !text.accepts(cause.unwrap_or(NOT_MAIL)) {
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
        let (mean, right) = (share(bin.confidence, bin.answers), share(bin.right as f64, bin.answers));
        println!("{from:.1} to {to:.1}  {:>7}  {mean:>15}  {right:>11}", bin.answers);
    }
    let distance: f64 = bins.iter().map(|bin| (bin.confidence - bin.right as f64).abs()).sum();
    println!("expected calibration error: {:.3} over {all} answers", distance / all.max(1) as f64);
}

fn main() -> ExitCode {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|arg| arg.starts_with('-'));
    if files.is_empty() || flags.iter().any(|flag| flag != "--missed") {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    let done = run(&files, !flags.is_empty()).inspect_err(|error| eprintln!("reliability: {error}"));
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
