//! Signatures: every entry's wordings, compiled into one matcher.
//!
//! 1. Each wording is a regular expression over folded text, read by [`Pattern`]. The literals that it requires go into
//!    one [`Filter`], whose speed hardly depends on the number of rules; each knows the wordings that it is required by.
//! 2. A wording of few strings is filed whole: where one stands, it matches. Around the literal of any other, its regular
//!    expression is run, compiled at its first hit.
//! 3. The signature's conditions on the rest of the reply are the caller's to check: [`Signature::holds`].
//!
//! The words by which providers are known are looked for in the same pass.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use memchr::memmem::Finder;
use regex_automata::meta::Regex;
use regex_automata::{Anchored, Input};
use serde::Deserialize;
use toml::Spanned;

use super::filter::{Filter, WINDOW};
use super::pattern::{Pattern, Required, WordEdges};
use super::{Problem, Provider};
use crate::code::{EnhancedCode, ReplyCode};
use crate::text::fold_pattern;

/// Bytes to each side of a literal in which its wording must lie, at most.
const REACH: usize = 512;
/// How often one wording's expression is run in one text, and all wordings' together: a text made of literals must not
/// cost more than any other.
const TRIES: u8 = 6;
const ALL_TRIES: usize = 3000;
/// Literals of expressions are cut here: the rest would hardly make them surer.
const LONGEST_LITERAL: usize = 20;

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
    check: Check,
}

/// How a wording is held against the text around one of its literals.
#[derive(Debug)]
enum Check {
    /// The literal is all of it, if it meets these edges of words.
    Whole(WordEdges),
    /// The expression must match, from so many bytes before the literal's start to so many behind it; no match is without
    /// one of the companions.
    Expression { expression: Lazy, companions: Companions, before: usize, after: usize },
}

impl Wording {
    /// Whether its expression is small enough to run.
    pub fn compiles(&self) -> bool {
        match &self.check {
            Check::Whole(_) => true,
            Check::Expression { expression, .. } => expression.get().is_some(),
        }
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

/// What stands in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// Every wording, once each, at its first place. Conditions are not checked.
    pub wordings: Vec<Hit>,
    /// Places in the catalog of the providers whose words stand in it.
    pub providers: Vec<usize>,
}

/// All signatures of the catalog.
#[derive(Debug)]
pub struct Matcher {
    signatures: Vec<Signature>,
    wordings: Vec<Wording>,
    filter: Filter,
    /// For each literal, who is waiting for it: a range of `waiting`.
    waiting_for: Vec<Range<u32>>,
    waiting: Vec<Waiting>,
}

/// Who waits for a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    /// A wording, by its place.
    Wording(u32),
    /// A provider's words, by the provider's place in the catalog.
    Provider(u32),
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

    /// Every wording and every provider's words in a folded text.
    pub fn hits(&self, folded: &str) -> Hits {
        TRIED.with_borrow_mut(|tried| {
            tried.begin(self.wordings.len());
            let mut hits = Hits::default();
            self.filter.each_in(folded.as_bytes(), |literal, start| {
                let Range { start: first, end: last } = self.waiting_for[literal as usize].clone();
                for waiting in &self.waiting[first as usize..last as usize] {
                    match *waiting {
                        Waiting::Wording(wording) => {
                            hits.wordings.extend(self.try_wording(wording as usize, folded, start, literal, tried));
                        }
                        Waiting::Provider(provider) if !hits.providers.contains(&(provider as usize)) => {
                            hits.providers.push(provider as usize);
                        }
                        Waiting::Provider(_) => {}
                    }
                }
            });
            hits
        })
    }

    fn try_wording(&self, wording: usize, folded: &str, start: usize, literal: u32, tried: &mut Tried) -> Option<Hit> {
        let range = match &self.wordings[wording].check {
            Check::Whole(_) if tried.is_done(wording) => return None,
            Check::Whole(edges) => {
                let range = start..start + self.filter.length(literal);
                edges.are_met(folded, range.clone()).then_some(range)?
            }
            Check::Expression { expression, companions, before, after } => {
                let window = folded.floor_char_boundary(start.saturating_sub(*before))
                    ..folded.ceil_char_boundary((start + after).min(folded.len()));
                if !companions.are_in(&folded.as_bytes()[window.clone()]) || !tried.may_try(wording) {
                    return None;
                }
                let anchored = if *before == 0 { Anchored::Yes } else { Anchored::No };
                expression.get()?.find(Input::new(folded).range(window).anchored(anchored))?.range()
            }
        };
        tried.done(wording);
        Some(Hit { wording, range })
    }
}

impl WordEdges {
    /// Whether a range of a text lies at the edges of words where it must.
    fn are_met(self, text: &str, range: Range<usize>) -> bool {
        let is_word = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        let is_edge = |at: usize| is_word(text[..at].chars().next_back()) != is_word(text[at..].chars().next());
        (!self.start || is_edge(range.start)) && (!self.end || is_edge(range.end))
    }
}

thread_local! {
    /// Kept from text to text, so that none pays for the number of rules.
    static TRIED: RefCell<Tried> = RefCell::default();
}

