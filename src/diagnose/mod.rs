//! The pipeline: a paste and the catalog → a diagnosis. Pure: no clock, disk, network or randomness.
//!
//! 1. [`parse::read`] takes the paste apart: who is told of, and with which words.
//! 2. Each text is folded. Its facts are listed when they are asked for.
//! 3. For each recipient, `rank` holds the catalog's signatures and codes against the words, and weighs what fired.
//! 4. The best reading becomes the finding; other causes become alternatives; contradictions become notes.
//! 5. [`report`] puts it into one language's words, as JSON; [`hand_over`] writes the note to whoever can mend it.

mod confidence;
mod diagnosis;
mod finding;
mod note;
mod rank;
mod report;
mod samples;
mod vote;

use std::sync::OnceLock;

use crate::catalog::Catalog;
use crate::parse;
use crate::text::{Folded, fold};

pub use diagnosis::{Alternative, Delivered, Diagnosis, Evidence, Finding, Note, Why};
pub use note::{HandOver, hand_over, masked};
pub use report::{Report, note_text, report, why_text};
pub use samples::lint_samples;

/// Alternatives that are told: three readings are as many as help.
const MOST_ALTERNATIVES: usize = 3;

/// Diagnoses one paste: a text in any charset or a raw message, as bytes.
pub fn diagnose<'c>(catalog: &'c Catalog, paste: &[u8]) -> Diagnosis<'c> {
    let reading = parse::read(paste);
    let folded: Vec<Folded> = reading.parts.iter().map(|part| fold(&part.text)).collect();
    let ranked = rank::rank(catalog, &reading, &folded);
    let findings: Vec<Finding<'c>> =
        ranked.iter().filter_map(|ranking| finding::finding(catalog, &reading, &folded, ranking)).collect();
    Diagnosis {
        shape: reading.shape,
        delivered: Delivered::over_all(findings.iter().map(|finding| finding.delivered)),
        alternatives: finding::alternatives(catalog, &reading, &folded, &findings, &ranked),
        notes: finding::notes(catalog, &reading, &folded, &ranked),
        findings,
        facts: OnceLock::new(),
        parts: reading.parts,
    }
}
