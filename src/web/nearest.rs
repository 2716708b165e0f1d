//! The pages nearest to an address that leads nowhere: by ids, titles, aliases and codes.

use percent_encoding::percent_decode_str;

use crate::catalog::{Catalog, Language, Page, Target};

/// Characters of the wanted address that are compared; the measure is quadratic.
const LONGEST: usize = 48;
/// Pages that are offered.
const MOST: usize = 5;
/// Below this likeness a page has nothing to do with the address. Found by trying misspelt ids against the catalog.
const LEAST: f64 = 0.78;

/// Every page under each of its names.
pub struct Nearest(Vec<Name>);

struct Name {
    /// Lower case, words parted by one space.
    folded: String,
    /// `None`: the name is the same in all languages.
    language: Option<Language>,
    target: Target,
}

/// A page that may be the one wanted.
pub struct Near<'c> {
    pub title: &'c str,
    pub path: String,
}

impl Nearest {
    /// Every name in the catalog.
    pub fn new(catalog: &Catalog) -> Self {
        let mut names = Self(Vec::new());
        for entry in catalog.entries() {
            let pages = entry.articles.iter().map(|(&language, article)| (language, &article.page));
            names.add(&entry.id, &[], pages, &Target::Entry(entry.id.clone()));
        }
        for code in catalog.code_pages() {
            names.add(&code.code.to_string(), &[], [], &Target::Code(code.code));
        }
        let of_room = |(&language, page)| (language, page);
        for provider in catalog.providers().iter().filter(|provider| !provider.pages.is_empty()) {
            let target = Target::Provider(provider.id.clone());
            names.add(&provider.name, &provider.names, provider.pages.iter().map(of_room), &target);
        }
        for program in catalog.programs() {
            let target = Target::Program(program.id.clone());
            names.add(&program.name, &program.names, program.pages.iter().map(of_room), &target);
        }
        for guide in catalog.guides() {
            names.add(&guide.id, &[], guide.pages.iter().map(of_room), &Target::Guide(guide.id.clone()));
        }
        names
    }

    fn add<'p>(
        &mut self,
        name: &str,
        names: &[String],
        pages: impl IntoIterator<Item = (Language, &'p Page)>,
        target: &Target,
    ) {
        let known = std::iter::once(name).chain(names.iter().map(String::as_str)).map(|name| (name, None));
        let titles = pages.into_iter().flat_map(|(language, page)| {
            std::iter::once(&page.title).chain(&page.aliases).map(move |name| (name.as_str(), Some(language)))
        });
        let named = |(name, language)| Name { folded: folded(name), language, target: target.clone() };
        self.0.extend(known.chain(titles).map(named));
    }

    /// The pages whose names are most like the end of `path`, the likest first.
    pub fn to<'c>(&self, path: &str, language: Language, catalog: &'c Catalog) -> Vec<Near<'c>> {
        let wanted = wanted(path);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut scored: Vec<(f64, &Target)> = Vec::new();
        for name in self.0.iter().filter(|name| name.language.is_none_or(|of| of == language)) {
            let score = likeness(&wanted, &name.folded);
            match scored.iter_mut().find(|(_, target)| **target == name.target) {
                Some(known) => known.0 = known.0.max(score),
                None => scored.push((score, &name.target)),
            }
        }
        scored.retain(|&(score, _)| score >= LEAST);
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        scored.truncate(MOST);
        let near =
            |target: &Target| Some(Near { title: catalog.title(target, language)?, path: target.path(language) });
        scored.into_iter().filter_map(|(_, target)| near(target)).collect()
    }
}

/// The last part of the address that says something, as a name.
fn wanted(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let last = decoded.split('/').rfind(|segment| !segment.is_empty()).unwrap_or_default();
    let stem = last.trim_end_matches(".html").trim_end_matches(".md").trim_end_matches(".json");
    folded(stem).chars().take(LONGEST).collect()
}

fn folded(name: &str) -> String {
    let lower = name.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// 1 is the same. A name that holds the wanted words whole is near however long it is.
fn likeness(wanted: &str, name: &str) -> f64 {
    if wanted == name {
        return 1.0;
    }
    if wanted.chars().count() >= 4 && name.contains(wanted) {
        return 0.95;
    }
    strsim::normalized_damerau_levenshtein(wanted, name).max(strsim::jaro_winkler(wanted, name) - 0.08)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_segment_is_what_was_wanted() {
        assert_eq!(wanted("/en/errors/Mailbox_Full.html"), "mailbox full");
        assert_eq!(wanted("/ru/errors/%D1%8F%D1%89%D0%B8%D0%BA/"), "ящик");
        assert_eq!(wanted("//"), "");
    }

    #[test]
    fn a_slip_of_the_finger_is_near_and_another_word_is_not() {
        assert!(likeness("mailbox ful", "mailbox full") > LEAST);
        assert!(likeness("user unkown", "user unknown") > LEAST);
        assert!(likeness("wp login.php", "user unknown") < LEAST);
    }

    #[test]
    fn a_code_with_a_digit_too_many_is_near_to_the_code() {
        assert!(likeness("5.7.11", "5.7.1") > LEAST);
    }
}
