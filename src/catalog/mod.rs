//! The catalog: content folder → entries, indexes, signatures, rendered articles.
//!
//! 1. [`Folders`] lays the operator's folders over the embedded content.
//! 2. Causes, codes, entries with their articles, the rooms around them (providers, programs, guides, terms) and the
//!    interface's [`Words`] are read, each problem noted with its file and line.
//! 3. The entries' signatures are compiled into one [`Matcher`].
//! 4. What points at something that is not there is a problem too. A catalog with problems is none.

mod article;
mod body;
mod cause;
mod codes;
mod entry;
mod filter;
mod folders;
mod gathering;
mod guide;
mod language;
mod likeness;
mod lint;
mod page;
mod pattern;
mod program;
mod provider;
mod reading;
mod room;
mod signature;
mod spelling;
mod target;
mod term;
mod words;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::OnceLock;

pub use article::Article;
pub use cause::{Cause, Lasts, Who};
pub use codes::{CodePage, CodeText, Trust};
pub use entry::{Entry, NearMiss, Sample, Source};
pub use folders::{Folders, Problem};
pub use guide::Guide;
pub use language::{Language, NotALanguage};
pub use likeness::{Likely, Likeness};
pub use lint::lint;
pub use page::{Page, Pointer, Section};
pub use program::Program;
pub use provider::{Counted, Encryption, Limit, Link, LinkKind, Protocol, Provider, Server};
pub use signature::{Hit, Hits, Matcher, Signature, Strength, Surroundings, Wording};
pub use spelling::Spelling;
pub use target::{NotATarget, Target};
pub use term::{Term, TermText};
pub use words::{Unsaid, Words};

use crate::code::Code;

/// Everything that the content folder says.
#[derive(Debug)]
pub struct Catalog {
    languages: Vec<Language>,
    causes: Vec<Cause>,
    entries: Vec<Entry>,
    codes: Vec<CodePage>,
    providers: Vec<Provider>,
    programs: Vec<Program>,
    guides: Vec<Guide>,
    terms: Vec<Term>,
    words: BTreeMap<Language, Words>,
    matcher: Matcher,
    likeness: OnceLock<Likeness>,
    spelling: OnceLock<Spelling>,
    places: HashMap<String, usize>,
    old_ids: HashMap<String, usize>,
    hosts: HashMap<String, usize>,
}

impl Catalog {
    /// The embedded content with the operator's folders laid over it.
    ///
    /// # Errors
    /// Every problem that makes the content less than whole, sorted by file.
    pub fn load(overlays: &[PathBuf]) -> Result<Self, Vec<Problem>> {
        Self::of(&Folders::read(overlays)?)
    }

