//! The result page: the verdict before any explanation, then the proof, the steps, the note to hand over, the facts,
//! what else it could be, and where the signs disagree.

use askama::Template;

use super::excerpt::{Excerpt, Piece, visible};
use super::facts::{self, Fact, SaidBy};
use super::format;
use super::frame::{Frame, Listing};
use super::paste::{Kept, Paste};
use super::state::State;
use crate::catalog::{Article, Language, Who};
use crate::diagnose::{self, Alternative, Delivered, Diagnosis, Finding};

#[derive(Template)]
#[template(path = "result.html")]
pub struct ResultPage<'s> {
    frame: Frame<'s>,
    kept: Kept,
    fates: Vec<Fate<'s>>,
    /// Of the headings under one fate: one deeper where there are several.
    level: u8,
    facts: Vec<Fact>,
    /// Whether codes are among the facts, each explained there.
    has_codes: bool,
    others: Vec<Other<'s>>,
    notes: Vec<String>,
}

/// What became of the message to one recipient, or to several alike.
struct Fate<'s> {
    /// Counted from 1.
    place: usize,
    /// The end of its anchors: nothing for the first, then `-2`, `-3` …
    nth: String,
    article: &'s Article,
    number: u32,
    path: String,
    delivered: String,
    why_asked: String,
    odds: String,
    excerpts: Vec<Excerpt>,
    roles: Vec<Role<'s>>,
    for_whom: String,
    letters: Vec<Letter>,
}

/// What one of the three parties can do.
struct Role<'s> {
    heading: &'s str,
    steps: &'s str,
    is_open: bool,
}

/// A note to hand over, in one language.
struct Letter {
    language: Language,
    language_name: String,
    subject: String,
    text: String,
    /// Lines that the box shows at once.
    rows: usize,
}

/// What it could be instead.
struct Other<'s> {
    title: &'s str,
    path: String,
    why: String,
    /// How the two are told apart, as the articles say it.
    tell: Option<&'s str>,
}

impl<'s> ResultPage<'s> {
    /// Diagnoses the paste and renders the page.
    ///
    /// # Errors
    /// The template fails, which a test of every entry rules out.
    pub fn print(state: &'s State, language: Language, paste: &Paste) -> Result<String, askama::Error> {
        let diagnosis = diagnose::diagnose(&state.catalog, &paste.bytes);
        ResultPage::new(state, language, paste, &diagnosis).render()
    }

    fn new(state: &'s State, language: Language, paste: &Paste, diagnosis: &Diagnosis<'s>) -> Self {
        let frame = Frame::new(state, language, "diagnose", Listing::Unlisted);
        let told = Teller { state, frame: &frame, diagnosis };
        let fates = told.fates();
        Self {
            kept: paste.kept(),
            level: if fates.len() > 1 { 3 } else { 2 },
            fates,
            facts: facts::facts(diagnosis, &state.catalog, &frame),
            has_codes: facts::has_codes(diagnosis),
            others: diagnosis.alternatives.iter().filter_map(|other| told.other(other)).collect(),
            notes: diagnosis
                .notes
                .iter()
                .map(|note| visible(&diagnose::note_text(note, &state.catalog, language)))
                .collect(),
            frame,
        }
    }
}

/// Puts a diagnosis into one language's words.
struct Teller<'a, 's> {
    state: &'s State,
    frame: &'a Frame<'s>,
    diagnosis: &'a Diagnosis<'s>,
}

