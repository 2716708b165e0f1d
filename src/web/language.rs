//! Which language an answer is in: the address's, else the reader's choice, else what the browser asks for.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};
use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use unic_langid::LanguageIdentifier;

use super::state::State;
use crate::catalog::Language;
use crate::config::Site;

/// The cookie that keeps the reader's choice; the only one there is.
pub const COOKIE: &str = "lang";

/// The language that an address names: `/ru/errors/` is Russian.
pub fn of_path(path: &str, known: &[Language]) -> Option<Language> {
    let first = path.strip_prefix('/')?.split('/').next()?;
    parse(first, known)
}

/// A language by its code, if the site has it.
pub fn parse(code: &str, known: &[Language]) -> Option<Language> {
    code.parse().ok().filter(|language| known.contains(language))
}

/// The language that the reader wants: their earlier choice, else the best match for `Accept-Language`, else English.
pub fn of_reader(headers: &HeaderMap, chosen: Option<&str>, known: &[Language]) -> Language {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen
        .and_then(|code| parse(code, known))
        .or_else(|| accepted.and_then(|header| negotiate(header, known)))
        .unwrap_or(Language::ENGLISH)
}

/// The language for a request whose address names none.
pub fn of_request(request: &HttpRequest, state: &State) -> Language {
    let chosen = request.cookie(COOKIE);
    of_reader(request.headers(), chosen.as_ref().map(|cookie| cookie.value()), state.catalog.languages())
}

/// The cookie of a reader's choice, for a year.
pub fn cookie(language: Language, site: &Site) -> Cookie<'static> {
    Cookie::build(COOKIE, language.to_string())
        .path("/")
        .max_age(Duration::days(365))
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(site.base_url.as_deref().is_some_and(|url| url.starts_with("https://")))
        .finish()
}

/// The best of `known` for an `Accept-Language` header. The crate knows which languages match but not the weights, so
/// they are put in order first.
fn negotiate(header: &str, known: &[Language]) -> Option<Language> {
    let mut wanted: Vec<(LanguageIdentifier, u16)> = header.split(',').filter_map(weighted).collect();
    wanted.sort_by_key(|&(_, weight)| std::cmp::Reverse(weight));
    let wanted: Vec<LanguageIdentifier> = wanted.into_iter().map(|(language, _)| language).collect();
    let known: Vec<LanguageIdentifier> = known.iter().filter_map(|language| language.as_str().parse().ok()).collect();
    let best = negotiate_languages(&wanted, &known, None, NegotiationStrategy::Lookup);
    best.first().and_then(|language| language.language.as_str().parse().ok())
}

/// `ru-RU;q=0.9` → the language and its weight in thousandths; `None` for one that is not wanted at all.
fn weighted(item: &str) -> Option<(LanguageIdentifier, u16)> {
    let (tag, parameters) = item.split_once(';').unwrap_or((item, ""));
    let weight = super::encoding::weight(parameters);
    let language = tag.trim().parse().ok()?;
    (weight > 0).then_some((language, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [Language; 2] = [Language::ENGLISH, Language::RUSSIAN];

    #[test]
    fn the_weights_decide_and_not_the_order() {
        assert_eq!(negotiate("en;q=0.5, ru-RU;q=0.9", &KNOWN), Some(Language::RUSSIAN));
        assert_eq!(negotiate("ru;q=0.3,en-GB", &KNOWN), Some(Language::ENGLISH));
    }

    #[test]
    fn a_language_with_weight_zero_is_not_wanted() {
        assert_eq!(negotiate("ru;q=0, en;q=0.1", &KNOWN), Some(Language::ENGLISH));
        assert_eq!(negotiate("ru;q=0", &KNOWN), None);
    }

    #[test]
    fn a_language_that_we_lack_is_passed_over() {
        assert_eq!(negotiate("de-AT,de;q=0.9,ru;q=0.2", &KNOWN), Some(Language::RUSSIAN));
        assert_eq!(negotiate("de", &KNOWN), None);
        assert_eq!(negotiate("*;q=0.1, ;;, \u{fe}", &KNOWN), None);
    }

    #[test]
    fn the_readers_choice_comes_before_the_browsers() {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, "en".parse().expect("it is a header"));
        assert_eq!(of_reader(&headers, Some("ru"), &KNOWN), Language::RUSSIAN);
        assert_eq!(of_reader(&headers, Some("xx"), &KNOWN), Language::ENGLISH);
        assert_eq!(of_reader(&HeaderMap::new(), None, &KNOWN), Language::ENGLISH);
    }

    #[test]
    fn an_address_names_its_language_in_the_first_segment() {
        assert_eq!(of_path("/ru/errors/x", &KNOWN), Some(Language::RUSSIAN));
        assert_eq!(of_path("/de/", &KNOWN), None);
        assert_eq!(of_path("/", &KNOWN), None);
    }
}
