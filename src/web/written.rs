//! A page that an author wrote, as the templates show it: what to know before it, its sections, and what it rests on.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;

use super::format;
use super::frame::Frame;
use crate::catalog::{Catalog, Language, Page, Section, Source};

/// A written page in its frame.
pub struct Written<'s> {
    pub page: &'s Page,
    pub notices: Vec<Notice>,
    pub sections: Vec<Shown<'s>>,
    pub sources: &'s [Source],
    /// When it was last held against them, in words.
    pub verified: String,
}

/// What the reader must know before the page.
pub struct Notice {
    pub text: String,
    /// The page that is better.
    pub better: Option<Better>,
}

/// The same page in another language.
pub struct Better {
    pub path: String,
    pub language: Language,
    pub name: String,
}

/// A section; in an article the names of providers lead to their pages.
pub struct Shown<'s> {
    section: &'s Section,
    pub html: Cow<'s, str>,
}

impl Deref for Shown<'_> {
    type Target = Section;

    fn deref(&self) -> &Section {
        self.section
    }
}

impl<'s> Written<'s> {
    /// The best page for the frame's language; `None` where there is no page at all.
    pub fn new<P: AsRef<Page>>(
        frame: &Frame<'s>,
        catalog: &'s Catalog,
        pages: &'s BTreeMap<Language, P>,
        sources: &'s [Source],
        verified: &str,
    ) -> Option<Self> {
        let page = frame.language.best_of(pages)?.as_ref();
        let newer = pages.values().map(AsRef::as_ref).find(|sibling| page.is_behind(sibling));
        let fallback = (page.language != frame.language).then(|| fallback(frame, page.language));
        let show = |section: &'s Section| Shown { html: with_providers(section, catalog, frame.language), section };
        Some(Self {
            page,
            notices: fallback.into_iter().chain(newer.map(|newer| behind(frame, newer.language))).collect(),
            sections: page.sections.iter().map(show).collect(),
            sources,
            verified: format::date(verified, frame.words),
        })
    }
}

fn fallback(frame: &Frame, language: Language) -> Notice {
    let text = frame.say_with("page-fallback", &[("language", &frame.name_of(language))]);
    Notice { text, better: None }
}

fn behind(frame: &Frame, newer: Language) -> Notice {
    let edition = frame.editions.iter().find(|edition| edition.language == newer);
    Notice {
        text: frame.say("page-behind"),
        better: edition.map(|edition| Better {
            path: edition.path.clone(),
            language: newer,
            name: edition.name.clone(),
        }),
    }
}

/// What differs by provider is told under each one's name, in bold: it becomes a link where the provider has a page.
fn with_providers<'s>(section: &'s Section, catalog: &Catalog, language: Language) -> Cow<'s, str> {
    if section.anchor != "providers" {
        return Cow::Borrowed(&section.html);
    }
    let mut html = section.html.clone();
    for provider in catalog.providers().iter().filter(|provider| !provider.pages.is_empty()) {
        for name in std::iter::once(&provider.name).chain(&provider.names) {
            let linked = format!("<a href=\"/{language}/providers/{}\"><strong>{name}</strong></a>", provider.id);
            html = html.replace(&format!("<strong>{name}</strong>"), &linked);
        }
    }
    Cow::Owned(html)
}
