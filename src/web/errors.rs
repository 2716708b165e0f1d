//! The catalog of errors, an article, and its twins for programs.

use askama::Template;

use super::cached::{Media, Sheet, Unprinted};
use super::format;
use super::frame::{Frame, Listing};
use super::machines::ArticleJson;
use super::state::State;
use crate::catalog::{Article, Catalog, Entry, Language, Sample};
use crate::code::Code;

/// `/{lang}/errors/`
pub fn errors_sheets(state: &State) -> Vec<Sheet> {
    let sheet = |&language: &Language| {
        Sheet::page(format!("/{language}/errors/"), move |state| {
            let frame = Frame::new(state, language, "errors/", Listing::Listed);
            let groups = groups(&state.catalog, &frame);
            Ok(ErrorsPage { entries: state.catalog.entries().len(), groups, frame }.render()?)
        })
    };
    state.catalog.languages().iter().map(sheet).collect()
}

/// `/{lang}/errors/{id}`
pub fn error_sheets(state: &State) -> Vec<Sheet> {
    each(&state.catalog, |language, entry| {
        let id = entry.id.clone();
        Sheet::page(path(language, entry), move |state| {
            let entry = state.catalog.entry(&id).ok_or(Unprinted::Gone)?;
            Ok(ErrorPage::new(state, language, entry).ok_or(Unprinted::Gone)?.render()?)
        })
    })
}

/// `/{lang}/errors/{id}.md`
pub fn markdown_sheets(state: &State) -> Vec<Sheet> {
    each(&state.catalog, |language, entry| {
        let id = entry.id.clone();
        Sheet::new(format!("{}.md", path(language, entry)), Media::Markdown, move |state| {
            let article = state.catalog.entry(&id).and_then(|entry| entry.article(language)).ok_or(Unprinted::Gone)?;
            Ok(format!("# {}\n\n{}", article.title, article.markdown).into_bytes())
        })
    })
}

/// `/{lang}/errors/{id}.json`
pub fn json_sheets(state: &State) -> Vec<Sheet> {
    each(&state.catalog, |language, entry| {
        let id = entry.id.clone();
        Sheet::new(format!("{}.json", path(language, entry)), Media::Json, move |state| {
            let entry = state.catalog.entry(&id).ok_or(Unprinted::Gone)?;
            let article = ArticleJson::new(entry, language, &state.site).ok_or(Unprinted::Gone)?;
            Ok(serde_json::to_vec(&article)?)
        })
    })
}

fn each(catalog: &Catalog, sheet: impl Fn(Language, &Entry) -> Sheet) -> Vec<Sheet> {
    let sheet = &sheet;
    let in_language = |&language: &Language| {
        let written = catalog.entries().iter().filter(move |entry| entry.article(language).is_some());
        written.map(move |entry| sheet(language, entry))
    };
    catalog.languages().iter().flat_map(in_language).collect()
}

fn path(language: Language, entry: &Entry) -> String {
    format!("/{language}/errors/{}", entry.id)
}

#[derive(Template)]
#[template(path = "errors.html")]
struct ErrorsPage<'s> {
    frame: Frame<'s>,
    groups: Vec<Group<'s>>,
    entries: usize,
}

/// The errors that have the same thing wrong.
struct Group<'s> {
    id: &'s str,
    title: String,
    links: Vec<Link<'s>>,
}

/// A link to an article.
pub struct Link<'s> {
    pub title: &'s str,
    pub answer: &'s str,
    pub path: String,
}

impl<'s> Link<'s> {
    /// The link to an entry's article.
    pub fn to(entry: &'s Entry, language: Language) -> Option<Self> {
        let article = entry.article(language)?;
        Some(Self { title: &article.title, answer: &article.answer, path: path(language, entry) })
    }
}

/// Groups in the order of `causes.toml`, and entries in the order of their causes within.
fn groups<'s>(catalog: &'s Catalog, frame: &Frame) -> Vec<Group<'s>> {
    let mut groups: Vec<Group<'s>> = Vec::new();
    for cause in catalog.causes() {
        let links = catalog.entries().iter().filter(|entry| entry.cause == cause.id);
        let links = links.filter_map(|entry| Link::to(entry, frame.language));
        match groups.iter_mut().find(|group| group.id == cause.group) {
            Some(group) => group.links.extend(links),
            None => groups.push(Group {
                id: &cause.group,
                title: frame.say(&format!("group-{}", cause.group)),
                links: links.collect(),
            }),
        }
    }
    groups.retain(|group| !group.links.is_empty());
    groups
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'s> {
    frame: Frame<'s>,
    entry: &'s Entry,
    article: &'s Article,
    group: &'s str,
    group_title: String,
    samples: Vec<&'s Sample>,
    codes: Vec<CodeLink>,
    related: Vec<Link<'s>>,
    short_link: String,
    verified: String,
    /// The language that the article is in, where it is not the page's.
    fallback: Option<String>,
}

impl<'s> ErrorPage<'s> {
    fn new(state: &'s State, language: Language, entry: &'s Entry) -> Option<Self> {
        let frame = Frame::new(state, language, &format!("errors/{}", entry.id), Listing::Listed);
        let article = entry.article(language)?;
        let cause = state.catalog.cause(&entry.cause)?;
        let neighbours = entry.related.iter().filter_map(|id| state.catalog.entry(id));
        Some(Self {
            entry,
            article,
            group: &cause.group,
            group_title: frame.say(&format!("group-{}", cause.group)),
            samples: entry.samples.iter().filter(|sample| !sample.hidden).collect(),
            codes: codes(entry, state, language),
            related: neighbours.filter_map(|entry| Link::to(entry, language)).collect(),
            short_link: state.site.link(&format!("/{}", entry.number)),
            verified: format::date(&entry.verified, frame.words),
            fallback: (article.language != language).then(|| frame.name_of(article.language)),
            frame,
        })
    }
}

/// A code that an error carries.
struct CodeLink {
    code: Code,
    /// The page that explains it, if there is one.
    path: Option<String>,
}

fn codes(entry: &Entry, state: &State, language: Language) -> Vec<CodeLink> {
    let replies = entry.reply.iter().map(|&code| Code::Reply(code));
    let statuses = entry.status.iter().map(|&code| Code::Enhanced(code));
    let clients = entry.codes.iter().map(|&code| Code::Client(code));
    let link = |code: Code| {
        let is_explained = state.catalog.code_page(code).is_some();
        CodeLink { code, path: is_explained.then(|| format!("/{language}/codes/{code}")) }
    };
    replies.chain(statuses).chain(clients).map(link).collect()
}
