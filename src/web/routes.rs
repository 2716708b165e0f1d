//! The one list of addresses, for the program and the tests.

use actix_web::{Resource, guard, web};

use super::cached::{Sheet, Sheets};
use super::state::State;
use super::trouble::Trouble;
use super::{api, assets, codes, diagnose, errors, guides, home, machines, moved, programs, providers, terms};

/// An address, or a family of them.
pub struct Route {
    /// The pattern: `/{lang}/errors/{id}`.
    pub path: &'static str,
    /// The methods that it takes.
    pub methods: &'static [&'static str],
    /// Who answers.
    pub answer: Answer,
}

/// Who answers at an address.
pub enum Answer {
    /// A page that is the same for everyone: the function lists every page of the pattern.
    Printed(fn(&State) -> Vec<Sheet>),
    /// A handler.
    Live(fn(Resource) -> Resource),
}

/// The methods of a page.
pub const READ: &[&str] = &["GET", "HEAD"];
const WRITE: &[&str] = &["POST"];
const FORM: &[&str] = &["GET", "HEAD", "POST"];

const fn printed(path: &'static str, list: fn(&State) -> Vec<Sheet>) -> Route {
    Route { path, methods: READ, answer: Answer::Printed(list) }
}

const fn live(path: &'static str, methods: &'static [&'static str], register: fn(Resource) -> Resource) -> Route {
    Route { path, methods, answer: Answer::Live(register) }
}

/// Every address there is. A live one comes before the patterns that would also match it.
pub const ROUTES: &[Route] = &[
    live("/", READ, |at| at.route(read().to(home::front_page))),
    printed("/{lang}/", home::home_sheets),
    live("/{lang}/diagnose", FORM, |at| {
        at.route(web::post().to(diagnose::result_page)).route(read().to(diagnose::no_paste))
    }),
    printed("/{lang}/errors/", errors::errors_sheets),
    printed("/{lang}/errors/{id}", errors::error_sheets),
    printed("/{lang}/errors/{id}.md", errors::markdown_sheets),
    printed("/{lang}/errors/{id}.json", errors::json_sheets),
    printed("/{lang}/codes/", codes::codes_sheets),
    printed("/{lang}/codes/{code}", codes::code_sheets),
    printed("/{lang}/providers/", providers::providers_sheets),
    printed("/{lang}/providers/{id}", providers::provider_sheets),
    printed("/{lang}/programs/", programs::programs_sheets),
    printed("/{lang}/programs/{id}", programs::program_sheets),
    printed("/{lang}/guides/", guides::guides_sheets),
    printed("/{lang}/guides/{id}", guides::guide_sheets),
    printed("/{lang}/terms/", terms::terms_sheets),
    live("/api/v1/diagnose", WRITE, |at| at.route(web::post().to(api::diagnose))),
    printed("/api/v1/errors", api::errors_sheets),
    printed("/api/v1/errors/{id}", api::error_sheets),
    printed("/api/openapi.json", api::openapi_sheets),
    printed("/static/{name}", assets::asset_sheets),
    printed("/favicon.ico", assets::favicon_sheets),
    printed("/robots.txt", machines::robots_sheets),
    printed("/sitemap.xml", machines::sitemap_sheets),
    live("/healthz", READ, |at| at.route(read().to(machines::healthz))),
    live("/readyz", READ, |at| at.route(read().to(machines::readyz))),
    live("/errors/{id}", READ, |at| at.route(read().to(moved::error_link))),
    live("/{number}", READ, |at| at.route(read().to(moved::number_link))),
];

/// GET and HEAD: actix answers HEAD like GET, and drops the body.
fn read() -> actix_web::Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// Hands the live addresses to actix. What is neither printed nor live may have moved.
pub fn configure(app: &mut web::ServiceConfig) {
    for route in ROUTES {
        if let Answer::Live(register) = route.answer {
            let methods = route.methods;
            let refuse = move || std::future::ready(Err::<&str, _>(Trouble::WrongMethod(methods)));
            app.service(register(web::resource(route.path)).default_service(web::to(refuse)));
        }
    }
    app.default_service(web::to(moved::elsewhere));
}

/// Every printed page of the catalog.
pub fn sheets(state: &State) -> Sheets {
    let mut sheets = Sheets::default();
    for route in ROUTES {
        if let Answer::Printed(list) = route.answer {
            sheets.extend(list(state));
        }
    }
    sheets
}
