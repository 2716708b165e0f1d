//! Pages that are the same for everyone: printed once, compressed once, and served as bytes with headers made before.
//!
//! A sheet is printed when it is first asked for, at a quick compression; [`Sheets::print_all`] goes over all of them in
//! the background and swaps in the best. No template and no compressor runs for a page that was asked for before.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::web::Bytes;
use arc_swap::ArcSwapOption;

use super::encoding::{Coding, Effort};
use super::headers;
use super::state::State;

/// Below this many bytes a page fits one packet in any coding.
const WORTH_COMPRESSING: usize = 600;

/// A page that could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum Unprinted {
    /// The template failed.
    #[error("the template failed")]
    Template(#[from] askama::Error),
    /// The JSON could not be written.
    #[error("the JSON could not be written")]
    Json(#[from] serde_json::Error),
    /// The compressor failed.
    #[error("the compressor failed")]
    Compressor(#[from] std::io::Error),
    /// A header has characters that headers may not have.
    #[error("a header could not be made")]
    Header(#[from] header::InvalidHeaderValue),
    /// The page is no longer in the catalog.
    #[error("the page is not in the catalog")]
    Gone,
}

type Print = Box<dyn Fn(&State) -> Result<Vec<u8>, Unprinted> + Send + Sync>;

/// A page that is the same for everyone.
pub struct Sheet {
    path: String,
    media: Media,
    keep: Keep,
    print: Print,
    printed: ArcSwapOption<Printed>,
}

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    Html,
    Markdown,
    Json,
    Xml,
    Text,
    Css,
    Script,
    Svg,
}

impl Media {
    fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Json => "application/json",
            Self::Xml => "application/xml",
            Self::Text => "text/plain; charset=utf-8",
            Self::Css => "text/css; charset=utf-8",
            Self::Script => "text/javascript; charset=utf-8",
            Self::Svg => "image/svg+xml",
        })
    }
}

/// How long a browser may keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The address changes with the content.
    Forever,
    /// Some minutes, so that a mended article is soon everywhere; a cache in front may serve the old one meanwhile.
    Briefly,
}

impl Keep {
    fn cache_control(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Briefly => "public, max-age=300, stale-while-revalidate=3600",
        })
    }
}

impl Sheet {
    /// A document at `path`, made by `print`.
    pub fn new(
        path: impl Into<String>,
        media: Media,
        print: impl Fn(&State) -> Result<Vec<u8>, Unprinted> + Send + Sync + 'static,
    ) -> Self {
        let (path, print) = (path.into(), Box::new(print));
        Self { path, media, keep: Keep::Briefly, print, printed: ArcSwapOption::empty() }
    }

    /// A page for people.
    pub fn page(
        path: impl Into<String>,
        print: impl Fn(&State) -> Result<String, Unprinted> + Send + Sync + 'static,
    ) -> Self {
        Self::new(path, Media::Html, move |state| print(state).map(String::into_bytes))
    }

    /// The same, kept for another time.
    pub fn kept(self, keep: Keep) -> Self {
        Self { keep, ..self }
    }

    /// Whether it is a page for people, to be listed in the sitemap.
    pub fn is_page(&self) -> bool {
        self.media == Media::Html
    }

    /// The answer to a GET or HEAD request (actix drops the body of the latter).
    ///
    /// # Errors
    /// The page cannot be printed.
    pub fn answer(&self, state: &State, request: &HeaderMap) -> Result<HttpResponse, Unprinted> {
        let printed = match self.printed.load_full() {
            Some(printed) => printed,
            None => self.print(state, Effort::Quick)?,
        };
        Ok(printed.variant(Coding::for_request(request)).answer(request))
    }

    fn print(&self, state: &State, effort: Effort) -> Result<Arc<Printed>, Unprinted> {
        let body = (self.print)(state)?;
        let printed = Arc::new(Printed::new(body, self.media, self.keep, effort)?);
        self.printed.store(Some(Arc::clone(&printed)));
        Ok(printed)
    }
}

/// One page in each coding.
struct Printed {
    identity: Variant,
    gzip: Option<Variant>,
    brotli: Option<Variant>,
}

