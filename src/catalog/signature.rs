//! Signatures: every entry's wordings, compiled into one matcher.
//!
//! 1. Each wording is a regular expression over folded text. Its required literals go into one Aho-Corasick automaton,
//!    whose speed does not depend on the number of rules; each knows the wordings that it is required by.
//! 2. Where a literal is found, the wording's own expression (compiled at its first hit) is run around it.
//! 3. The signature's conditions on the rest of the reply are the caller's to check: [`Signature::holds`].

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::Regex;
use serde::Deserialize;
use toml::Spanned;

use super::{Problem, literal};
use crate::code::{EnhancedCode, ReplyCode};
use crate::text::fold_pattern;

/// Bytes to each side of a literal in which its wording must lie.
const REACH: usize = 512;
/// How often one wording is tried in one text: a text made of literals must not cost more than any other.
const TRIES: u8 = 8;
/// Shorter literals would be found everywhere; bytes of UTF-8.
const SHORTEST_LITERAL: usize = 5;

/// How far a signature settles the cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Boilerplate, or vague: believed only where nothing better fires.
    Weak,
    /// Words that such errors say.
    #[default]
    Usual,
    /// These words settle it, even where others also fire.
    Decisive,
}

/// The `[[signature]]` of an entry, as authors write it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    words: Vec<Spanned<String>>,
    #[serde(default)]
    strength: Strength,
    #[serde(default)]
    status: Vec<EnhancedCode>,
    #[serde(default)]
    reply: Vec<ReplyCode>,
    #[serde(default)]
    providers: Vec<String>,
    also: Option<Spanned<String>>,
    unless: Option<Spanned<String>>,
}

/// One family of wordings with its conditions.
#[derive(Debug)]
pub struct Signature {
    /// Place of its entry in the catalog.
    pub entry: usize,
    /// How far it settles the cause.
    pub strength: Strength,
    /// Counts only beside one of these enhanced status codes, where any are listed.
    pub status: Vec<EnhancedCode>,
    /// Counts only beside one of these reply codes, where any are listed.
    pub reply: Vec<ReplyCode>,
    /// Counts only where one of these providers speaks, where any are listed.
    pub providers: Vec<String>,
    also: Option<Lazy>,
    unless: Option<Lazy>,
}

/// What a signature's conditions are held against: the reply that its words stand in.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The reply, folded.
    pub text: &'a str,
    /// Its enhanced status codes.
    pub status: &'a [EnhancedCode],
    /// Its reply codes.
    pub reply: &'a [ReplyCode],
    /// Ids of the providers that it shows.
    pub providers: &'a [&'a str],
}

impl Signature {
    /// Whether the conditions beside its words are met.
    pub fn holds(&self, around: Surroundings<'_>) -> bool {
        let any_of = |listed: bool, met: bool| !listed || met;
        any_of(!self.status.is_empty(), self.status.iter().any(|code| around.status.contains(code)))
            && any_of(!self.reply.is_empty(), self.reply.iter().any(|code| around.reply.contains(code)))
            && any_of(
                !self.providers.is_empty(),
                self.providers.iter().any(|id| around.providers.contains(&id.as_str())),
            )
            && self.also.as_ref().is_none_or(|also| also.is_match(around.text))
            && self.unless.as_ref().is_none_or(|unless| !unless.is_match(around.text))
    }

    /// Whether it is bound to codes or providers.
    pub fn is_bound(&self) -> bool {
        !(self.status.is_empty() && self.reply.is_empty() && self.providers.is_empty())
    }
}

/// One wording: a regular expression of a signature.
#[derive(Debug)]
pub struct Wording {
    /// Place of its signature in the [`Matcher`].
    pub signature: usize,
    /// Its number among the wordings of its entry, from 1: the rule `<entry>/<number>`.
    pub number: usize,
    /// Where it stands, for messages to authors: file and line.
    pub place: (String, usize),
    expression: Lazy,
}

