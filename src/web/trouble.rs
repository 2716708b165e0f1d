//! What a visitor ran into, told as a page with a way on, or as problem details (RFC 9457) to a program.

use std::fmt;

use actix_web::dev::ServiceRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use askama::Template;
use serde::Serialize;

use super::cached::NO_STORE;
use super::format;
use super::frame::{Frame, Listing};
use super::headers;
use super::language;
use super::nearest::Near;
use super::state::State;
use crate::catalog::Language;

/// What a visitor ran into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The address leads nowhere.
    NoSuchPage,
    /// The form came without a text or a file.
    NothingPasted,
    /// The body is over the limit.
    TooLarge,
    /// The body did not arrive in time.
    TooSlow,
    /// The form's body is not what its type says.
    Unreadable,
    /// The body is not the JSON object that is asked for.
    UnreadableJson,
    /// The body has a content coding.
    EncodedBody,
    /// The body's type is none that is taken.
    WrongKind,
    /// The address takes only these methods.
    WrongMethod(&'static [&'static str]),
    /// Our own fault.
    Internal,
}

impl Trouble {
    /// The trouble that an error of actix's is about.
    pub fn of(error: &actix_web::Error) -> Self {
        if let Some(trouble) = error.as_error::<Self>() {
            return *trouble;
        }
        match error.as_response_error().status_code() {
            StatusCode::NOT_FOUND => Self::NoSuchPage,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            status if status.is_client_error() => Self::Unreadable,
            _ => Self::Internal,
        }
    }

    /// The end of its messages' ids.
    fn word(self) -> &'static str {
        match self {
            Self::NoSuchPage => "no-such-page",
            Self::NothingPasted => "nothing-pasted",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::Unreadable | Self::UnreadableJson => "unreadable",
            Self::EncodedBody => "encoded",
            Self::WrongKind => "wrong-kind",
            Self::WrongMethod(_) => "wrong-method",
            Self::Internal => "internal",
        }
    }

    /// Whether the body may not have been read to its end, so that the connection cannot be used again.
    fn leaves_body_unread(self) -> bool {
        matches!(self, Self::TooLarge | Self::TooSlow | Self::EncodedBody)
    }

    fn title(self, frame: &Frame) -> String {
        frame.say(&format!("trouble-{}-title", self.word()))
    }

    fn text(self, frame: &Frame, state: &State) -> String {
        match self {
            Self::TooLarge => {
                frame.say_with("trouble-too-large", &[("limit", &format::size(state.limits.paste, frame.words))])
            }
            Self::WrongMethod(methods) => frame.say_with("trouble-wrong-method", &[("methods", &methods.join(", "))]),
            Self::UnreadableJson => frame.say("trouble-unreadable-json"),
            other => frame.say(&format!("trouble-{}", other.word())),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl ResponseError for Trouble {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NoSuchPage => StatusCode::NOT_FOUND,
            Self::NothingPasted | Self::Unreadable | Self::UnreadableJson => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::EncodedBody | Self::WrongKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongMethod(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Without a body: the front door, which knows who asked, gives it one.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// Who asked, as far as the answer depends on it.
pub struct Visitor {
    language: Language,
    wants: Wants,
    path: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    Page,
    Json,
}

impl Visitor {
    /// Reads the request's address and headers.
    pub fn of(request: &ServiceRequest, state: &State) -> Self {
        let known = state.catalog.languages();
        let chosen = request.cookie(language::COOKIE);
        let of_reader = || language::of_reader(request.headers(), chosen.as_ref().map(|cookie| cookie.value()), known);
        Self {
            language: language::of_path(request.path(), known).unwrap_or_else(of_reader),
            wants: wants(request.path(), request.headers()),
            path: request.path().to_owned(),
        }
    }

    /// The answer that tells of a trouble.
    pub fn tell(&self, state: &State, trouble: &Trouble) -> HttpResponse {
        let mut answer = HttpResponse::build(trouble.status_code());
        answer.insert_header(NO_STORE);
        if let Trouble::WrongMethod(methods) = trouble {
            answer.insert_header((header::ALLOW, methods.join(", ")));
        }
        if trouble.leaves_body_unread() {
            answer.force_close();
        }
        let frame = Frame::new(state, self.language, "", Listing::Unlisted);
        let mut answer = match self.wants {
            Wants::Page => {
                answer.content_type("text/html; charset=utf-8").body(page(state, frame, *trouble, &self.path))
            }
            Wants::Json => {
                let problem = Problem::new(state, &frame, *trouble);
                let body = serde_json::to_string(&problem).unwrap_or_default();
                answer.content_type("application/problem+json").body(body)
            }
        };
        headers::secure(answer.headers_mut());
        answer.headers_mut().insert(header::VARY, HeaderValue::from_static("accept, accept-language, cookie"));
        answer
    }
}

fn wants(path: &str, headers: &HeaderMap) -> Wants {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let json = accept.contains("json") && !accept.contains("text/html");
    if json || path.starts_with("/api/") { Wants::Json } else { Wants::Page }
}

/// A problem for programs (RFC 9457). The status tells its type, so `type` is left out, which means `about:blank`.
#[derive(Serialize)]
struct Problem {
    title: String,
    status: u16,
    detail: String,
}

impl Problem {
    fn new(state: &State, frame: &Frame, trouble: Trouble) -> Self {
        Self { title: trouble.title(frame), status: trouble.status_code().as_u16(), detail: trouble.text(frame, state) }
    }
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage<'s> {
    frame: Frame<'s>,
    title: String,
    text: String,
    nearest: Vec<Near<'s>>,
    offers_paste: bool,
}

fn page(state: &State, frame: Frame<'_>, trouble: Trouble, path: &str) -> String {
    let nearest = match trouble {
        Trouble::NoSuchPage => state.nearest.to(path, frame.language, &state.catalog),
        _ => Vec::new(),
    };
    let page = TroublePage {
        title: trouble.title(&frame),
        text: trouble.text(&frame, state),
        nearest,
        offers_paste: !matches!(trouble, Trouble::WrongMethod(_) | Trouble::Internal),
        frame,
    };
    page.render().unwrap_or(page.title)
}
