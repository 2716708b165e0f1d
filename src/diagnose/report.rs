//! A diagnosis in one language's words: the JSON contract of the command line and the API.

use serde::Serialize;

use super::{Alternative, Delivered, Diagnosis, Finding, Note, Why};
use crate::catalog::{Catalog, Entry, Language, Who};
use crate::code::{EnhancedCode, ReplyCode};
use crate::facts::Facts;
use crate::parse::Stage;

/// The whole answer.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    /// The name of what was read, where it had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// Over all recipients.
    pub delivered: Delivered,
    /// One a recipient; empty where nothing is recognized.
    pub findings: Vec<FindingReport<'a>>,
    /// What else it could be.
    pub alternatives: Vec<AlternativeReport<'a>>,
    /// What stands in the text.
    pub facts: &'a Facts,
    /// Contradictions and traps, in the language asked for.
    pub notes: Vec<String>,
}

/// One finding.
#[derive(Debug, Serialize)]
pub struct FindingReport<'a> {
    cause: &'a str,
    article: ArticleReport<'a>,
    confidence: f64,
    permanent: bool,
    who: Who,
    delivered: Delivered,
    recipient: Option<&'a str>,
    status: Option<EnhancedCode>,
    reply: Option<ReplyCode>,
    provider: Option<&'a str>,
    stage: Option<Stage>,
    refused_by: Option<&'a str>,
    reported_by: Option<&'a str>,
    diagnostic: &'a str,
    evidence: Vec<EvidenceReport<'a>>,
}

/// Where the explanation stands.
#[derive(Debug, Serialize)]
pub struct ArticleReport<'a> {
    id: &'a str,
    number: u32,
    title: &'a str,
    url: String,
}

/// The words that a rule recognized: bytes of the paste, or of the decoded part that is named.
#[derive(Debug, Serialize)]
pub struct EvidenceReport<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
}

/// One alternative.
#[derive(Debug, Serialize)]
pub struct AlternativeReport<'a> {
    cause: &'a str,
    article: ArticleReport<'a>,
    confidence: f64,
    why: String,
}

impl AlternativeReport<'_> {
    /// The article's title.
    pub fn title(&self) -> &str {
        self.article.title
    }
}

/// Puts a diagnosis into a language's words.
pub fn report<'a>(diagnosis: &'a Diagnosis<'a>, catalog: &Catalog, language: Language) -> Report<'a> {
    Report {
        input: None,
        delivered: diagnosis.delivered,
        findings: diagnosis.findings.iter().map(|finding| finding_report(diagnosis, finding, language)).collect(),
        alternatives: diagnosis
            .alternatives
            .iter()
            .map(|alternative| alternative_report(alternative, catalog, language))
            .collect(),
        facts: diagnosis.facts(),
        notes: diagnosis.notes.iter().map(|note| note_text(note, catalog, language)).collect(),
    }
}

fn finding_report<'a>(diagnosis: &'a Diagnosis<'a>, finding: &'a Finding<'a>, language: Language) -> FindingReport<'a> {
    FindingReport {
        cause: &finding.cause.id,
        article: article(finding.entry, language),
        confidence: rounded(finding.confidence),
        permanent: finding.permanent,
        who: finding.cause.who,
        delivered: finding.delivered,
        recipient: finding.recipient.as_deref(),
        status: finding.status,
        reply: finding.reply,
        provider: finding.provider.map(|provider| provider.id.as_str()),
        stage: finding.stage,
        refused_by: finding.refused_by.as_deref(),
        reported_by: finding.reported_by.as_deref(),
        diagnostic: &finding.diagnostic,
        evidence: finding
            .evidence
            .iter()
            .map(|evidence| {
                let part = &diagnosis.parts[evidence.part];
                EvidenceReport {
                    start: evidence.range.start,
                    end: evidence.range.end,
                    text: &part.text[evidence.range.clone()],
                    rule: &evidence.rule,
                    part: part.name.as_deref(),
                }
            })
            .collect(),
    }
}

fn alternative_report<'a>(
    alternative: &'a Alternative<'a>,
    catalog: &Catalog,
    language: Language,
) -> AlternativeReport<'a> {
    AlternativeReport {
        cause: &alternative.cause.id,
        article: article(alternative.entry, language),
        confidence: rounded(alternative.confidence),
        why: why_text(&alternative.why, catalog, language),
    }
}

fn article(entry: &Entry, language: Language) -> ArticleReport<'_> {
    ArticleReport {
        id: &entry.id,
        number: entry.number,
        title: entry.article(language).map_or("", |article| article.title.as_str()),
        url: format!("/{language}/errors/{}", entry.id),
    }
}

/// Three decimals: more would claim what nobody measured.
fn rounded(confidence: f64) -> f64 {
    (confidence * 1000.0).round() / 1000.0
}

/// A note in a language's words.
pub fn note_text(note: &Note, catalog: &Catalog, language: Language) -> String {
    let words = catalog.words(language);
    match note {
        Note::CodeContradictsWords { code, words: said } => {
            words.text("note-code-contradicts-words", &[("code", code), ("words", said)])
        }
        Note::Truncated => words.text("note-truncated", &[]),
        Note::CharsetGuessed(charset) => words.text("note-charset-guessed", &[("charset", charset)]),
    }
}

/// Why an alternative is in question, in a language's words.
pub fn why_text(why: &Why, catalog: &Catalog, language: Language) -> String {
    let words = catalog.words(language);
    match why {
        Why::Words(said) => words.text("why-words", &[("words", said)]),
        Why::Code(code) => words.text("why-code", &[("code", code)]),
        Why::Likeness(said) => words.text("why-likeness", &[("words", said)]),
    }
}
