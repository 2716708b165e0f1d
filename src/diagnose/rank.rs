//! Ranking: which entry a recipient's words speak for, each score with its reason.
//!
//! 1. Each stretch of words is read once: which wordings stand in it, which codes, whose hosts.
//! 2. Every sign in the words about a recipient is a [`Vote`] for its entry, with a weight (`vote`).
//! 3. Codes that agree with words or contradict them change the words' weight; words inside longer words of another cause
//!    lose.
//! 4. A cause's score is that of its best vote and a little for each further one.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::vote::{Sign, USUAL, Vote};
use crate::catalog::{Catalog, Hit, Hits, Strength, Trust};
use crate::code::{Code, EnhancedCode, ReplyCode};
use crate::facts::{self, Placed};
use crate::parse::{Reading, Report, Voice, Words};
use crate::text::Folded;

/// Each further vote for the same entry.
const SECOND: f64 = 3.0;
const MOST_SECONDS: usize = 3;
/// The words' own code is one that the entry usually carries, or stands for another cause.
const CODE_AGREES: f64 = 6.0;
const CODE_CONTRADICTS: f64 = -4.0;
/// A special entry's words may be lighter by this than the general entry's, and still decide which of the two is told.
const NEARLY: f64 = 50.0;
/// Words inside longer words of another cause.
const SWALLOWED: f64 = -18.0;

/// A cause, by the entry that tells it best, with the votes for it, the heaviest first.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub entry: usize,
    pub score: f64,
    pub votes: Vec<Vote>,
}

/// What the words about one recipient speak for.
#[derive(Debug)]
pub(super) struct Ranking<'r> {
    pub report: &'r Report,
    /// The best first, one for each cause.
    pub candidates: Vec<Candidate>,
    pub codes: Codes,
    /// Ids of the providers whose hosts, links or words stand in the words.
    pub providers: Vec<String>,
}

/// The codes in the words about one recipient, in the order of the words.
#[derive(Debug, Default, Clone)]
pub(super) struct Codes {
    pub replies: Vec<InWords<ReplyCode>>,
    pub statuses: Vec<InWords<EnhancedCode>>,
}

/// A code with its place in a part's text.
#[derive(Debug, Clone)]
pub(super) struct InWords<T> {
    pub code: T,
    pub part: usize,
    pub range: Range<usize>,
    pub voice: Voice,
}

/// Ranks the entries for each report.
pub(super) fn rank<'r>(catalog: &Catalog, reading: &'r Reading, folded: &[Folded]) -> Vec<Ranking<'r>> {
    let mut seen = Seen { catalog, reading, folded, said: HashMap::new() };
    reading.reports.iter().map(|report| seen.rank(report)).collect()
}

/// What was read in one stretch of words; several reports may share it.
#[derive(Debug)]
pub(super) struct Said {
    pub hits: Vec<Hit>,
    pub replies: Vec<Placed<ReplyCode>>,
    pub statuses: Vec<Placed<EnhancedCode>>,
    pub providers: Vec<String>,
    pub folded: Range<usize>,
    /// The folded byte at which a server's reply begins.
    pub reply_at: Option<usize>,
}

pub(super) struct Seen<'a> {
    pub catalog: &'a Catalog,
    pub reading: &'a Reading,
    pub folded: &'a [Folded],
    pub said: HashMap<(usize, usize, usize), Rc<Said>>,
}

impl<'a> Seen<'a> {
    fn rank<'r>(&mut self, report: &'r Report) -> Ranking<'r> {
        let all: Vec<(&Words, Rc<Said>)> = report.words.iter().map(|words| (words, self.said(words))).collect();
        let mut codes = Codes::default();
        let mut providers: Vec<String> = Vec::new();
        for (words, said) in &all {
            codes.add(words, said);
            providers.extend(said.providers.iter().cloned());
        }
        providers.splice(0..0, report.refused_by.iter().filter_map(|host| self.provider_of(host)));
        let mut votes: Vec<Vote> = Vec::new();
        for (words, said) in &all {
            votes.extend(self.votes_of_words(words, said, &providers));
        }
        votes.extend(self.votes_of_codes(report, &codes));
        weigh_codes(self.catalog, &mut votes, &codes, report);
        swallow(self.catalog, &mut votes);
        if votes.iter().all(|vote| vote.weight < USUAL) {
            let respelled = self.votes_of_respelled(report, &codes, &providers);
            votes.extend(respelled);
        }
        if votes.iter().all(|vote| vote.weight < USUAL) {
            let likely = self.votes_of_likeness(report, &votes);
            votes.extend(likely);
        }
        Ranking { report, candidates: candidates(self.catalog, votes), codes, providers }
    }

    fn provider_of(&self, host: &str) -> Option<String> {
        self.catalog.provider_of_host(&host.to_ascii_lowercase()).map(|provider| provider.id.clone())
    }

    fn said(&mut self, words: &Words) -> Rc<Said> {
        let key = (words.part, words.range.start, words.range.end);
        if let Some(said) = self.said.get(&key) {
            return Rc::clone(said);
        }
        let text = &self.reading.parts[words.part].text[words.range.clone()];
        let folded = &self.folded[words.part];
        let place = folded.range_of(&words.range);
        let fold = &folded.as_str()[place.clone()];
        let facts::Codes { replies, statuses } = facts::codes(text);
        let hits = self.catalog.matcher().hits(fold);
        let said = Rc::new(Said {
            providers: self.providers_in(text, &hits),
            hits: hits.wordings,
            statuses,
            reply_at: replies
                .iter()
                .find(|reply| !reply.code.is_positive())
                .map(|reply| folded.position_of(words.range.start + reply.range.start)),
            replies,
            folded: place,
        });
        self.said.insert(key, Rc::clone(&said));
        said
    }

    fn providers_in(&self, text: &str, hits: &Hits) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        let mut add = |id: &str| {
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        };
        for host in facts::hosts(text) {
            if let Some(provider) = self.catalog.provider_of_host(&host.to_ascii_lowercase()) {
                add(&provider.id);
            }
        }
        for &place in &hits.providers {
            add(&self.catalog.providers()[place].id);
        }
        ids
    }
}

