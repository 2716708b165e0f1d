//! Addresses that lead elsewhere: short links, former ids, other spellings. Each gets there in one hop.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use percent_encoding::percent_decode_str;

use super::codes;
use super::language;
use super::state::State;
use super::trouble::Trouble;

/// `/{number}`: the short link, to the reader's language.
///
/// # Errors
/// No entry has that number, and nothing else is near.
pub async fn number_link(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Trouble> {
    let written = request.match_info().query("number");
    match written.parse().ok().and_then(|number| state.catalog.entry_by_number(number)) {
        Some(entry) => Ok(to_readers_language(&request, &state, &entry.id)),
        None => elsewhere(request, state).await,
    }
}

/// `/errors/{id}`: an article in the reader's language.
///
/// # Errors
/// No entry has, or ever had, that id.
pub async fn error_link(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Trouble> {
    let written = request.match_info().query("id");
    match current_id(&state, written) {
        Some(id) => Ok(to_readers_language(&request, &state, id)),
        None => Err(Trouble::NoSuchPage),
    }
}

fn to_readers_language(request: &HttpRequest, state: &State, id: &str) -> HttpResponse {
    let language = language::of_request(request, state);
    HttpResponse::Found()
        .insert_header((header::LOCATION, format!("/{language}/errors/{id}")))
        .insert_header((header::VARY, "accept-language, cookie"))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .finish()
}

/// What no route took: the page under its right address, if that can be told.
///
/// # Errors
/// There is no such page.
pub async fn elsewhere(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Trouble> {
    let decoded = percent_decode_str(request.path()).decode_utf8_lossy();
    let path = present_path(&state, &decoded).ok_or(Trouble::NoSuchPage)?;
    Ok(HttpResponse::MovedPermanently()
        .insert_header((header::LOCATION, path))
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .finish())
}

/// The present address of a page, by a former or misspelt one.
fn present_path(state: &State, path: &str) -> Option<String> {
    if let Some(asset) = state.assets.current(path) {
        return Some(asset.to_owned());
    }
    let is_page = |path: &String| state.sheets.at(path).is_some();
    let lower = path.to_lowercase();
    let slashed = format!("{lower}/");
    let bare = lower.trim_end_matches('/').to_owned();
    let renamed = renamed(state, &bare);
    [lower, slashed, bare].into_iter().chain(renamed).find(is_page)
}

/// An entry's former id, or a code in another spelling.
fn renamed(state: &State, path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    if folder.ends_with("/errors") {
        let (id, twin) = match name.split_once('.') {
            Some((id, twin)) => (id, format!(".{twin}")),
            None => (name, String::new()),
        };
        return current_id(state, id).map(|id| format!("{folder}/{id}{twin}"));
    }
    folder.ends_with("/codes").then(|| codes::meant(name)).flatten().map(|code| format!("{folder}/{code}"))
}

fn current_id<'s>(state: &'s State, id: &'s str) -> Option<&'s str> {
    state.catalog.entry(id).map(|entry| entry.id.as_str()).or_else(|| state.catalog.current_id(id))
}
