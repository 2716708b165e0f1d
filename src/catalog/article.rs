//! An article: Markdown with a TOML head → title, verdict words, the answer, and sections by anchor.
//!
//! 1. The head between two `+++` lines is read as TOML.
//! 2. pulldown-cmark walks the body; raw HTML becomes text, links are resolved to the site's addresses.
//! 3. Each heading of level 2 or 3 opens a section, named by the anchor that the author wrote (`{#sender}`).

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};
use serde::Deserialize;

use super::{Language, Problem};
use crate::code::Code;

/// One language's page about an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The language that it is written in.
    pub language: Language,
    /// What people search for.
    pub title: String,
    /// The verdict card: why the message did not arrive.
    pub why: String,
    /// The verdict card: who has to do something.
    pub whose_move: String,
    /// The verdict card: whether to send again.
    pub again: String,
    /// What people call it.
    pub aliases: Vec<String>,
    /// The first paragraph as plain text: the answer in a sentence.
    pub answer: String,
    /// The first paragraph as HTML.
    pub answer_html: String,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The whole body as the author wrote it, without the head.
    pub markdown: String,
    /// Ids of the entries that it links to.
    pub links: Vec<String>,
}

/// What stands under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The same in every language.
    pub anchor: String,
    /// 2 or 3.
    pub level: u8,
    /// The heading's words.
    pub heading: String,
    /// What stands under it, up to the next heading, as HTML.
    pub html: String,
    /// The same as the author wrote it.
    pub markdown: String,
    /// Number of steps: items of its numbered lists.
    pub steps: usize,
}

impl Article {
    /// The section of that anchor.
    pub fn section(&self, anchor: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.anchor == anchor)
    }

    /// Reads an article. What is wrong with it goes to `problems`; `None` where not even a head can be read.
    pub fn read(file: &str, text: &str, language: Language, problems: &mut Vec<Problem>) -> Option<Self> {
        let (head, body_at) = read_head(file, text, problems)?;
        let body = &text[body_at..];
        let mut reader = BodyReader::new(file, text, body_at, language, problems);
        reader.read(body);
        let links = std::mem::take(&mut reader.links);
        let (opening, sections) = reader.finish(body);
        Some(Self {
            language,
            title: head.title,
            why: head.why,
            whose_move: head.whose_move,
            again: head.again,
            aliases: head.aliases,
            answer: opening.answer,
            answer_html: opening.html,
            sections,
            markdown: body.trim_start().to_owned(),
            links,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    title: String,
    why: String,
    #[serde(rename = "move")]
    whose_move: String,
    again: String,
    #[serde(default)]
    aliases: Vec<String>,
}

/// Where a page of another room is: `provider:gmail` is `/en/providers/gmail`.
fn room_address(language: Language, room: &str, id: &str) -> Option<String> {
    match room {
        "provider" | "program" | "guide" => Some(format!("/{language}/{room}s/{id}")),
        "term" => Some(format!("/{language}/terms/#{id}")),
        _ => None,
    }
}

/// The head, and the byte where the body starts.
fn read_head(file: &str, text: &str, problems: &mut Vec<Problem>) -> Option<(Head, usize)> {
    let Some((head, rest)) = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")) else {
        problems.push(Problem::at(file, text, 0, "the article must open with a head between two `+++` lines"));
        return None;
    };
    match toml::from_str(head) {
        Ok(head) => Some((head, text.len() - rest.len())),
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start) + "+++\n".len();
            problems.push(Problem::at(file, text, offset, error.message()));
            None
        }
    }
}

/// The paragraphs before the first heading.
#[derive(Default)]
struct Opening {
    answer: String,
    html: String,
}

/// A section under way: its events are turned to HTML when the next heading opens.
struct Open<'a> {
    anchor: String,
    level: u8,
    heading: String,
    from: usize,
    steps: usize,
    events: Vec<Event<'a>>,
}

struct BodyReader<'a, 'p> {
    file: &'a str,
    text: &'a str,
    body_at: usize,
    language: Language,
    problems: &'p mut Vec<Problem>,
    open: Vec<Open<'a>>,
    answer: String,
    links: Vec<String>,
    in_heading: bool,
    in_answer: bool,
    list_is_numbered: Vec<bool>,
}

impl<'a, 'p> BodyReader<'a, 'p> {
    fn new(file: &'a str, text: &'a str, body_at: usize, language: Language, problems: &'p mut Vec<Problem>) -> Self {
        let opening =
            Open { anchor: String::new(), level: 1, heading: String::new(), from: 0, steps: 0, events: Vec::new() };
        Self {
            file,
            text,
            body_at,
            language,
            problems,
            open: vec![opening],
            answer: String::new(),
            links: Vec::new(),
            in_heading: false,
            in_answer: false,
            list_is_numbered: Vec::new(),
        }
    }

