//! Entries' signatures, as authors write them → one [`Matcher`].
//!
//! 1. [`prepare`] reads one entry's patterns, and finds by which literals each can be found; many entries are prepared
//!    side by side.
//! 2. [`Gathering`] takes them all, counts which literals are wanted how often, and files each wording under the rarer
//!    ones: common words would send every text to a hundred wordings.

use std::collections::HashMap;

use serde::Deserialize;
use toml::Spanned;

use super::filter::{Filter, Rarity, WINDOW};
use super::pattern::{Pattern, Way, WordEdges};
use super::signature::{Check, Companions, Lazy, Waiting};
use super::{Matcher, Problem, Provider, Signature, Strength, Wording};
use crate::code::{EnhancedCode, ReplyCode};
use crate::text::fold_pattern;

/// Bytes to each side of a literal in which its wording must lie, at most.
const REACH: usize = 512;
/// Literals of expressions are cut here: the rest would hardly make them surer.
const LONGEST_LITERAL: usize = 20;

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

/// The signatures of one entry, checked: the costly half of reading them.
pub(super) struct Prepared {
    signatures: Vec<Signature>,
    wordings: Vec<Found>,
}

/// A wording, and how it is found.
struct Found {
    signature: usize,
    number: usize,
    place: (String, usize),
    by: By,
}

enum By {
    /// These strings are all that it matches.
    Strings(Vec<String>, WordEdges),
    /// One of these ways leads to its expression.
    Ways(Vec<Way>, Lazy),
}

