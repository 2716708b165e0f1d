//! The forms: which sections each kind of page has, in which order, and how long it may be.

use std::ops::RangeInclusive;

use super::super::Page;

/// What a kind of page is held to.
pub(super) struct Form {
    pub slots: Slots,
    /// Words of the body that are read to the end.
    pub words: RangeInclusive<usize>,
    /// Of these sections one must be there.
    pub one_of: &'static [&'static str],
}

/// Which sections a page has.
pub(super) enum Slots {
    /// These, in this order, and no others.
    Fixed(&'static [Slot]),
    /// The author's own.
    Free,
}

/// One section of a form.
pub(super) struct Slot {
    anchor: &'static str,
    level: u8,
    need: Need,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Always,
    MayLack,
}

const fn always(anchor: &'static str) -> Slot {
    Slot { anchor, level: 2, need: Need::Always }
}

const fn may_lack(anchor: &'static str, level: u8) -> Slot {
    Slot { anchor, level, need: Need::MayLack }
}

pub(super) static ARTICLE: Form = Form {
    slots: Slots::Fixed(&[
        always("see"),
        always("happened"),
        always("do"),
        may_lack("sender", 3),
        may_lack("recipient", 3),
        may_lack("admin", 3),
        always("wait"),
        always("not"),
        always("dont"),
        always("support"),
        may_lack("providers", 2),
    ]),
    words: 150..=1000,
    one_of: &["sender", "recipient", "admin"],
};

/// A filter before others' mailboxes has no limits and no settings for a mail program.
pub(super) static PROVIDER: Form = Form {
    slots: Slots::Fixed(&[always("replies"), may_lack("limits", 2), may_lack("settings", 2), always("admin")]),
    words: 150..=550,
    one_of: &[],
};

pub(super) static PROGRAM: Form = Form {
    slots: Slots::Fixed(&[always("copy"), always("messages"), always("settings")]),
    words: 150..=550,
    one_of: &[],
};

pub(super) static GUIDE: Form = Form { slots: Slots::Free, words: 400..=1300, one_of: &[] };

impl Form {
    /// What is wrong with a page's sections.
    pub fn misplaced(&self, page: &Page) -> Vec<String> {
        let mut found = match &self.slots {
            Slots::Fixed(slots) => out_of_form(slots, page),
            Slots::Free if page.sections.is_empty() => vec!["has no sections".to_owned()],
            Slots::Free => twice(page),
        };
        if !self.one_of.is_empty() && !self.one_of.iter().any(|anchor| page.section(anchor).is_some()) {
            let names: Vec<String> = self.one_of.iter().map(|anchor| format!("{{#{anchor}}}")).collect();
            found.push(format!("has steps for nobody: one of {} must be there", names.join(", ")));
        }
        found
    }
}

fn out_of_form(slots: &[Slot], page: &Page) -> Vec<String> {
    let mut found = Vec::new();
    for Slot { anchor, level, need } in slots {
        match page.section(anchor) {
            Some(section) if section.level != *level => {
                found.push(format!("{{#{anchor}}} is a heading of level {level}"));
            }
            None if *need == Need::Always => found.push(format!("has no section {{#{anchor}}}")),
            _ => {}
        }
    }
    let place = |anchor: &str| slots.iter().position(|slot| slot.anchor == anchor);
    let places: Vec<Option<usize>> = page.sections.iter().map(|section| place(&section.anchor)).collect();
    for (section, place) in page.sections.iter().zip(&places) {
        if place.is_none() {
            found.push(format!("{{#{}}} is no section of the form", section.anchor));
        }
    }
    if !places.iter().flatten().is_sorted_by(|one, next| one < next) {
        found.push("the sections are not in the order of the form, each once".to_owned());
    }
    found
}

/// Anchors must be unique on a page.
fn twice(page: &Page) -> Vec<String> {
    let anchors = || page.sections.iter().map(|section| section.anchor.as_str());
    let is_again = |(place, anchor): &(usize, &str)| anchors().take(*place).any(|earlier| earlier == *anchor);
    anchors().enumerate().filter(is_again).map(|(_, anchor)| format!("{{#{anchor}}} stands twice")).collect()
}
