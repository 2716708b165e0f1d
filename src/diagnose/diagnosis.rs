//! What the engine answers: findings per recipient, alternatives, facts and notes, each claim with the words that prove it.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Serialize;

use crate::catalog::{Cause, Entry, Provider};
use crate::code::{EnhancedCode, ReplyCode};
use crate::facts::Facts;
use crate::parse::{Part, Shape, Stage};
use crate::text::fold;

/// The answer to one paste. It borrows from the catalog that it was read with, and holds no clock, language or address
/// of a site: [`report`](crate::diagnose::report) puts it into words.
#[derive(Debug)]
pub struct Diagnosis<'c> {
    /// What the paste turned out to be.
    pub shape: Shape,
    /// Whether the message arrived, over all recipients.
    pub delivered: Delivered,
    /// One for each recipient, in the order of the text. Empty where nothing is recognized.
    pub findings: Vec<Finding<'c>>,
    /// What else it could be, the likeliest first; at most three, of other causes than the findings'.
    pub alternatives: Vec<Alternative<'c>>,
    /// Contradictions and traps that were met on the way.
    pub notes: Vec<Note>,
    /// The texts that evidence points into: the paste as given, or the decoded parts of a message.
    pub parts: Vec<Part>,
    pub(super) facts: OnceLock<Facts>,
}

impl Diagnosis<'_> {
    /// Every code, host and address in the texts, listed when it is first asked for: many who ask for a cause do not.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| {
            let mut facts = Facts::default();
            for part in &self.parts {
                facts.add(&part.text, fold(&part.text).as_str());
            }
            facts
        })
    }
}

/// Whether the message arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Delivered {
    /// To nobody that the text names.
    No,
    /// To some of them.
    Partly,
    /// Not yet; a server still tries.
    Delayed,
    /// To all of them.
    Yes,
    /// The text does not tell, or is about no delivery.
    Unknown,
}

impl Delivered {
    /// The word that the JSON and the interface's message ids use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Partly => "partly",
            Self::Delayed => "delayed",
            Self::Yes => "yes",
            Self::Unknown => "unknown",
        }
    }
}

/// What became of the message to one recipient, and why.
#[derive(Debug)]
pub struct Finding<'c> {
    /// The error as the catalog explains it.
    pub entry: &'c Entry,
    /// Why, as causes.toml names it.
    pub cause: &'c Cause,
    /// The share of answers at this level that are right, 0 to 1.
    pub confidence: f64,
    /// Whether the same message would fail again: the reply's own class, else the cause's usual way.
    pub permanent: bool,
    /// What became of the message to this recipient.
    pub delivered: Delivered,
    /// The address as the report names it.
    pub recipient: Option<String>,
    /// The enhanced status code that goes with the deciding words.
    pub status: Option<EnhancedCode>,
    /// The reply code that goes with the deciding words.
    pub reply: Option<ReplyCode>,
    /// The provider whose server said so.
    pub provider: Option<&'c Provider>,
    /// The command that the server refused.
    pub stage: Option<Stage>,
    /// The host that refused, where the text names it.
    pub refused_by: Option<String>,
    /// The host that reported the refusal.
    pub reported_by: Option<String>,
    /// The deciding reply or sentence as it stands in the text.
    pub diagnostic: String,
    /// The deciding words, the strongest first.
    pub evidence: Vec<Evidence>,
}

/// Words that a rule recognized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Index into [`Diagnosis::parts`].
    pub part: usize,
    /// Bytes of that part's text.
    pub range: Range<usize>,
    /// `<entry>/<n>`: the n-th wording of that entry's signatures, or `<entry>/likeness`, or `code/<code>`.
    pub rule: String,
}

/// What it could be instead.
#[derive(Debug)]
pub struct Alternative<'c> {
    /// The error as the catalog explains it.
    pub entry: &'c Entry,
    /// Its cause.
    pub cause: &'c Cause,
    /// 0 to 1, below the finding's.
    pub confidence: f64,
    /// Why it is in question.
    pub why: Why,
}

/// Why an alternative is in question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// These words of the text, as they stand, are its signature's.
    Words(String),
    /// This code often stands for it.
    Code(String),
    /// The text is like its samples; these words count most.
    Likeness(String),
}

/// Something in the text that contradicts or misleads, and what was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The code stands for another cause than the words; the words were believed.
    CodeContradictsWords { code: String, words: String },
    /// The message nests deeper, or holds more, than is read.
    Truncated,
    /// The charset was not declared, or was declared wrongly, and was guessed.
    CharsetGuessed(String),
}