impl Wording {
    /// Whether its expression is small enough to run.
    pub fn compiles(&self) -> bool {
        self.expression.get().is_some()
    }
}

/// A wording found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Place of the wording in the [`Matcher`].
    pub wording: usize,
    /// Bytes of the folded text.
    pub range: Range<usize>,
}

/// All signatures of the catalog.
#[derive(Debug)]
pub struct Matcher {
    signatures: Vec<Signature>,
    wordings: Vec<Wording>,
    literals: AhoCorasick,
    /// For each literal, the wordings that it is required by.
    required_by: Vec<Vec<u32>>,
}

impl Matcher {
    /// The signature at a place.
    pub fn signature(&self, place: usize) -> &Signature {
        &self.signatures[place]
    }

    /// The wording at a place.
    pub fn wording(&self, place: usize) -> &Wording {
        &self.wordings[place]
    }

    /// All wordings.
    pub fn wordings(&self) -> &[Wording] {
        &self.wordings
    }

    /// Every wording that stands in a folded text, once each, at its first place. Conditions are not checked.
    pub fn hits(&self, folded: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut tries: Vec<(u32, u8)> = Vec::new();
        for found in self.literals.find_overlapping_iter(folded) {
            for &wording in &self.required_by[found.pattern().as_usize()] {
                if let Some(hit) = self.try_wording(wording, folded, found.start()..found.end(), &mut tries) {
                    hits.push(hit);
                }
            }
        }
        hits
    }

    fn try_wording(
        &self,
        wording: u32,
        folded: &str,
        literal: Range<usize>,
        tries: &mut Vec<(u32, u8)>,
    ) -> Option<Hit> {
        let place = tries.iter().position(|(tried, _)| *tried == wording).unwrap_or_else(|| {
            tries.push((wording, 0));
            tries.len() - 1
        });
        let tried = &mut tries[place].1;
        if *tried >= TRIES {
            return None;
        }
        *tried += 1;
        let window = folded.floor_char_boundary(literal.start.saturating_sub(REACH))
            ..folded.ceil_char_boundary((literal.end + REACH).min(folded.len()));
        let found = self.wordings[wording as usize].expression.get()?.find(&folded[window.clone()])?;
        *tried = TRIES;
        Some(Hit { wording: wording as usize, range: window.start + found.start()..window.start + found.end() })
    }
}

/// A regular expression that was checked, and is compiled when it is first run: a start compiles none.
#[derive(Debug)]
struct Lazy {
    pattern: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Lazy {
    fn new(pattern: String) -> Self {
        Self { pattern, compiled: OnceLock::new() }
    }

    /// `None` for a pattern that is too large to compile, which the lint refuses.
    fn get(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.pattern).ok()).as_ref()
    }

    fn is_match(&self, text: &str) -> bool {
        self.get().is_some_and(|regex| regex.is_match(text))
    }
}

/// The signatures of one entry, checked, with the literals that find them: the costly half of reading them, which can be
/// done for many entries side by side.
pub(super) struct Prepared {
    signatures: Vec<Signature>,
    wordings: Vec<(Wording, Vec<String>)>,
}

/// Checks one entry's signatures. `text` is that of its file, for line numbers.
pub(super) fn prepare(file: &str, text: &str, written: Vec<Written>, problems: &mut Vec<Problem>) -> Prepared {
    let mut prepared = Prepared { signatures: Vec::new(), wordings: Vec::new() };
    let line_ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let mut number = 0;
    for signature in written {
        let condition = |pattern: Option<Spanned<String>>, problems: &mut Vec<Problem>| {
            pattern.and_then(|pattern| checked(file, text, &pattern, problems).map(|(pattern, _)| Lazy::new(pattern)))
        };
        let also = condition(signature.also, problems);
        let unless = condition(signature.unless, problems);
        for words in &signature.words {
            number += 1;
            let Some((pattern, literals)) = prepare_wording(file, text, words, problems) else { continue };
            let line = line_ends.partition_point(|&end| end < words.span().start) + 1;
            let wording = Wording {
                signature: prepared.signatures.len(),
                number,
                place: (file.to_owned(), line),
                expression: Lazy::new(pattern),
            };
            prepared.wordings.push((wording, literals));
        }
        prepared.signatures.push(Signature {
            entry: 0,
            strength: signature.strength,
            status: signature.status,
            reply: signature.reply,
            providers: signature.providers,
            also,
            unless,
        });
    }
    prepared
}

