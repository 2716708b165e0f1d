//! What programs read beside the API: robots, sitemap, health, and an article as JSON.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Serialize;

use super::cached::{Media, NO_STORE, Sheet};
use super::state::State;
use crate::catalog::{Entry, Language};
use crate::code::{ClientCode, EnhancedCode, ReplyCode};
use crate::config::Site;

/// `/healthz`: the process answers.
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().insert_header(NO_STORE).content_type("text/plain; charset=utf-8").body("ok\n")
}

/// `/readyz`: the catalog is loaded. Without one the server does not start, so this says how much there is.
pub async fn readyz(state: web::Data<State>) -> HttpResponse {
    let entries = state.catalog.entries().len();
    let body = format!("ready, {entries} errors\n");
    HttpResponse::Ok().insert_header(NO_STORE).content_type("text/plain; charset=utf-8").body(body)
}

/// `/robots.txt`
pub fn robots_sheets(_: &State) -> Vec<Sheet> {
    vec![Sheet::new("/robots.txt", Media::Text, |state| {
        let sitemap = match &state.site.base_url {
            Some(_) => format!("Sitemap: {}\n", state.site.link("/sitemap.xml")),
            None => String::new(),
        };
        Ok(format!("User-agent: *\nDisallow: /api/\n{sitemap}").into_bytes())
    })]
}

/// `/sitemap.xml`: only where the base URL is known, since a sitemap has no relative addresses.
pub fn sitemap_sheets(state: &State) -> Vec<Sheet> {
    if state.site.base_url.is_none() {
        return Vec::new();
    }
    vec![Sheet::new("/sitemap.xml", Media::Xml, |state| Ok(SitemapXml::new(state).render()?.into_bytes()))]
}

#[derive(Template)]
#[template(path = "sitemap.xml")]
struct SitemapXml {
    pages: Vec<Vec<Located>>,
}

/// A page in one language.
struct Located {
    language: Language,
    url: String,
}

impl SitemapXml {
    fn new(state: &State) -> Self {
        let mut pages: BTreeMap<&str, Vec<Located>> = BTreeMap::new();
        for path in state.sheets.paths().filter(|path| state.sheets.at(path).is_some_and(Sheet::is_page)) {
            if let Some((language, rest)) = in_language(path, state.catalog.languages()) {
                pages.entry(rest).or_default().push(Located { language, url: state.site.link(path) });
            }
        }
        Self { pages: pages.into_values().collect() }
    }
}

/// `/ru/errors/x` → Russian, `/errors/x`.
fn in_language<'p>(path: &'p str, known: &[Language]) -> Option<(Language, &'p str)> {
    let language = super::language::of_path(path, known)?;
    Some((language, &path[1 + language.as_str().len()..]))
}

/// An article for programs.
#[derive(Serialize)]
pub struct ArticleJson<'c> {
    id: &'c str,
    number: u32,
    cause: &'c str,
    /// The language of the words, which is another where the wanted one has no article yet.
    language: &'c str,
    url: String,
    title: &'c str,
    why: &'c str,
    #[serde(rename = "move")]
    whose_move: &'c str,
    again: &'c str,
    answer: &'c str,
    aliases: &'c [String],
    reply: &'c [ReplyCode],
    status: &'c [EnhancedCode],
    codes: &'c [ClientCode],
    providers: &'c [String],
    programs: &'c [String],
    related: &'c [String],
    verified: &'c str,
    sources: Vec<SourceJson<'c>>,
    markdown: &'c str,
}

#[derive(Serialize)]
struct SourceJson<'c> {
    title: &'c str,
    url: &'c str,
}

impl<'c> ArticleJson<'c> {
    /// The article of an entry; `None` where it has none in any language.
    pub fn new(entry: &'c Entry, language: Language, site: &Site) -> Option<Self> {
        let article = entry.article(language)?;
        let source = |source: &'c crate::catalog::Source| SourceJson { title: &source.title, url: &source.url };
        Some(Self {
            id: &entry.id,
            number: entry.number,
            cause: &entry.cause,
            language: article.language.as_str(),
            url: site.link(&format!("/{language}/errors/{}", entry.id)),
            title: &article.title,
            why: &article.why,
            whose_move: &article.whose_move,
            again: &article.again,
            answer: &article.answer,
            aliases: &article.aliases,
            reply: &entry.reply,
            status: &entry.status,
            codes: &entry.codes,
            providers: &entry.providers,
            programs: &entry.programs,
            related: &entry.related,
            verified: &entry.verified,
            sources: entry.sources.iter().map(source).collect(),
            markdown: &article.markdown,
        })
    }
}
