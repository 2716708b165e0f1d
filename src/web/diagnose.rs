//! `POST /{lang}/diagnose`: a form with a paste → the result page.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use super::body;
use super::cached::NO_STORE;
use super::language;
use super::paste::{By, Paste, body_limit};
use super::result::ResultPage;
use super::state::State;
use super::trouble::Trouble;

/// Reads the paste and answers it. The answer is for this reader alone: nobody keeps it, nobody lists it.
///
/// # Errors
/// The language is none of ours, or the form cannot be read.
pub async fn result_page(
    request: HttpRequest,
    payload: web::Payload,
    state: web::Data<State>,
) -> Result<HttpResponse, Trouble> {
    let language = language::of_path(request.path(), state.catalog.languages()).ok_or(Trouble::NoSuchPage)?;
    let limit = state.limits.paste;
    let body = body::read(payload, body_limit(limit), state.limits.body_deadline).await?;
    let paste = Paste::read(request.headers(), body, limit).await?;
    let mut answer = HttpResponse::Ok();
    if paste.by == By::Switch {
        answer.cookie(language::cookie(language, &state.site));
    }
    let shared = Arc::clone(&state);
    // Diagnosing is quick, but a megabyte of it would hold up the other readers of this worker.
    let page = web::block(move || ResultPage::print(&shared, language, &paste)).await;
    let page = page.map_err(|_panicked| Trouble::Internal)?.map_err(|_template| Trouble::Internal)?;
    Ok(answer
        .insert_header(NO_STORE)
        .insert_header(("x-robots-tag", "noindex"))
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .body(page))
}

/// A reader who comes back to the address of a result: there is no paste to show, so the paste box is.
///
/// # Errors
/// The language is none of ours.
pub async fn no_paste(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Trouble> {
    let language = language::of_path(request.path(), state.catalog.languages()).ok_or(Trouble::NoSuchPage)?;
    Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, format!("/{language}/"))).finish())
}