    /// The catalog of these files.
    ///
    /// # Errors
    /// As [`Catalog::load`].
    pub fn of(folders: &Folders) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let languages = languages(folders);
        let causes = cause::read(folders, &mut problems);
        let words = words::read(folders, &languages, &mut problems);
        let codes = codes::read(folders, &languages, &mut problems);
        let providers = provider::read(folders, &languages, &mut problems);
        let programs = program::read(folders, &languages, &mut problems);
        let guides = guide::read(folders, &languages, &mut problems);
        let terms = term::read(folders, &languages, &mut problems);
        let (entries, mut gathering) = reading::read(folders, &languages, &mut problems);
        gathering.take_providers(&providers);
        let mut catalog = Self {
            places: entries.iter().enumerate().map(|(place, entry)| (entry.id.clone(), place)).collect(),
            old_ids: HashMap::new(),
            hosts: HashMap::new(),
            languages,
            causes,
            entries,
            codes,
            providers,
            programs,
            guides,
            terms,
            words,
            matcher: gathering.into_matcher(),
            likeness: OnceLock::new(),
            spelling: OnceLock::new(),
        };
        catalog.index();
        problems.extend(lint::broken_references(&catalog));
        problems.sort();
        if problems.is_empty() { Ok(catalog) } else { Err(problems) }
    }

    fn index(&mut self) {
        for (place, entry) in self.entries.iter().enumerate() {
            self.old_ids.extend(entry.old_ids.iter().map(|old| (old.clone(), place)));
        }
        for (place, provider) in self.providers.iter().enumerate() {
            let ends = provider.hosts.iter().chain(&provider.domains);
            self.hosts.extend(ends.map(|end| (end.clone(), place)));
        }
    }

    /// The languages of the interface, sorted.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The words of the interface in a language, else in English.
    ///
    /// # Panics
    /// Never: a catalog without English is refused when it is read.
    pub fn words(&self, language: Language) -> &Words {
        self.words
            .get(&language)
            .or_else(|| self.words.get(&Language::ENGLISH))
            .expect("a catalog without English words is refused")
    }

    /// Every cause, in the order of the file.
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// The cause of that id.
    pub fn cause(&self, id: &str) -> Option<&Cause> {
        self.causes.iter().find(|cause| cause.id == id)
    }

    /// Every entry, by its number.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of that id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.places.get(id).map(|&place| &self.entries[place])
    }

    /// The place of the entry of that id in [`Catalog::entries`].
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The entry of that number.
    pub fn entry_by_number(&self, number: u32) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.number == number)
    }

    /// The present id of an entry that was once called `old`.
    pub fn current_id(&self, old: &str) -> Option<&str> {
        self.old_ids.get(old).map(|&place| self.entries[place].id.as_str())
    }

    /// Every code that is explained, in order.
    pub fn code_pages(&self) -> &[CodePage] {
        &self.codes
    }

    /// What is known of a code.
    pub fn code_page(&self, code: Code) -> Option<&CodePage> {
        self.codes.binary_search_by_key(&code, |page| page.code).ok().map(|place| &self.codes[place])
    }

    /// The entries whose errors usually carry a code.
    pub fn entries_with_code(&self, code: Code) -> Vec<&Entry> {
        let carries = |entry: &&Entry| match code {
            Code::Reply(code) => entry.reply.contains(&code),
            Code::Enhanced(code) => entry.status.contains(&code),
            Code::Client(code) => entry.codes.contains(&code),
        };
        self.entries.iter().filter(carries).collect()
    }

    /// Every provider, by its id.
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// The provider of that id.
    pub fn provider(&self, id: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.id == id)
    }

    /// Every mail program, by its id.
    pub fn programs(&self) -> &[Program] {
        &self.programs
    }

    /// The mail program of that id.
    pub fn program(&self, id: &str) -> Option<&Program> {
        self.programs.iter().find(|program| program.id == id)
    }

    /// Every guide, in their own order.
    pub fn guides(&self) -> &[Guide] {
        &self.guides
    }

    /// The guide of that id.
    pub fn guide(&self, id: &str) -> Option<&Guide> {
        self.guides.iter().find(|guide| guide.id == id)
    }

    /// Every term of the glossary, by its id.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The term of that id.
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }

    /// Whether a link leads to a page that there is.
    pub fn has(&self, target: &Target) -> bool {
        self.title(target, Language::ENGLISH).is_some()
    }

    /// What the page that a link leads to is called, if there is one.
    pub fn title(&self, target: &Target, language: Language) -> Option<&str> {
        Some(match target {
            Target::Entry(id) => &self.entry(id)?.article(language)?.title,
            Target::Code(code) => &self.code_page(*code)?.text(language)?.1.name,
            Target::Provider(id) => &self.provider(id)?.page(language)?.title,
            Target::Program(id) => &self.program(id)?.page(language)?.title,
            Target::Guide(id) => &self.guide(id)?.page(language)?.title,
            Target::Term(id) => &self.term(id)?.text(language)?.1.name,
        })
    }

    /// Whose host or domain that is; `host` in lower case.
    pub fn provider_of_host(&self, host: &str) -> Option<&Provider> {
        let mut end = host;
        loop {
            if let Some(&place) = self.hosts.get(end) {
                return Some(&self.providers[place]);
            }
            end = end.split_once('.')?.1;
        }
    }

    /// What the samples taught about texts that no signature knows; learned at its first use.
    pub fn likeness(&self) -> &Likeness {
        self.likeness.get_or_init(|| Likeness::learn(&self.entries))
    }

    /// The words of the samples, to read misspelt ones by; learned at its first use.
    pub fn spelling(&self) -> &Spelling {
        self.spelling.get_or_init(|| Spelling::learn(&self.entries))
    }

    /// The entry that explains a cause in general: the one of its name, else the first of the cause.
    pub fn general_entry(&self, cause: &str) -> Option<usize> {
        self.place(cause).or_else(|| self.entries.iter().position(|entry| entry.cause == cause))
    }

    /// All signatures.
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }
}

/// A language is there when its interface words are.
fn languages(folders: &Folders) -> Vec<Language> {
    folders.files_in("ui").filter_map(|name| name.strip_suffix(".ftl")?.parse().ok()).collect()
}