impl<'a, 's> Teller<'a, 's> {
    fn fates(&self) -> Vec<Fate<'s>> {
        let mut alike: Vec<Vec<&'a Finding<'s>>> = Vec::new();
        for finding in &self.diagnosis.findings {
            let same = |group: &&mut Vec<&Finding<'_>>| {
                group.iter().all(|one| one.entry.id == finding.entry.id && one.delivered == finding.delivered)
            };
            match alike.iter_mut().find(same) {
                Some(group) => group.push(finding),
                None => alike.push(vec![finding]),
            }
        }
        alike.iter().enumerate().filter_map(|(place, group)| self.fate(place + 1, group)).collect()
    }

    fn fate(&self, place: usize, group: &[&'a Finding<'s>]) -> Option<Fate<'s>> {
        let finding = *group.first()?;
        let language = self.frame.language;
        let article = finding.entry.article(language)?;
        Some(Fate {
            place,
            nth: if place == 1 { String::new() } else { format!("-{place}") },
            article,
            number: finding.entry.number,
            path: format!("/{language}/errors/{}", finding.entry.id),
            delivered: self.delivered(finding.delivered, group),
            why_asked: self.frame.say(why_asked(finding.delivered)),
            odds: self.odds(finding.confidence),
            excerpts: self.excerpts(group),
            roles: roles(article, finding.cause.who),
            for_whom: self.who(finding),
            letters: self.letters(finding),
        })
    }

    /// "No, not to anna@example.org and 2 more".
    fn delivered(&self, delivered: Delivered, group: &[&Finding<'s>]) -> String {
        let recipients: Vec<&str> = group.iter().filter_map(|finding| finding.recipient.as_deref()).collect();
        let id = format!("delivered-{}", delivered.as_str());
        if recipients.is_empty() {
            return self.frame.say(&id);
        }
        let list = visible(&format::list(&recipients, self.frame.words));
        self.frame.say_with(&format!("{id}-to"), &[("to", &list)])
    }

    fn odds(&self, confidence: f64) -> String {
        let level = self.frame.say(match confidence {
            0.9.. => "result-sure",
            0.6.. => "result-likely",
            _ => "result-perhaps",
        });
        let percent = format!("{:.0}", (confidence * 100.0).clamp(1.0, 99.0));
        self.frame.say_with("result-odds", &[("level", &level), ("percent", &percent)])
    }

    /// One excerpt for each part that holds deciding words.
    fn excerpts(&self, group: &[&Finding<'s>]) -> Vec<Excerpt> {
        let evidence = || group.iter().flat_map(|finding| &finding.evidence);
        let parts = self.diagnosis.parts.iter().enumerate();
        let marked = parts.filter_map(|(place, part)| {
            let marks: Vec<_> =
                evidence().filter(|words| words.part == place).map(|words| words.range.clone()).collect();
            (!marks.is_empty()).then(|| Excerpt::new(part, &marks, self.frame.language))
        });
        marked.collect()
    }

    fn who(&self, finding: &Finding<'s>) -> String {
        let note = diagnose::hand_over(self.diagnosis, finding, &self.state.catalog, self.frame.language);
        self.frame.say(&format!("who-{}", note.to.as_str()))
    }

    /// The note in every language, the reader's own first.
    fn letters(&self, finding: &Finding<'s>) -> Vec<Letter> {
        let own = self.frame.language;
        let mut languages = self.state.catalog.languages().to_vec();
        languages.sort_by_key(|&language| language != own);
        let letter = |language| {
            let note = diagnose::hand_over(self.diagnosis, finding, &self.state.catalog, language);
            let text = visible(&note.text);
            Letter {
                rows: text.lines().count().clamp(8, 20),
                language,
                language_name: self.frame.name_of(language),
                subject: visible(&note.subject),
                text,
            }
        };
        languages.into_iter().map(letter).collect()
    }

    fn other(&self, other: &Alternative<'s>) -> Option<Other<'s>> {
        let language = self.frame.language;
        let article = other.entry.article(language)?;
        let finding = self.diagnosis.findings.first();
        let tell = finding.and_then(|finding| {
            let ours = finding.entry.article(language)?;
            tell_apart(ours, &other.entry.id).or_else(|| tell_apart(article, &finding.entry.id))
        });
        Some(Other {
            title: &article.title,
            path: format!("/{language}/errors/{}", other.entry.id),
            why: visible(&diagnose::why_text(&other.why, &self.state.catalog, language)),
            tell,
        })
    }
}

fn why_asked(delivered: Delivered) -> &'static str {
    match delivered {
        Delivered::No | Delivered::Partly => "verdict-why",
        Delivered::Delayed => "verdict-why-delayed",
        Delivered::Yes | Delivered::Unknown => "verdict-why-plain",
    }
}

/// The steps of each role, one of them open: that of whoever can mend it on the reader's side. A bounce comes back to
/// the one who wrote, so where the recipient's side must act, the open role is the sender's.
fn roles(article: &Article, who: Who) -> Vec<Role<'_>> {
    let readers = match who {
        Who::Sender | Who::Recipient | Who::RecipientAdmin | Who::Network => "sender",
        Who::SenderAdmin | Who::Provider => "admin",
    };
    let sections: Vec<_> = ["sender", "recipient", "admin"].iter().filter_map(|role| article.section(role)).collect();
    let open = sections.iter().position(|section| section.anchor == readers).unwrap_or(0);
    sections
        .into_iter()
        .enumerate()
        .map(|(place, section)| Role { heading: &section.heading, steps: &section.html, is_open: place == open })
        .collect()
}

/// What an article's list of look-alikes says about another entry, as HTML: the list item that links to it.
fn tell_apart<'s>(article: &'s Article, id: &str) -> Option<&'s str> {
    let link = format!("/errors/{id}\"");
    let items = article.section("not")?.html.split("<li>").skip(1);
    items.filter_map(|item| item.split("</li>").next()).find(|item| item.contains(&link)).map(str::trim)
}
