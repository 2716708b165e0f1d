//! Votes: each sign in the words about a recipient, for the entry that it speaks for, with its weight.
//!
//! 1. Signatures that fire in the words as they stand.
//! 2. Codes in them, by how far the catalog trusts each.
//! 3. Where nothing has fired for sure: signatures in the words once misspelt ones are read as they were meant.
//! 4. Where that gives nothing either: likeness to the samples.
//!
//! The weights are few, and named below; they were chosen on one half of a labelled corpus and held against the other.

use std::ops::Range;

use super::rank::{Codes, Said, Seen};
use crate::catalog::{Strength, Surroundings, Trust};
use crate::code::{Code, EnhancedCode, ReplyCode};
use crate::parse::{Report, Voice, Words};
use crate::text::respell;

/// What a signature is worth by its strength.
const WEAK: f64 = 12.0;
pub(super) const USUAL: f64 = 40.0;
const DECISIVE: f64 = 80.0;
/// A code that nearly always means its entry; one that means it more often than another.
const CODE_DECIDES: f64 = 30.0;
const CODE_HINTS: f64 = 14.0;
/// A reply code alone says less than an enhanced one.
const REPLY_CODE: f64 = -6.0;
/// The longer the words, the more they say: this much for each byte, up to a most.
const PER_BYTE: f64 = 0.35;
const MOST_BYTES: usize = 60;
/// The refusing server's own reply is worth more than prose, and that more than prose about the message as a whole.
const FIELD: f64 = 45.0;
const IN_REPLY: f64 = 8.0;
const AROUND: f64 = -14.0;
/// A signature bound to codes or a provider, an entry about a provider or program: knows more.
const BOUND: f64 = 6.0;
const SPECIAL: f64 = 8.0;
/// Words that had to be respelled may have meant something else. So many bytes of them are tried.
const RESPELLED: f64 = -10.0;
const MOST_RESPELLED: usize = 8 * 1024;
/// A text like the samples, by how much, and by its lead over the next cause; never worth as much as a signature.
const LIKENESS: f64 = 8.0;
const LIKENESS_LEAD: f64 = 16.0;
const MOST_LIKENESS: f64 = 38.0;
/// One sign for an entry.
#[derive(Debug, Clone)]
pub(super) struct Vote {
    /// Place of the entry in the catalog.
    pub entry: usize,
    pub weight: f64,
    pub sign: Sign,
}

/// What speaks.
#[derive(Debug, Clone)]
pub(super) enum Sign {
    /// A wording, with its place in a part's folded text.
    Wording { wording: usize, part: usize, range: Range<usize>, strength: Strength },
    /// A code; `None` for one that stands in a field and not in the words.
    Code { code: Code, place: Option<(usize, Range<usize>)> },
    /// Likeness to the samples of the cause, and the words that count most.
    Likeness { words: Vec<String> },
}