/// Checks one entry's signatures. `text` is that of its file, for line numbers.
pub(super) fn prepare(file: &str, text: &str, written: Vec<Written>, problems: &mut Vec<Problem>) -> Prepared {
    let mut prepared = Prepared { signatures: Vec::new(), wordings: Vec::new() };
    let line_ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let mut number = 0;
    for signature in written {
        let condition = |pattern: Option<Spanned<String>>, problems: &mut Vec<Problem>| {
            pattern.and_then(|pattern| checked(file, text, &pattern, problems).map(|(written, _)| Lazy::new(written)))
        };
        let also = condition(signature.also, problems);
        let unless = condition(signature.unless, problems);
        for words in &signature.words {
            number += 1;
            let Some(by) = found_by(file, text, words, problems) else { continue };
            let line = line_ends.partition_point(|&end| end < words.span().start) + 1;
            let place = (file.to_owned(), line);
            prepared.wordings.push(Found { signature: prepared.signatures.len(), number, place, by });
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

fn found_by(file: &str, text: &str, words: &Spanned<String>, problems: &mut Vec<Problem>) -> Option<By> {
    let (written, pattern) = checked(file, text, words, problems)?;
    if let Some((strings, edges)) = pattern.exact()
        && strings.iter().all(|string| string.len() >= WINDOW)
    {
        return Some(By::Strings(strings, edges));
    }
    let ways = pattern.ways();
    if ways.iter().any(is_long) {
        return Some(By::Ways(ways, Lazy::new(written)));
    }
    let what = format!("every match needs a literal run of at least {WINDOW} bytes: `{written}` has none");
    problems.push(Problem::at(file, text, words.span().start, what));
    None
}

/// Whether the filter can file a way's literals.
fn is_long(way: &Way) -> bool {
    way.literals.iter().all(|literal| literal.len() >= WINDOW)
}

/// The pattern, folded, if folded text can match it.
fn checked(
    file: &str,
    text: &str,
    written: &Spanned<String>,
    problems: &mut Vec<Problem>,
) -> Option<(String, Pattern)> {
    let folded = fold_pattern(written.get_ref());
    let mut problem = |what: String| problems.push(Problem::at(file, text, written.span().start, what));
    match Pattern::parse(&folded) {
        Ok(pattern) if pattern.has_upper_case() => {
            problem(format!("folded text has no capital letters: `{folded}` never matches"));
            None
        }
        Ok(pattern) => Some((folded, pattern)),
        Err(error) => {
            problem(format!("not a wording's pattern: {error}"));
            None
        }
    }
}

/// Gathers the signatures of all entries.
#[derive(Default)]
pub(super) struct Gathering {
    signatures: Vec<Signature>,
    wordings: Vec<Found>,
    filed: Filed,
}

/// Each literal's number, and who waits for it.
#[derive(Default)]
struct Filed {
    numbers: HashMap<String, u32>,
    waiting: Vec<(u32, Waiting)>,
}

impl Filed {
    fn wait(&mut self, literal: String, waiting: Waiting) {
        let next = self.numbers.len() as u32;
        let number = *self.numbers.entry(literal).or_insert(next);
        self.waiting.push((number, waiting));
    }
}

impl Gathering {
    /// Takes the signatures of the entry at a place.
    pub(super) fn take(&mut self, entry: usize, prepared: Prepared) {
        let first = self.signatures.len();
        self.signatures.extend(prepared.signatures.into_iter().map(|signature| Signature { entry, ..signature }));
        let moved = |found: Found| Found { signature: first + found.signature, ..found };
        self.wordings.extend(prepared.wordings.into_iter().map(moved));
    }

    /// Takes the words by which providers are known; those that are too short are passed over, and the lint says so.
    pub(super) fn take_providers(&mut self, providers: &[Provider]) {
        for (place, provider) in providers.iter().enumerate() {
            for words in provider.words.iter().filter(|words| words.len() >= WINDOW) {
                self.filed.wait(words.clone(), Waiting::Provider(place as u32));
            }
        }
    }

    /// Builds the matcher.
    pub(super) fn into_matcher(self) -> Matcher {
        let Self { signatures, wordings, mut filed } = self;
        let mut rarity = Rarity::default();
        for Found { by, .. } in &wordings {
            match by {
                By::Strings(strings, _) => strings.iter().for_each(|string| rarity.count(string)),
                By::Ways(ways, _) => {
                    ways.iter().flat_map(|way| &way.literals).for_each(|literal| rarity.count(literal))
                }
            }
        }
        let wordings: Vec<Wording> = wordings
            .into_iter()
            .enumerate()
            .map(|(place, Found { signature, number, place: line, by })| {
                let (literals, check) = settled(by, &rarity);
                literals.into_iter().for_each(|literal| filed.wait(literal, Waiting::Wording(place as u32)));
                Wording { signature, number, place: line, check }
            })
            .collect();
        let Filed { numbers, mut waiting } = filed;
        waiting.sort_by_key(|(literal, _)| *literal);
        let mut at = 0;
        let waiting_for = waiting
            .chunk_by(|one, other| one.0 == other.0)
            .map(|same| {
                at += same.len() as u32;
                at - same.len() as u32..at
            })
            .collect();
        let mut literals = vec![String::new(); numbers.len()];
        for (literal, number) in numbers {
            literals[number as usize] = literal;
        }
        let waiting = waiting.into_iter().map(|(_, waiting)| waiting).collect();
        Matcher { signatures, wordings, filter: Filter::of(&literals, &rarity), waiting_for, waiting }
    }
}

/// The literals that a wording is filed under, and how it is checked there. Of two ways, the rarer finds it, and the
/// other's literals are its companions.
fn settled(by: By, rarity: &Rarity) -> (Vec<String>, Check) {
    match by {
        By::Strings(strings, edges) => (strings, Check::Whole(edges)),
        By::Ways(mut ways, expression) => {
            let commonest = |way: &Way| way.literals.iter().map(|literal| rarity.of(literal)).max();
            let usable = ways.iter().enumerate().filter(|(_, way)| is_long(way));
            let rarest = usable.min_by_key(|(_, way)| commonest(way)).map_or(0, |(place, _)| place);
            let Way { mut literals, before, after } = ways.swap_remove(rarest);
            literals.iter_mut().for_each(|literal| literal.truncate(literal.floor_char_boundary(LONGEST_LITERAL)));
            literals.dedup();
            let companions = Companions::new(ways.pop().map(|way| way.literals).unwrap_or_default());
            let within_reach = |bytes: Option<usize>| bytes.unwrap_or(REACH).min(REACH);
            let (before, after) = (within_reach(before), within_reach(after));
            (literals, Check::Expression { expression, companions, before, after })
        }
    }
}
