//! The body of a page: Markdown → the answer, sections by anchor, and the links in it.
//!
//! 1. pulldown-cmark walks it; raw HTML becomes text, links are resolved to the site's addresses.
//! 2. Each heading of level 2 or 3 opens a section, named by the anchor that the author wrote (`{#sender}`).

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use super::page::{Pointer, Section};
use super::{Language, Problem, Target};

/// What a page's body says.
pub(super) struct Body {
    pub answer: String,
    pub answer_html: String,
    pub sections: Vec<Section>,
    pub markdown: String,
    pub links: Vec<Pointer>,
}

/// Reads what follows the head in `text`.
pub(super) fn read(file: &str, text: &str, body_at: usize, language: Language, problems: &mut Vec<Problem>) -> Body {
    let body = &text[body_at..];
    let mut reader = Reader::new(file, text, body_at, language, problems);
    reader.read(body);
    reader.finish(body)
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

struct Reader<'a, 'p> {
    file: &'a str,
    text: &'a str,
    body_at: usize,
    language: Language,
    problems: &'p mut Vec<Problem>,
    open: Vec<Open<'a>>,
    answer: String,
    links: Vec<Pointer>,
    /// Links to sections of the page itself.
    jumps: Vec<(String, Range<usize>)>,
    in_heading: bool,
    in_answer: bool,
    list_is_numbered: Vec<bool>,
}

impl<'a, 'p> Reader<'a, 'p> {
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
            jumps: Vec::new(),
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
        if written.starts_with("https://") || written.starts_with("http://") {
            return CowStr::from(written.to_owned());
        }
        if link_type == LinkType::Email {
            return CowStr::from(format!("mailto:{written}"));
        }
        if let Some(anchor) = written.strip_prefix('#') {
            self.jumps.push((anchor.to_owned(), range.clone()));
            return CowStr::from(written.to_owned());
        }
        match written.parse::<Target>() {
            Ok(target) => {
                let address = target.path(self.language);
                self.links.push(Pointer { target, line: self.at(range, "").line });
                CowStr::from(address)
            }
            Err(error) => {
                self.problem(range, error.to_string());
                CowStr::from("#")
            }
        }
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
        let problem = self.at(range, what);
        self.problems.push(problem);
    }

    fn at(&self, range: &Range<usize>, what: impl Into<String>) -> Problem {
        Problem::at(self.file, self.text, self.body_at + range.start, what)
    }

    fn finish(mut self, body: &str) -> Body {
        for (anchor, range) in std::mem::take(&mut self.jumps) {
            if self.open.iter().all(|section| section.anchor != anchor) {
                self.problem(&range, format!("`#{anchor}` is no section of this page"));
            }
        }
        let mut ends: Vec<usize> = self.open.iter().skip(1).map(|open| open.from).collect();
        ends.push(body.len());
        let mut sections = self.open.into_iter().zip(ends).map(|(open, end)| open.close(body, end));
        Body {
            answer: self.answer,
            answer_html: sections.next().map(|section| section.html).unwrap_or_default(),
            sections: sections.collect(),
            markdown: body.trim_start().to_owned(),
            links: self.links,
        }
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

    const HEAD: &str = "+++\ntitle = \"T\"\n+++\n";

    fn read(body: &str) -> (Body, Vec<Problem>) {
        let mut problems = Vec::new();
        let text = format!("{HEAD}{body}");
        (super::read("x/en.md", &text, HEAD.len(), Language::ENGLISH, &mut problems), problems)
    }

    fn section<'b>(body: &'b Body, anchor: &str) -> &'b Section {
        body.sections.iter().find(|section| section.anchor == anchor).expect("it is there")
    }

    #[test]
    fn the_first_paragraph_is_the_answer_and_headings_open_sections() {
        let (body, problems) = read(
            "No such `mailbox`.\n\nMore.\n\n## What to do {#do}\n\n### You wrote {#sender}\n1. One\n2. [Two](mailbox-full)\n",
        );
        assert_eq!(problems, []);
        assert_eq!(body.answer, "No such mailbox.");
        assert!(body.answer_html.ends_with("<p>More.</p>\n"));
        let sender = section(&body, "sender");
        assert_eq!((sender.level, sender.heading.as_str(), sender.steps), (3, "You wrote", 2));
        assert!(sender.html.contains("<a href=\"/en/errors/mailbox-full\">Two</a>"));
        assert_eq!(sender.markdown, "1. One\n2. [Two](mailbox-full)");
    }

    #[test]
    fn html_and_foreign_schemes_are_problems_and_never_get_through() {
        let (body, problems) = read("A <b>b</b> [x](javascript:alert(1)).\n");
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(!body.answer_html.contains("<b>") && !body.answer_html.contains("javascript"));
    }

    #[test]
    fn a_problem_names_the_line_of_the_file() {
        let (_, problems) = read("Answer.\n\n## No anchor\n");
        assert_eq!(problems[0].line, 6);
    }

    #[test]
    fn a_link_is_kept_with_its_line() {
        let (body, _) = read("Answer.\n\n- [5.1.1](code:5.1.1)\n- [Gmail](provider:gmail)\n");
        let lines: Vec<(String, usize)> = body.links.iter().map(|link| (link.target.to_string(), link.line)).collect();
        assert_eq!(lines, [("code:5.1.1".to_owned(), 6), ("provider:gmail".to_owned(), 7)]);
    }

    #[test]
    fn a_jump_within_the_page_needs_its_section() {
        let (_, problems) = read("[There](#there), [nowhere](#nowhere).\n\n## There {#there}\n");
        assert_eq!(problems.len(), 1);
        assert!(problems[0].what.contains("#nowhere"));
    }
}
