//! The languages of one page must say the same: the same sections, as many steps in each, and none behind the other.

use super::super::{Page, Problem};
use super::Pages;

pub(super) fn check(of: &Pages, problems: &mut Vec<Problem>) {
    let mut pages = of.pages.values();
    if let Some(first) = pages.next() {
        for other in pages {
            let file = of.file(other.language);
            problems.extend(differences(first, other).into_iter().map(|what| Problem::of_file(&file, what)));
        }
    }
    for page in of.pages.values() {
        if let Some(newer) = of.pages.values().find(|sibling| page.is_behind(sibling)) {
            let day = |page: &Page| page.reviewed.clone().unwrap_or_default();
            let what =
                format!("is behind its sibling: reviewed on {}, {}.md on {}", day(page), newer.language, day(newer));
            problems.push(Problem::of_file(&of.file(page.language), what));
        }
    }
}

fn differences(first: &Page, other: &Page) -> Vec<String> {
    let anchors = |page: &Page| -> Vec<String> { page.sections.iter().map(|section| section.anchor.clone()).collect() };
    let mut found = Vec::new();
    if anchors(first) != anchors(other) {
        found.push(format!("has other sections than its sibling {}.md", first.language));
    }
    for section in &first.sections {
        let Some(sibling) = other.section(&section.anchor) else { continue };
        if sibling.steps != section.steps {
            let (steps, wanted) = (sibling.steps, section.steps);
            found.push(format!("{{#{}}} has {steps} steps, {}.md has {wanted}", section.anchor, first.language));
        }
    }
    found
}
