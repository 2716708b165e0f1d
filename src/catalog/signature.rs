//! Signatures: every entry's wordings, in one matcher.
//!
//! 1. Each wording is a regular expression over folded text. The literals that it requires are in one [`Filter`], whose
//!    speed hardly depends on the number of rules.
//! 2. A wording of few strings is filed whole: where one stands, it matches. Around the literal of any other, its regular
//!    expression is run, compiled at its first hit, if the words that it also requires are near.
//! 3. The signature's conditions on the rest of the reply are the caller's to check: [`Signature::holds`].
//!
//! The words by which providers are known are looked for in the same pass.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

use memchr::memmem::Finder;
use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use serde::Deserialize;

use super::filter::Filter;
use super::pattern::WordEdges;
use crate::code::{EnhancedCode, ReplyCode};

/// How often one wording's expression is run in one text, and all wordings' together: a text made of literals must not
/// cost more than any other.
const TRIES: u8 = 6;
const ALL_TRIES: usize = 3000;

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
    pub(super) also: Option<Lazy>,
    pub(super) unless: Option<Lazy>,
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
    pub(super) check: Check,
}

/// How a wording is held against the text around one of its literals.
#[derive(Debug)]
pub(super) enum Check {
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
    pub(super) signatures: Vec<Signature>,
    pub(super) wordings: Vec<Wording>,
    pub(super) filter: Filter,
    /// For each literal, who is waiting for it: a range of `waiting`.
    pub(super) waiting_for: Vec<Range<u32>>,
    pub(super) waiting: Vec<Waiting>,
}

/// Who waits for a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waiting {
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
pub(super) struct Companions {
    words: Vec<String>,
    searchers: OnceLock<Vec<Finder<'static>>>,
}

impl Companions {
    pub(super) fn new(words: Vec<String>) -> Self {
        Self { words, searchers: OnceLock::new() }
    }

    fn are_in(&self, bytes: &[u8]) -> bool {
        let made = || self.words.iter().map(|word| Finder::new(word).into_owned()).collect();
        self.words.is_empty() || self.searchers.get_or_init(made).iter().any(|word| word.find(bytes).is_some())
    }
}

/// A regular expression that was checked, and is compiled when it is first run: a start compiles none.
#[derive(Debug)]
pub(super) struct Lazy {
    pattern: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Lazy {
    pub(super) fn new(pattern: String) -> Self {
        Self { pattern, compiled: OnceLock::new() }
    }

    /// `None` for a pattern that is too large to compile, which the lint refuses.
    fn get(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| compiled(&self.pattern)).as_ref()
    }

    fn is_match(&self, text: &str) -> bool {
        self.get().is_some_and(|regex| regex.is_match(text))
    }
}

/// An expression of ASCII runs on bytes: a tenth of the size, since `.{0,80}` then needs no states for the parts of letters.
/// It counts bytes instead of letters there, and may stop inside one.
fn compiled(pattern: &str) -> Option<Regex> {
    let unicode = !pattern.is_ascii();
    let syntax = syntax::Config::new().unicode(unicode).utf8(unicode);
    Regex::builder().syntax(syntax).build(pattern).ok()
}
