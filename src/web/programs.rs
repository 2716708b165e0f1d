//! The mail programs: where each hides the full text of an error, and which errors people meet in it.

use askama::Template;

use super::cached::{Sheet, Unprinted};
use super::frame::{Frame, Listing};
use super::link::Link;
use super::room::Room;
use super::state::State;
use super::written::Written;
use crate::catalog::{Catalog, Language, Program};

/// `/{lang}/programs/`
pub fn programs_sheets(state: &State) -> Vec<Sheet> {
    Room::Programs.sheets(state, |catalog, language| {
        let mut programs: Vec<&Program> = catalog.programs().iter().collect();
        programs.sort_by_key(|program| program.name.to_lowercase());
        let link = |program: &&'_ Program| path(program, language);
        let pages = programs.iter().filter_map(|program| Some((program.page(language)?, link(program))));
        pages.map(|(page, path)| Link::new(page, path)).collect()
    })
}

/// `/{lang}/programs/{id}`
pub fn program_sheets(state: &State) -> Vec<Sheet> {
    let in_language = |&language: &Language| {
        let written = state.catalog.programs().iter().filter(|program| !program.pages.is_empty());
        written.map(move |program| {
            let id = program.id.clone();
            Sheet::page(path(program, language), move |state| {
                let program = state.catalog.program(&id).ok_or(Unprinted::Gone)?;
                Ok(ProgramPage::new(state, language, program).ok_or(Unprinted::Gone)?.render()?)
            })
        })
    };
    state.catalog.languages().iter().flat_map(in_language).collect()
}

fn path(program: &Program, language: Language) -> String {
    format!("/{language}/programs/{}", program.id)
}

/// Where a program's page is, if it has one.
pub fn page_of(id: &str, catalog: &Catalog, language: Language) -> Option<String> {
    let program = catalog.program(id).filter(|program| !program.pages.is_empty())?;
    Some(path(program, language))
}

#[derive(Template)]
#[template(path = "program.html")]
struct ProgramPage<'s> {
    frame: Frame<'s>,
    written: Written<'s>,
    /// The systems that it runs on, in a list.
    platforms: String,
    /// Errors that only this program shows.
    own: Vec<Link<'s>>,
    /// Everybody's errors that people meet in it.
    general: Vec<Link<'s>>,
}

impl<'s> ProgramPage<'s> {
    fn new(state: &'s State, language: Language, program: &'s Program) -> Option<Self> {
        let catalog = &state.catalog;
        let frame = Frame::new(state, language, &format!("programs/{}", program.id), Listing::Listed);
        let frame = frame.below(vec![Room::Programs]);
        let is_own = |id: &String| catalog.entry(id).is_some_and(|entry| entry.programs.contains(&program.id));
        let own = catalog.entries().iter().filter(|entry| entry.programs.contains(&program.id));
        let general = program.errors.iter().filter(|id| !is_own(id)).filter_map(|id| catalog.entry(id));
        Some(Self {
            written: Written::new(&frame, catalog, &program.pages, &program.sources, &program.verified)?,
            platforms: program.platforms.join(", "),
            own: Link::to_all(own, language),
            general: Link::to_all(general, language),
            frame,
        })
    }
}
