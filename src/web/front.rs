//! The front door: every request comes in and every answer goes out here.
//!
//! 1. A body in a content coding is refused: actix inflates it past every limit (CVE-2026-134341, RUSTSEC-2026-0447).
//! 2. A printed page is served at once, without a look at the router.
//! 3. Else the handler runs; a panic in it is caught.
//! 4. A [`Trouble`] becomes a page or problem JSON in the reader's language.
//! 5. The answer gets its headers, and the log a line without body, query string or address.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{CONTENT_ENCODING, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::{Next, from_fn};
use actix_web::{App, Error, HttpResponse, web};
use futures_util::FutureExt;

use super::routes;
use super::state::State;
use super::trouble::{Trouble, Visitor};
use super::{headers, language};

/// The whole application, for the program and the tests.
pub fn app(
    state: web::Data<State>,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<BoxBody>, Error = Error, InitError = ()>,
> {
    App::new().app_data(state).wrap(from_fn(front_door)).configure(routes::configure)
}

async fn front_door<B: MessageBody + 'static>(
    state: web::Data<State>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let method = request.method().clone();
    if let Some(answer) = before_routing(&state, &request) {
        note(&method, request.path(), answer.status(), started);
        return Ok(request.into_response(answer));
    }
    let visitor = Visitor::of(&request, &state);
    // The request must not be cloned here: the router wants it for itself alone, and panics otherwise.
    let answered = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    match answered.unwrap_or_else(|_panic| Err(Trouble::Internal.into())) {
        Ok(response) => {
            let response = mend(&state, &visitor, response);
            let pattern = response.request().match_pattern();
            note(&method, pattern.as_deref().unwrap_or("(no such page)"), response.status(), started);
            Ok(response)
        }
        Err(error) => {
            let told = visitor.tell(&state, &Trouble::of(&error));
            note(&method, "(failed)", told.status(), started);
            Err(InternalError::from_response("told to the visitor", told).into())
        }
    }
}

/// Turns a handler's trouble into the page that helps, and puts the headers on everything else.
fn mend<B: MessageBody + 'static>(
    state: &State,
    visitor: &Visitor,
    response: ServiceResponse<B>,
) -> ServiceResponse<BoxBody> {
    if let Some(trouble) = response.response().error().map(Trouble::of) {
        return response.into_response(visitor.tell(state, &trouble));
    }
    let mut response = response.map_into_boxed_body();
    headers::secure(response.headers_mut());
    response
}

/// What needs no handler: encoded bodies, the reader's choice of language, printed pages.
fn before_routing(state: &State, request: &ServiceRequest) -> Option<HttpResponse> {
    if request.headers().contains_key(CONTENT_ENCODING) {
        return Some(Visitor::of(request, state).tell(state, &Trouble::EncodedBody));
    }
    let sheet = state.sheets.at(request.path())?;
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Some(Visitor::of(request, state).tell(state, &Trouble::WrongMethod(routes::READ)));
    }
    if let Some(answer) = choose_language(state, request) {
        return Some(answer);
    }
    Some(sheet.answer(state, request.headers()).unwrap_or_else(|error| {
        tracing::error!(path = request.path(), %error, "a page could not be printed");
        Visitor::of(request, state).tell(state, &Trouble::Internal)
    }))
}

/// `?lang=ru` on a page comes from the language switch: it keeps the choice in a cookie and drops the query, so that
/// the page itself is the same for everyone. Browsers carry the fragment over.
fn choose_language(state: &State, request: &ServiceRequest) -> Option<HttpResponse> {
    let code = request.query_string().strip_prefix("lang=")?;
    let language = language::parse(code, state.catalog.languages())?;
    let mut answer = HttpResponse::SeeOther();
    answer.cookie(language::cookie(language, &state.site)).insert_header((LOCATION, request.path()));
    let mut answer = answer.insert_header(super::cached::NO_STORE).finish();
    headers::secure(answer.headers_mut());
    Some(answer)
}

fn note(method: &Method, path: &str, status: StatusCode, started: Instant) {
    let (status, micros) = (status.as_u16(), started.elapsed().as_micros());
    if status >= 500 {
        tracing::error!(%method, path, status, micros, "answered");
    } else {
        tracing::debug!(%method, path, status, micros, "answered");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use actix_web::test::{TestRequest, init_service, try_call_service};

    use super::*;
    use crate::catalog::Catalog;
    use crate::config::{Limits, Site};

    async fn bang() -> HttpResponse {
        panic!("a fault of ours");
    }

    #[actix_web::test]
    async fn a_panic_becomes_a_page_with_the_headers_of_every_page() {
        let catalog = Catalog::load(&[]).expect("the embedded content is whole");
        let state = web::Data::from(Arc::new(State::new(catalog, Site::default(), Limits::default())));
        let app = App::new().app_data(state).wrap(from_fn(front_door)).route("/ru/bang", web::get().to(bang));
        let service = init_service(app).await;
        let error = try_call_service(&service, TestRequest::get().uri("/ru/bang").to_request())
            .await
            .expect_err("the answer comes as an error, since the request went down with the handler");
        let answer = error.error_response();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(answer.headers().contains_key("content-security-policy"));
        let body = answer.into_body().try_into_bytes().expect("the page is whole");
        assert!(String::from_utf8_lossy(&body).contains("<html lang=\"ru\">"));
    }
}