/// How often each wording was tried in the text at hand.
#[derive(Default)]
struct Tried {
    /// The number of the text; what other texts left behind does not count.
    text: u32,
    tries: Vec<(u32, u8)>,
    all: usize,
}

impl Tried {
    fn begin(&mut self, wordings: usize) {
        self.text = self.text.wrapping_add(1);
        if self.text == 0 {
            self.tries.clear();
            self.text = 1;
        }
        if self.tries.len() < wordings {
            self.tries.resize(wordings, (0, 0));
        }
        self.all = 0;
    }

    fn is_done(&self, wording: usize) -> bool {
        self.tries[wording] == (self.text, TRIES)
    }

    fn may_try(&mut self, wording: usize) -> bool {
        let tried = &mut self.tries[wording];
        if tried.0 != self.text {
            *tried = (self.text, 0);
        }
        let may = tried.1 < TRIES && self.all < ALL_TRIES;
        if may {
            tried.1 += 1;
            self.all += 1;
        }
        may
    }

    fn done(&mut self, wording: usize) {
        self.tries[wording] = (self.text, TRIES);
    }
}

/// Words of which one must stand near; their searchers are made at the first use.
#[derive(Debug)]
struct Companions {
    words: Vec<String>,
    searchers: OnceLock<Vec<Finder<'static>>>,
}

impl Companions {
    fn are_in(&self, bytes: &[u8]) -> bool {
        let made = || self.words.iter().map(|word| Finder::new(word).into_owned()).collect();
        self.words.is_empty() || self.searchers.get_or_init(made).iter().any(|word| word.find(bytes).is_some())
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
            pattern.and_then(|pattern| checked(file, text, &pattern, problems).map(|(written, _)| Lazy::new(written)))
        };
        let also = condition(signature.also, problems);
        let unless = condition(signature.unless, problems);
        for words in &signature.words {
            number += 1;
            let Some((check, literals)) = prepare_wording(file, text, words, problems) else { continue };
            let line = line_ends.partition_point(|&end| end < words.span().start) + 1;
            let wording =
                Wording { signature: prepared.signatures.len(), number, place: (file.to_owned(), line), check };
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

/// How the wording is checked, and the literals that it is found by.
fn prepare_wording(
    file: &str,
    text: &str,
    words: &Spanned<String>,
    problems: &mut Vec<Problem>,
) -> Option<(Check, Vec<String>)> {
    let (written, pattern) = checked(file, text, words, problems)?;
    let is_long = |literal: &String| literal.len() >= WINDOW;
    if let Some((strings, edges)) = pattern.exact()
        && strings.iter().all(is_long)
    {
        return Some((Check::Whole(edges), strings));
    }
    let Some(Required { mut literals, companions, before, after }) =
        pattern.required().filter(|required| required.literals.iter().all(is_long))
    else {
        let what = format!("every match needs a literal run of at least {WINDOW} bytes: `{written}` has none");
        problems.push(Problem::at(file, text, words.span().start, what));
        return None;
    };
    for literal in &mut literals {
        literal.truncate(literal.floor_char_boundary(LONGEST_LITERAL));
    }
    literals.sort_unstable();
    literals.dedup();
    let within_reach = |bytes: Option<usize>| bytes.unwrap_or(REACH).min(REACH);
    let check = Check::Expression {
        expression: Lazy::new(written),
        companions: Companions { words: companions, searchers: OnceLock::new() },
        before: within_reach(before),
        after: within_reach(after),
    };
    Some((check, literals))
}

/// Gathers the signatures of all entries.
#[derive(Default)]
pub(super) struct Gathering {
    signatures: Vec<Signature>,
    wordings: Vec<Wording>,
    places: HashMap<String, u32>,
    /// Each literal's number, and who waits for it.
    waiting: Vec<(u32, Waiting)>,
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
                self.wait(literal, Waiting::Wording(place));
            }
        }
    }

    /// Takes the words by which providers are known; those that are too short are passed over, and the lint says so.
    pub(super) fn take_providers(&mut self, providers: &[Provider]) {
        for (place, provider) in providers.iter().enumerate() {
            for words in provider.words.iter().filter(|words| words.len() >= WINDOW) {
                self.wait(words.clone(), Waiting::Provider(place as u32));
            }
        }
    }

    fn wait(&mut self, literal: String, waiting: Waiting) {
        let next = self.places.len() as u32;
        let number = *self.places.entry(literal).or_insert(next);
        self.waiting.push((number, waiting));
    }

    /// Builds the matcher.
    pub(super) fn into_matcher(mut self) -> Matcher {
        self.waiting.sort_by_key(|(literal, _)| *literal);
        let mut waiting_for = Vec::with_capacity(self.places.len());
        let mut at = 0;
        for same in self.waiting.chunk_by(|one, other| one.0 == other.0) {
            waiting_for.push(at..at + same.len() as u32);
            at += same.len() as u32;
        }
        let mut literals = vec![String::new(); self.places.len()];
        for (literal, number) in self.places {
            literals[number as usize] = literal;
        }
        Matcher {
            signatures: self.signatures,
            wordings: self.wordings,
            filter: Filter::of(&literals),
            waiting_for,
            waiting: self.waiting.into_iter().map(|(_, waiting)| waiting).collect(),
        }
    }
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
