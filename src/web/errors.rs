//! The catalog of errors, an article, and its twins for programs.

use askama::Template;

use super::cached::{Media, Sheet, Unprinted};
use super::frame::{Frame, Listing, Signpost};
use super::link::Link;
use super::machines::ArticleJson;
use super::room::Room;
use super::state::State;
use super::written::Written;
use super::{guides, programs, providers};
use crate::catalog::{Article, Catalog, Entry, Language, Sample};
use crate::code::Code;

/// `/{lang}/errors/`
pub fn errors_sheets(state: &State) -> Vec<Sheet> {
    let sheet = |&language: &Language| {
        Sheet::page(format!("/{language}/errors/"), move |state| {
            let frame = Frame::new(state, language, "errors/", Listing::Listed).below(Vec::new());
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
    written: Written<'s>,
    samples: Vec<&'s Sample>,
    codes: Vec<CodeLink>,
    /// Whose own error it is: providers, and programs that show it.
    owners: Vec<Owner<'s>>,
    guides: Vec<Link<'s>>,
    related: Vec<Link<'s>>,
    short_link: String,
}

impl<'s> ErrorPage<'s> {
    fn new(state: &'s State, language: Language, entry: &'s Entry) -> Option<Self> {
        let catalog = &state.catalog;
        let mut frame = Frame::new(state, language, &format!("errors/{}", entry.id), Listing::Listed);
        frame = frame.below(vec![Room::Errors]);
        let group = &catalog.cause(&entry.cause)?.group;
        let name = frame.say(&format!("group-{group}"));
        frame.crumbs.push(Signpost { name, path: format!("{}#{group}", Room::Errors.path(language)) });
        let neighbours = entry.related.iter().filter_map(|id| catalog.entry(id));
        Some(Self {
            entry,
            article: entry.article(language)?,
            written: Written::new(&frame, catalog, &entry.articles, &entry.sources, &entry.verified)?,
            samples: entry.samples.iter().filter(|sample| !sample.hidden).collect(),
            codes: codes(entry, state, language),
            owners: owners(entry, catalog, language),
            guides: guides::guides_for(&entry.id, catalog, language),
            related: Link::to_all(neighbours, language),
            short_link: state.site.link(&format!("/{}", entry.number)),
            frame,
        })
    }
}

/// A provider or program whose error it is.
struct Owner<'s> {
    name: &'s str,
    /// Its page, if it has one.
    path: Option<String>,
}

fn owners<'s>(entry: &Entry, catalog: &'s Catalog, language: Language) -> Vec<Owner<'s>> {
    let providers = entry.providers.iter().filter_map(|id| catalog.provider(id));
    let providers = providers
        .map(|provider| Owner { name: &provider.name, path: providers::page_of(&provider.id, catalog, language) });
    let programs = entry.programs.iter().filter_map(|id| catalog.program(id));
    let programs =
        programs.map(|program| Owner { name: &program.name, path: programs::page_of(&program.id, catalog, language) });
    providers.chain(programs).collect()
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