/// The wording's pattern, and the literals that it is found by.
fn prepare_wording(
    file: &str,
    text: &str,
    words: &Spanned<String>,
    problems: &mut Vec<Problem>,
) -> Option<(String, Vec<String>)> {
    let (pattern, hir) = checked(file, text, words, problems)?;
    let literals = literal::filter_of(&hir).unwrap_or_default();
    let shortest = literals.iter().map(String::len).min().unwrap_or(0);
    if shortest < SHORTEST_LITERAL {
        let what =
            format!("every match needs a literal run of at least {SHORTEST_LITERAL} bytes: `{pattern}` has none");
        problems.push(Problem::at(file, text, words.span().start, what));
        return None;
    }
    Some((pattern, literals))
}

/// Gathers the signatures of all entries.
#[derive(Default)]
pub(super) struct Gathering {
    signatures: Vec<Signature>,
    wordings: Vec<Wording>,
    literals: Vec<String>,
    required_by: Vec<Vec<u32>>,
    places: HashMap<String, usize>,
}

impl Gathering {
    /// Takes the signatures of the entry at a place.
    pub(super) fn take(&mut self, entry: usize, prepared: Prepared) {
        let first = self.signatures.len();
        self.signatures.extend(prepared.signatures.into_iter().map(|signature| Signature { entry, ..signature }));
        for (wording, literals) in prepared.wordings {
            let place = self.wordings.len() as u32;
            self.wordings.push(Wording { signature: first + wording.signature, ..wording });
            for literal in literals {
                self.require(literal, place);
            }
        }
    }

    fn require(&mut self, literal: String, wording: u32) {
        let next = self.literals.len();
        let at = match self.places.get(&literal) {
            Some(&at) => at,
            None => {
                self.places.insert(literal.clone(), next);
                self.literals.push(literal);
                self.required_by.push(Vec::new());
                next
            }
        };
        if !self.required_by[at].contains(&wording) {
            self.required_by[at].push(wording);
        }
    }

    /// Builds the matcher.
    pub(super) fn into_matcher(self) -> Result<Matcher, Problem> {
        let literals = AhoCorasick::builder()
            .kind(Some(aho_corasick::AhoCorasickKind::ContiguousNFA))
            .build(&self.literals)
            .map_err(|error| Problem::of_file("errors", format!("the signatures are too many: {error}")))?;
        Ok(Matcher { signatures: self.signatures, wordings: self.wordings, literals, required_by: self.required_by })
    }
}

/// The pattern, folded, if it is a regular expression that folded text can match.
fn checked(
    file: &str,
    text: &str,
    written: &Spanned<String>,
    problems: &mut Vec<Problem>,
) -> Option<(String, regex_syntax::hir::Hir)> {
    let pattern = fold_pattern(written.get_ref());
    let mut problem = |what: String| problems.push(Problem::at(file, text, written.span().start, what));
    match regex_syntax::parse(&pattern) {
        Ok(hir) => {
            if literal::has_upper_case(&hir) {
                problem(format!("folded text has no capital letters: `{pattern}` never matches"));
                return None;
            }
            Some((pattern, hir))
        }
        Err(error) => {
            problem(format!("not a regular expression: {}", error.to_string().replace('\n', " ")));
            None
        }
    }
}
