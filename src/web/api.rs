//! The API: a paste → the diagnosis as JSON; the catalog for machines.

use std::sync::Arc;

use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, Serialize};

use super::body;
use super::cached::{Media, NO_STORE, Sheet, Unprinted};
use super::language;
use super::machines::ArticleJson;
use super::paste::body_limit;
use super::state::State;
use super::trouble::Trouble;
use crate::catalog::{Entry, Language};
use crate::diagnose;

/// `POST /api/v1/diagnose`
///
/// # Errors
/// The body is of no kind that is taken, is not what its kind says, or is too large or too slow.
pub async fn diagnose(
    request: HttpRequest,
    payload: web::Payload,
    state: web::Data<State>,
) -> Result<HttpResponse, Trouble> {
    let kind = Kind::of(request.headers()).ok_or(Trouble::WrongKind)?;
    let limit = state.limits.paste;
    let body = body::read(payload, body_limit(limit), state.limits.body_deadline).await?;
    let of_reader = language::of_request(&request, &state);
    let (paste, language) = match kind {
        Kind::Json => {
            let question: Question = serde_json::from_slice(&body).map_err(|_| Trouble::UnreadableJson)?;
            let language = question.lang.and_then(|code| language::parse(&code, state.catalog.languages()));
            (question.text.0.into_bytes(), language.unwrap_or(of_reader))
        }
        Kind::Raw => (body.to_vec(), of_reader),
    };
    if paste.len() > limit {
        return Err(Trouble::TooLarge);
    }
    let shared = Arc::clone(&state);
    let report = web::block(move || report(&shared, &paste, language)).await;
    let report = report.map_err(|_panicked| Trouble::Internal)?.map_err(|_json| Trouble::Internal)?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).content_type("application/json").body(report))
}

fn report(state: &State, paste: &[u8], language: Language) -> Result<Vec<u8>, serde_json::Error> {
    let diagnosis = diagnose::diagnose(&state.catalog, paste);
    serde_json::to_vec(&diagnose::report(&diagnosis, &state.catalog, language))
}

/// What the body is.
enum Kind {
    /// `{"text": …, "lang": …}`
    Json,
    /// The paste itself.
    Raw,
}

impl Kind {
    fn of(headers: &HeaderMap) -> Option<Self> {
        let written = headers.get(CONTENT_TYPE)?.to_str().ok()?;
        match written.split(';').next()?.trim().to_ascii_lowercase().as_str() {
            "application/json" => Some(Self::Json),
            "message/rfc822" | "message/global" | "text/plain" | "application/octet-stream" => Some(Self::Raw),
            _ => None,
        }
    }
}

#[derive(Deserialize)]
struct Question {
    text: Text,
    #[serde(default)]
    lang: Option<String>,
}

/// A JSON string of any kind. Half a surrogate pair (`"\ud800"`), which comes of text cut between UTF-16 units, is no
/// reason to refuse a paste: it is read as a replacement character.
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(Bytes).map(|bytes| Self(String::from_utf8_lossy(&bytes).into_owned()))
    }
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_vec())
    }
}

/// `/api/v1/errors`
pub fn errors_sheets(_: &State) -> Vec<Sheet> {
    vec![Sheet::new("/api/v1/errors", Media::Json, |state| {
        let errors: Vec<Listed> = state.catalog.entries().iter().map(|entry| Listed::new(entry, state)).collect();
        Ok(serde_json::to_vec(&Listing { errors })?)
    })]
}

#[derive(Serialize)]
struct Listing<'c> {
    errors: Vec<Listed<'c>>,
}

/// One error in the list: its title in every language.
#[derive(Serialize)]
struct Listed<'c> {
    id: &'c str,
    number: u32,
    cause: &'c str,
    titles: Vec<Title<'c>>,
}

#[derive(Serialize)]
struct Title<'c> {
    language: &'c str,
    title: &'c str,
    url: String,
}

impl<'c> Listed<'c> {
    fn new(entry: &'c Entry, state: &State) -> Self {
        let title = |(language, article): (&'c Language, &'c crate::catalog::Article)| Title {
            language: language.as_str(),
            title: &article.title,
            url: state.site.link(&format!("/{language}/errors/{}", entry.id)),
        };
        Self {
            id: &entry.id,
            number: entry.number,
            cause: &entry.cause,
            titles: entry.articles.iter().map(title).collect(),
        }
    }
}

/// `/api/v1/errors/{id}`: the article in every language.
pub fn error_sheets(state: &State) -> Vec<Sheet> {
    let sheet = |entry: &Entry| {
        let id = entry.id.clone();
        Sheet::new(format!("/api/v1/errors/{id}"), Media::Json, move |state| {
            let entry = state.catalog.entry(&id).ok_or(Unprinted::Gone)?;
            let articles = entry.articles.keys().filter_map(|&language| ArticleJson::new(entry, language, &state.site));
            Ok(serde_json::to_vec(&Articles { articles: articles.collect() })?)
        })
    };
    state.catalog.entries().iter().map(sheet).collect()
}

#[derive(Serialize)]
struct Articles<'c> {
    articles: Vec<ArticleJson<'c>>,
}

/// `/api/openapi.json`
pub fn openapi_sheets(_: &State) -> Vec<Sheet> {
    let document = include_bytes!("openapi.json");
    vec![Sheet::new("/api/openapi.json", Media::Json, move |_| Ok(document.to_vec()))]
}
