//! Ranking: which entry a recipient's words speak for, each score with its reason.
//!
//! Every signature that fires in the words, and every code that stands in them, is a vote for its entry. A vote's weight
//! says how much such a sign is worth; the entry's score is that of its best vote and a little for each further one.
//! The weights are few, and named below; they were chosen on one half of a labelled corpus and held against the other.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::catalog::{Catalog, Hit, Hits, Strength, Surroundings, Trust};
use crate::code::{Code, EnhancedCode, ReplyCode};
use crate::facts::{self, Placed};
use crate::parse::{Reading, Report, Voice, Words};
use crate::text::{Folded, respell};

/// What a signature is worth by its strength.
const WEAK: f64 = 12.0;
const USUAL: f64 = 40.0;
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
struct Said {
    hits: Vec<Hit>,
    replies: Vec<Placed<ReplyCode>>,
    statuses: Vec<Placed<EnhancedCode>>,
    providers: Vec<String>,
    folded: Range<usize>,
    /// The folded byte at which a server's reply begins.
    reply_at: Option<usize>,
}

struct Seen<'a> {
    catalog: &'a Catalog,
    reading: &'a Reading,
    folded: &'a [Folded],
    said: HashMap<(usize, usize, usize), Rc<Said>>,
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

    fn votes_of_words(&self, words: &Words, said: &Said, providers: &[String]) -> Vec<Vote> {
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
    fn votes_of_respelled(&self, report: &Report, codes: &Codes, providers: &[String]) -> Vec<Vote> {
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
    fn votes_of_likeness(&self, report: &Report, votes: &[Vote]) -> Vec<Vote> {
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

    fn votes_of_codes(&self, report: &Report, codes: &Codes) -> Vec<Vote> {
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