impl Codes {
    fn add(&mut self, words: &Words, said: &Said) {
        let from = words.range.start;
        let place = |range: &Range<usize>| from + range.start..from + range.end;
        self.replies.extend(said.replies.iter().map(|reply| InWords {
            code: reply.code,
            part: words.part,
            range: place(&reply.range),
            voice: words.voice,
        }));
        self.statuses.extend(said.statuses.iter().map(|status| InWords {
            code: status.code,
            part: words.part,
            range: place(&status.range),
            voice: words.voice,
        }));
    }
}

/// Words gain where the codes beside them are ones that the entry usually carries, and lose where a code stands for
/// another cause.
fn weigh_codes(catalog: &Catalog, votes: &mut [Vote], codes: &Codes, report: &Report) {
    let statuses = || codes.statuses.iter().map(|status| status.code).chain(report.status);
    let deciding: Vec<&str> = statuses()
        .filter_map(|status| catalog.code_page(Code::Enhanced(status)))
        .filter(|page| page.trust == Trust::Decides)
        .filter_map(|page| catalog.entry(page.entry.as_deref()?).map(|entry| entry.cause.as_str()))
        .collect();
    for vote in votes {
        let entry = &catalog.entries()[vote.entry];
        if !matches!(vote.sign, Sign::Wording { .. }) {
            continue;
        }
        let carries = statuses().any(|status| entry.status.contains(&status));
        if carries || deciding.contains(&entry.cause.as_str()) {
            vote.weight += CODE_AGREES;
        } else if !deciding.is_empty() {
            vote.weight += CODE_CONTRADICTS;
        }
    }
}

/// Longer words of another cause that hold these are the better reading.
fn swallow(catalog: &Catalog, votes: &mut [Vote]) {
    let places: Vec<Option<(usize, Range<usize>, &str)>> = votes
        .iter()
        .map(|vote| match &vote.sign {
            Sign::Wording { part, range, .. } => {
                Some((*part, range.clone(), catalog.entries()[vote.entry].cause.as_str()))
            }
            _ => None,
        })
        .collect();
    for (vote, place) in votes.iter_mut().zip(&places) {
        let Some((part, range, cause)) = place else { continue };
        let swallowed = places.iter().flatten().any(|(other_part, other, other_cause)| {
            other_part == part
                && other_cause != cause
                && other.len() > range.len()
                && other.start <= range.start
                && other.end >= range.end
        });
        vote.weight += if swallowed { SWALLOWED } else { 0.0 };
    }
}

/// Each cause with the votes for any of its entries, the best first; of equals, the one whose entry has the smaller number.
fn candidates(catalog: &Catalog, votes: Vec<Vote>) -> Vec<Candidate> {
    let mut by_cause: HashMap<&str, Vec<Vote>> = HashMap::new();
    for vote in votes {
        by_cause.entry(catalog.entries()[vote.entry].cause.as_str()).or_default().push(vote);
    }
    let mut all: Vec<Candidate> = by_cause
        .into_values()
        .map(|mut votes| {
            votes.sort_by(|one, other| other.weight.total_cmp(&one.weight));
            let further = votes.iter().skip(1).filter(|vote| vote.weight > 0.0).count().min(MOST_SECONDS);
            let score = votes[0].weight + SECOND * further as f64;
            Candidate { entry: entry_of(catalog, &votes), score, votes }
        })
        .collect();
    all.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.entry.cmp(&other.entry)));
    all
}

/// The entry that the votes for a cause speak for: the special one whose own words are nearly as heavy as the heaviest,
/// else that of the heaviest vote. Whoever knows the provider's own sentence knows its steps too.
fn entry_of(catalog: &Catalog, votes: &[Vote]) -> usize {
    let is_special = |vote: &&Vote| {
        let entry = &catalog.entries()[vote.entry];
        let own_words = matches!(&vote.sign, Sign::Wording { strength, .. } if *strength > Strength::Weak);
        own_words && entry.id != entry.cause && vote.weight + NEARLY > votes[0].weight
    };
    votes.iter().find(is_special).unwrap_or(&votes[0]).entry
}
