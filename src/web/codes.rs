//! The codes: all of them by kind, and a page for each.

use askama::Template;

use super::cached::{Sheet, Unprinted};
use super::frame::{Frame, Listing};
use super::link::Link;
use super::room::Room;
use super::state::State;
use crate::catalog::{self, Catalog, CodeText, Language};
use crate::code::Code;

/// `/{lang}/codes/`
pub fn codes_sheets(state: &State) -> Vec<Sheet> {
    let sheet = |&language: &Language| {
        Sheet::page(format!("/{language}/codes/"), move |state| {
            let frame = Frame::new(state, language, "codes/", Listing::Listed).below(Vec::new());
            Ok(CodesPage { kinds: kinds(&state.catalog, &frame), frame }.render()?)
        })
    };
    state.catalog.languages().iter().map(sheet).collect()
}

/// `/{lang}/codes/{code}`
pub fn code_sheets(state: &State) -> Vec<Sheet> {
    let pages = |&language: &Language| {
        let sheet = move |page: &catalog::CodePage| {
            let code = page.code;
            Sheet::page(format!("/{language}/codes/{code}"), move |state| {
                Ok(CodePage::new(state, language, code).ok_or(Unprinted::Gone)?.render()?)
            })
        };
        state.catalog.code_pages().iter().map(sheet)
    };
    state.catalog.languages().iter().flat_map(pages).collect()
}

/// The code that someone meant: `#5.7.1`, `800CCC0E`, `0×800CCC0E` and Cyrillic letters that look like Latin ones.
pub fn meant(written: &str) -> Option<Code> {
    let latin = |letter: char| match letter {
        '×' | 'х' | 'Х' => 'x',
        'а' | 'А' => 'a',
        'в' | 'В' => 'b',
        'с' | 'С' => 'c',
        'е' | 'Е' => 'e',
        'о' | 'О' => '0',
        other => other.to_ascii_lowercase(),
    };
    let plain: String = written.trim().trim_start_matches('#').chars().map(latin).collect();
    plain.parse().or_else(|_| format!("0x{plain}").parse()).ok()
}

#[derive(Template)]
#[template(path = "codes.html")]
struct CodesPage<'s> {
    frame: Frame<'s>,
    kinds: Vec<Kind<'s>>,
}

struct Kind<'s> {
    id: &'static str,
    title: String,
    about: String,
    rows: Vec<Row<'s>>,
}

struct Row<'s> {
    code: Code,
    name: &'s str,
    path: String,
}

impl<'s> Row<'s> {
    fn of(page: &'s catalog::CodePage, language: Language) -> Option<Self> {
        let (_, text) = page.text(language)?;
        Some(Self { code: page.code, name: &text.name, path: format!("/{language}/codes/{}", page.code) })
    }
}

fn kinds<'s>(catalog: &'s Catalog, frame: &Frame) -> Vec<Kind<'s>> {
    let kind = |id: &'static str, belongs: fn(Code) -> bool| Kind {
        id,
        title: frame.say(&format!("codes-{id}")),
        about: frame.say(&format!("codes-{id}-about")),
        rows: catalog
            .code_pages()
            .iter()
            .filter(|page| belongs(page.code))
            .filter_map(|page| Row::of(page, frame.language))
            .collect(),
    };
    let mut kinds = vec![
        kind("reply", |code| matches!(code, Code::Reply(_))),
        kind("enhanced", |code| matches!(code, Code::Enhanced(_))),
        kind("client", |code| matches!(code, Code::Client(_))),
    ];
    kinds.retain(|kind| !kind.rows.is_empty());
    kinds
}

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage<'s> {
    frame: Frame<'s>,
    page: &'s catalog::CodePage,
    text: &'s CodeText,
    text_language: Language,
    /// The language of the words, where it is not the page's.
    fallback: Option<String>,
    entry: Option<Link<'s>>,
    entries: Vec<Link<'s>>,
    siblings: Vec<Row<'s>>,
}

impl<'s> CodePage<'s> {
    fn new(state: &'s State, language: Language, code: Code) -> Option<Self> {
        let catalog = &state.catalog;
        let page = catalog.code_page(code)?;
        let (text_language, text) = page.text(language)?;
        let frame = Frame::new(state, language, &format!("codes/{code}"), Listing::Listed).below(vec![Room::Codes]);
        let pointed_to = page.entry.as_deref();
        let others = catalog.entries_with_code(code).into_iter().filter(|entry| Some(entry.id.as_str()) != pointed_to);
        Some(Self {
            page,
            text,
            text_language,
            fallback: (text_language != language).then(|| frame.name_of(text_language)),
            entry: pointed_to.and_then(|id| catalog.entry(id)).and_then(|entry| Link::to(entry, language)),
            entries: Link::to_all(others, language),
            siblings: siblings(catalog, code, language),
            frame,
        })
    }
}

/// `4.2.2` for `5.2.2`: the registry lists subject and detail once for all classes.
fn siblings(catalog: &Catalog, code: Code, language: Language) -> Vec<Row<'_>> {
    let Code::Enhanced(own) = code else { return Vec::new() };
    let classes = [2, 4, 5].into_iter().filter(|&class| class != own.class);
    let pages = classes.filter_map(|class| catalog.code_page(Code::Enhanced(own.with_class(class))));
    pages.filter_map(|page| Row::of(page, language)).collect()
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn every_spelling_of_a_code_leads_to_it() {
        for written in ["0x800ccc0e", "0X800CCC0E", "800CCC0E", "0×800CCC0E", "0х800ССС0Е", " #0x800ccc0e"] {
            assert_eq!(meant(written).map(|code| code.to_string()).as_deref(), Some("0x800ccc0e"), "{written}");
        }
        assert_eq!(meant("#5.7.1").map(|code| code.to_string()).as_deref(), Some("5.7.1"));
        assert_eq!(meant("hello"), None);
    }
}