impl Printed {
    fn new(body: Vec<u8>, media: Media, keep: Keep, effort: Effort) -> Result<Self, Unprinted> {
        // The hash is the same in every replica of one build, which is all that an entity tag needs.
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let version = hasher.finish();
        let encoded = |coding: Coding| -> Result<Option<Variant>, Unprinted> {
            if body.len() < WORTH_COMPRESSING {
                return Ok(None);
            }
            let tag = format!("\"{version:016x}-{}-{effort:?}\"", coding.token());
            Variant::new(coding.encode(&body, effort)?, coding, &tag, media, keep).map(Some)
        };
        let (gzip, brotli) = (encoded(Coding::Gzip)?, encoded(Coding::Brotli)?);
        let identity = Variant::new(body, Coding::Identity, &format!("\"{version:016x}\""), media, keep)?;
        Ok(Self { identity, gzip, brotli })
    }

    fn variant(&self, coding: Coding) -> &Variant {
        let encoded = match coding {
            Coding::Identity => None,
            Coding::Gzip => self.gzip.as_ref(),
            Coding::Brotli => self.brotli.as_ref(),
        };
        encoded.unwrap_or(&self.identity)
    }
}

/// One page in one coding, with all its headers.
struct Variant {
    body: Bytes,
    tag: HeaderValue,
    head: HeaderMap,
    /// The headers of a 304: those of the page that a cache renews (RFC 9110, 15.4.5).
    unchanged: HeaderMap,
}

impl Variant {
    fn new(body: Vec<u8>, coding: Coding, tag: &str, media: Media, keep: Keep) -> Result<Self, Unprinted> {
        let tag = HeaderValue::from_str(tag)?;
        let mut unchanged = HeaderMap::new();
        headers::secure(&mut unchanged);
        unchanged.insert(header::ETAG, tag.clone());
        unchanged.insert(header::CACHE_CONTROL, keep.cache_control());
        unchanged.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let mut head = unchanged.clone();
        head.insert(header::CONTENT_TYPE, media.content_type());
        if coding != Coding::Identity {
            head.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.token()));
        }
        Ok(Self { body: body.into(), tag, head, unchanged })
    }

    fn answer(&self, request: &HeaderMap) -> HttpResponse {
        if self.is_known_by(request) {
            return with_headers(HttpResponse::new(StatusCode::NOT_MODIFIED), &self.unchanged);
        }
        let response = HttpResponse::with_body(StatusCode::OK, self.body.clone()).map_into_boxed_body();
        with_headers(response, &self.head)
    }

    /// `If-None-Match` compares weakly, and may list several tags (RFC 9110, 13.1.2).
    fn is_known_by(&self, request: &HeaderMap) -> bool {
        let ours = self.tag.as_bytes();
        request.get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok()).any(|list| {
            list.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/").as_bytes() == ours)
        })
    }
}

fn with_headers(mut response: HttpResponse<BoxBody>, headers: &HeaderMap) -> HttpResponse {
    *response.headers_mut() = headers.clone();
    response
}

/// Every sheet by its path.
#[derive(Default)]
pub struct Sheets(HashMap<String, Sheet>);

impl Sheets {
    /// Adds sheets; two at one path would hide each other, and a test holds that there are none.
    pub fn extend(&mut self, sheets: Vec<Sheet>) {
        self.0.extend(sheets.into_iter().map(|sheet| (sheet.path.clone(), sheet)));
    }

    /// The sheet at that path.
    pub fn at(&self, path: &str) -> Option<&Sheet> {
        self.0.get(path)
    }

    /// Every path, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let mut paths: Vec<&str> = self.0.keys().map(String::as_str).collect();
        paths.sort_unstable();
        paths.into_iter()
    }

    /// Prints everything at the best compression.
    pub fn print_all(&self, state: &State) {
        for sheet in self.0.values() {
            if let Err(error) = sheet.print(state, Effort::Best) {
                tracing::error!(path = sheet.path, %error, "a page could not be printed");
            }
        }
    }
}

/// Headers of an answer that nobody may keep: it was made for one reader.
pub const NO_STORE: (HeaderName, HeaderValue) = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