    fn read(&mut self, body: &'a str) {
        let options = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_TABLES;
        for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
            self.take(event, range);
        }
    }

    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        match &event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                self.open_section(*level, id.as_deref(), range);
                return;
            }
            Event::End(TagEnd::Heading(_)) => {
                self.in_heading = false;
                return;
            }
            Event::Text(words) | Event::Code(words) if self.in_heading => {
                let heading = &mut self.current().heading;
                heading.push_str(words);
                return;
            }
            Event::Start(Tag::Paragraph) if self.open.len() == 1 && self.answer.is_empty() => self.in_answer = true,
            Event::End(TagEnd::Paragraph) => self.in_answer = false,
            Event::Start(Tag::List(first)) => self.list_is_numbered.push(first.is_some()),
            Event::End(TagEnd::List(_)) => drop(self.list_is_numbered.pop()),
            Event::Start(Tag::Item) if self.list_is_numbered == [true] => self.current().steps += 1,
            Event::Text(words) | Event::Code(words) if self.in_answer => self.answer.push_str(words),
            Event::SoftBreak | Event::HardBreak if self.in_answer => self.answer.push(' '),
            _ => {}
        }
        let event = self.made_safe(event, range);
        self.current().events.push(event);
    }

    /// Raw HTML becomes text, and links get the addresses of the site.
    fn made_safe(&mut self, event: Event<'a>, range: Range<usize>) -> Event<'a> {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => {
                self.problem(&range, format!("HTML is not taken in articles: {}", raw.trim()));
                Event::Text(raw)
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = self.address(link_type, &dest_url, &range);
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Event::Start(Tag::Image { .. }) => {
                self.problem(&range, "pictures are not taken in articles");
                event
            }
            other => other,
        }
    }

    fn address(&mut self, link_type: LinkType, written: &str, range: &Range<usize>) -> CowStr<'a> {
        let language = self.language;
        if written.starts_with("https://") || written.starts_with("http://") || written.starts_with('#') {
            return CowStr::from(written.to_owned());
        }
        if link_type == LinkType::Email {
            return CowStr::from(format!("mailto:{written}"));
        }
        if let Some(code) = written.strip_prefix("code:") {
            return match code.parse::<Code>() {
                Ok(code) => CowStr::from(format!("/{language}/codes/{code}")),
                Err(_) => self.dead_link(written, range),
            };
        }
        if let Some((room, id)) = written.split_once(':')
            && let Some(address) = room_address(language, room, id)
        {
            return CowStr::from(address);
        }
        if !written.is_empty() && written.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            self.links.push(written.to_owned());
            return CowStr::from(format!("/{language}/errors/{written}"));
        }
        self.dead_link(written, range)
    }

    fn dead_link(&mut self, written: &str, range: &Range<usize>) -> CowStr<'a> {
        self.problem(range, format!("`{written}` is no entry's id, no code: link and no address"));
        CowStr::from("#")
    }

    fn open_section(&mut self, level: HeadingLevel, anchor: Option<&str>, range: Range<usize>) {
        let level = level as u8;
        if !(2..=3).contains(&level) {
            self.problem(&range, "headings are of level 2 or 3: the title stands in the head");
        }
        let Some(anchor) = anchor else {
            self.problem(&range, "a heading needs its anchor, such as {#sender}");
            self.in_heading = true;
            return;
        };
        self.in_heading = true;
        self.open.push(Open {
            anchor: anchor.to_owned(),
            level: level.clamp(2, 3),
            heading: String::new(),
            from: range.start,
            steps: 0,
            events: Vec::new(),
        });
    }

    fn current(&mut self) -> &mut Open<'a> {
        self.open.last_mut().expect("the opening is there from the start and never taken")
    }

    fn problem(&mut self, range: &Range<usize>, what: impl Into<String>) {
        self.problems.push(Problem::at(self.file, self.text, self.body_at + range.start, what));
    }

    fn finish(self, body: &str) -> (Opening, Vec<Section>) {
        let mut ends: Vec<usize> = self.open.iter().skip(1).map(|open| open.from).collect();
        ends.push(body.len());
        let mut sections = self.open.into_iter().zip(ends).map(|(open, end)| open.close(body, end));
        let opening = sections.next().map(|section| section.html).unwrap_or_default();
        (Opening { answer: self.answer, html: opening }, sections.collect())
    }
}

impl Open<'_> {
    fn close(self, body: &str, end: usize) -> Section {
        let mut rendered = String::new();
        html::push_html(&mut rendered, self.events.into_iter());
        let written = &body[self.from..end];
        let below_heading = written.split_once('\n').map_or("", |(_, below)| below);
        Section {
            anchor: self.anchor,
            level: self.level,
            heading: self.heading,
            html: rendered,
            markdown: below_heading.trim().to_owned(),
            steps: self.steps,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Article, Vec<Problem>) {
        let text = format!("+++\ntitle = \"T\"\nwhy = \"W\"\nmove = \"M\"\nagain = \"A\"\n+++\n{body}");
        let mut problems = Vec::new();
        let article = Article::read("x/en.md", &text, Language::ENGLISH, &mut problems).expect("the head is whole");
        (article, problems)
    }

    #[test]
    fn the_first_paragraph_is_the_answer_and_headings_open_sections() {
        let (article, problems) = read(
            "No such `mailbox`.\n\nMore.\n\n## What to do {#do}\n\n### You wrote {#sender}\n1. One\n2. [Two](mailbox-full)\n",
        );
        assert_eq!(problems, []);
        assert_eq!(article.answer, "No such mailbox.");
        assert!(article.answer_html.ends_with("<p>More.</p>\n"));
        let sender = article.section("sender").expect("it is there");
        assert_eq!((sender.level, sender.heading.as_str(), sender.steps), (3, "You wrote", 2));
        assert!(sender.html.contains("<a href=\"/en/errors/mailbox-full\">Two</a>"));
        assert_eq!(sender.markdown, "1. One\n2. [Two](mailbox-full)");
    }

    #[test]
    fn html_and_foreign_schemes_are_problems_and_never_get_through() {
        let (article, problems) = read("A <b>b</b> [x](javascript:alert(1)).\n");
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(!article.answer_html.contains("<b>") && !article.answer_html.contains("javascript"));
    }

    #[test]
    fn a_problem_names_the_line_of_the_file() {
        let (_, problems) = read("Answer.\n\n## No anchor\n");
        assert_eq!(problems[0].line, 9);
    }
}