impl Seen<'_> {
    pub(super) fn votes_of_words(&self, words: &Words, said: &Said, providers: &[String]) -> Vec<Vote> {
        let matcher = self.catalog.matcher();
        let providers: Vec<&str> = providers.iter().map(String::as_str).collect();
        let around = Surroundings {
            text: &self.folded[words.part].as_str()[said.folded.clone()],
            status: &said.statuses.iter().map(|placed| placed.code).collect::<Vec<_>>(),
            reply: &said.replies.iter().map(|placed| placed.code).collect::<Vec<_>>(),
            providers: &providers,
        };
        let mut votes = Vec::new();
        for hit in &said.hits {
            let signature = matcher.signature(matcher.wording(hit.wording).signature);
            if !signature.holds(around) {
                continue;
            }
            let range = said.folded.start + hit.range.start..said.folded.start + hit.range.end;
            let mut weight = by_strength(signature.strength) + by_length(range.len());
            weight += match words.voice {
                Voice::Field => FIELD,
                Voice::Prose => said.reply_at.map_or(0.0, |at| if range.end > at { IN_REPLY } else { 0.0 }),
                Voice::Around => AROUND,
            };
            weight += if signature.is_bound() { BOUND } else { 0.0 };
            weight += if self.catalog.entries()[signature.entry].is_special() { SPECIAL } else { 0.0 };
            let sign = Sign::Wording { wording: hit.wording, part: words.part, range, strength: signature.strength };
            votes.push(Vote { entry: signature.entry, weight, sign });
        }
        votes
    }

    /// Signatures that fire in the words once misspelt ones are read as they were meant.
    pub(super) fn votes_of_respelled(&self, report: &Report, codes: &Codes, providers: &[String]) -> Vec<Vote> {
        let (catalog, spelling) = (self.catalog, self.catalog.spelling());
        let statuses: Vec<EnhancedCode> = codes.statuses.iter().map(|status| status.code).collect();
        let replies: Vec<ReplyCode> = codes.replies.iter().map(|reply| reply.code).collect();
        let providers: Vec<&str> = providers.iter().map(String::as_str).collect();
        let mut votes = Vec::new();
        for words in report.words.iter().filter(|words| words.voice != Voice::Around) {
            let folded = &self.folded[words.part];
            let place = folded.range_of(&words.range);
            let end = folded.as_str().floor_char_boundary(place.end.min(place.start + MOST_RESPELLED));
            let written = &folded.as_str()[place.start..end.max(place.start)];
            let Some(respelled) = respell(written, |word| spelling.meant(word)) else { continue };
            let around =
                Surroundings { text: respelled.as_str(), status: &statuses, reply: &replies, providers: &providers };
            for hit in catalog.matcher().hits(respelled.as_str()).wordings {
                let signature = catalog.matcher().signature(catalog.matcher().wording(hit.wording).signature);
                if !signature.holds(around) {
                    continue;
                }
                let weight = RESPELLED + by_strength(signature.strength) + by_length(hit.range.len());
                let range = respelled.origin(hit.range, written);
                let range = place.start + range.start..place.start + range.end;
                let sign =
                    Sign::Wording { wording: hit.wording, part: words.part, range, strength: signature.strength };
                votes.push(Vote { entry: signature.entry, weight, sign });
            }
        }
        votes
    }

    /// The second line of defence: what the words read like, where nothing in them is known for sure.
    pub(super) fn votes_of_likeness(&self, report: &Report, votes: &[Vote]) -> Vec<Vote> {
        let near = report.words.iter().filter(|words| words.voice != Voice::Around);
        let texts: Vec<&str> = near
            .map(|words| {
                let folded = &self.folded[words.part];
                &folded.as_str()[folded.range_of(&words.range)]
            })
            .collect();
        let likely = self.catalog.likeness().of(&texts.join(" "));
        let second = likely.get(1).map_or(0.0, |second| second.score);
        likely
            .into_iter()
            .filter_map(|likely| {
                let has_cause = |vote: &&Vote| self.catalog.entries()[vote.entry].cause == likely.cause;
                let heaviest = votes.iter().filter(has_cause).max_by(|one, other| one.weight.total_cmp(&other.weight));
                let entry = heaviest.map(|vote| vote.entry).or_else(|| self.catalog.general_entry(&likely.cause))?;
                let lead = f64::from(likely.score - second).max(0.0);
                let weight = (LIKENESS * f64::from(likely.score) + LIKENESS_LEAD * lead).min(MOST_LIKENESS);
                Some(Vote { entry, weight, sign: Sign::Likeness { words: likely.words } })
            })
            .collect()
    }

    pub(super) fn votes_of_codes(&self, report: &Report, codes: &Codes) -> Vec<Vote> {
        let in_field = report.status.map(|status| (Code::Enhanced(status), None));
        let statuses = codes
            .statuses
            .iter()
            .map(|status| (Code::Enhanced(status.code), Some((status.part, status.range.clone()))));
        let replies =
            codes.replies.iter().map(|reply| (Code::Reply(reply.code), Some((reply.part, reply.range.clone()))));
        let all = in_field.into_iter().chain(statuses).chain(replies);
        let some_fail = all.clone().any(|(code, _)| !is_success(code));
        let mut votes: Vec<Vote> = Vec::new();
        for (code, place) in all.filter(|(code, _)| !(some_fail && is_success(*code))) {
            let Some(page) = self.catalog.code_page(code) else { continue };
            let Some(entry) = page.entry.as_deref().and_then(|id| self.catalog.place(id)) else { continue };
            let by_trust = match page.trust {
                Trust::Nothing => continue,
                Trust::Hints => CODE_HINTS,
                Trust::Decides => CODE_DECIDES,
            };
            let weight = by_trust + if matches!(code, Code::Reply(_)) { REPLY_CODE } else { 0.0 };
            let same = |vote: &Vote| matches!(&vote.sign, Sign::Code { code: known, .. } if *known == code);
            if !votes.iter().any(same) {
                votes.push(Vote { entry, weight, sign: Sign::Code { code, place } });
            }
        }
        votes
    }
}

fn by_strength(strength: Strength) -> f64 {
    match strength {
        Strength::Weak => WEAK,
        Strength::Usual => USUAL,
        Strength::Decisive => DECISIVE,
    }
}

fn by_length(bytes: usize) -> f64 {
    PER_BYTE * bytes.min(MOST_BYTES) as f64
}

/// A session goes well until it fails: what was agreed to before says nothing of the fault.
fn is_success(code: Code) -> bool {
    match code {
        Code::Reply(code) => code.is_positive(),
        Code::Enhanced(code) => code.class == 2,
        Code::Client(_) => false,
    }
}
