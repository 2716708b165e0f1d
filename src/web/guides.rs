//! The guides: what is worth reading before or after an error.

use askama::Template;

use super::cached::{Sheet, Unprinted};
use super::frame::{Frame, Listing};
use super::link::Link;
use super::room::Room;
use super::state::State;
use super::written::Written;
use crate::catalog::{Catalog, Guide, Language};

/// `/{lang}/guides/`
pub fn guides_sheets(state: &State) -> Vec<Sheet> {
    Room::Guides.sheets(state, |catalog, language| links(catalog.guides(), language))
}

/// `/{lang}/guides/{id}`
pub fn guide_sheets(state: &State) -> Vec<Sheet> {
    let in_language = |&language: &Language| {
        let written = state.catalog.guides().iter().filter(|guide| !guide.pages.is_empty());
        written.map(move |guide| {
            let id = guide.id.clone();
            Sheet::page(path(guide, language), move |state| {
                let guide = state.catalog.guide(&id).ok_or(Unprinted::Gone)?;
                Ok(GuidePage::new(state, language, guide).ok_or(Unprinted::Gone)?.render()?)
            })
        })
    };
    state.catalog.languages().iter().flat_map(in_language).collect()
}

fn path(guide: &Guide, language: Language) -> String {
    format!("/{language}/guides/{}", guide.id)
}

fn links<'s>(guides: impl IntoIterator<Item = &'s Guide>, language: Language) -> Vec<Link<'s>> {
    let link = |guide: &'s Guide| Some(Link::new(guide.page(language)?, path(guide, language)));
    guides.into_iter().filter_map(link).collect()
}

/// The guides that help with an entry.
pub fn guides_for<'s>(id: &str, catalog: &'s Catalog, language: Language) -> Vec<Link<'s>> {
    links(catalog.guides().iter().filter(|guide| guide.related.iter().any(|related| related == id)), language)
}

#[derive(Template)]
#[template(path = "guide.html")]
struct GuidePage<'s> {
    frame: Frame<'s>,
    written: Written<'s>,
    related: Vec<Link<'s>>,
}

impl<'s> GuidePage<'s> {
    fn new(state: &'s State, language: Language, guide: &'s Guide) -> Option<Self> {
        let catalog = &state.catalog;
        let frame = Frame::new(state, language, &format!("guides/{}", guide.id), Listing::Listed);
        let frame = frame.below(vec![Room::Guides]);
        Some(Self {
            written: Written::new(&frame, catalog, &guide.pages, &guide.sources, &guide.verified)?,
            related: Link::to_all(guide.related.iter().filter_map(|id| catalog.entry(id)), language),
            frame,
        })
    }
}
