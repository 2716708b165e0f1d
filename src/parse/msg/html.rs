//! HTML → its text, line by line as a reader sees it. One pass, without a tree: the bodies of messages are rarely sound.

use encoding_rs::WINDOWS_1252;

/// The text of HTML.
pub(super) fn text(html: &str) -> String {
    let mut text = Text::default();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.add(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('<') { after_tag(rest, &mut text) } else { after_entity(rest, &mut text) };
    }
    text.add(rest);
    text.out
}

/// Text that grows, with the breaks that are due before its next word.
#[derive(Debug, Default)]
struct Text {
    out: String,
    space: bool,
    breaks: usize,
    is_preformatted: bool,
}

impl Text {
    fn add(&mut self, words: &str) {
        words.chars().for_each(|character| self.push(character));
    }

    fn push(&mut self, character: char) {
        if character == '\n' && self.is_preformatted {
            self.breaks += 1;
        } else if character.is_whitespace() && !(self.is_preformatted && self.breaks == 0) {
            self.space = true;
        } else {
            self.settle();
            self.out.push(character);
        }
    }

    /// Breaks follow no break, and nothing stands before the first word.
    fn settle(&mut self) {
        let (breaks, space) = (std::mem::take(&mut self.breaks), std::mem::take(&mut self.space));
        if self.out.is_empty() {
            return;
        }
        match breaks {
            0 if space => self.out.push(' '),
            0 => {}
            1 => self.out.push('\n'),
            _ => self.out.push_str("\n\n"),
        }
    }

    fn obey(&mut self, name: &str) {
        match name.trim_start_matches('/') {
            "br" => self.breaks += 1,
            "pre" => {
                self.is_preformatted = name == "pre";
                self.breaks = self.breaks.max(1);
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.breaks = self.breaks.max(2),
            "div" | "tr" | "table" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "blockquote" | "hr" | "body"
            | "center" => {
                self.breaks = self.breaks.max(1);
            }
            "td" | "th" => self.space = true,
            _ => {}
        }
    }
}

/// What follows a tag, with the content that nobody sees. `rest` opens with `<`.
fn after_tag<'a>(rest: &'a str, text: &mut Text) -> &'a str {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    let inside = &rest[1..];
    if !inside.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')) {
        text.push('<');
        return inside;
    }
    let Some((tag, rest)) = inside.split_once('>') else { return "" };
    // Servers that put a refusal into HTML forget to escape it: `550 <anna@example.org> unknown`.
    if tag.contains('@') && !tag.contains(['=', ' ', '\n']) {
        ["<", tag, ">"].into_iter().for_each(|words| text.add(words));
        return rest;
    }
    let name = tag.split(|end: char| end.is_whitespace()).next().unwrap_or_default();
    let name = name.strip_suffix('/').unwrap_or(name).to_ascii_lowercase();
    text.obey(&name);
    match name.as_str() {
        "style" | "script" | "title" => after_closing(rest, &name),
        _ => rest,
    }
}

/// What follows the tag that closes an element, or nothing where none does.
fn after_closing<'a>(rest: &'a str, name: &str) -> &'a str {
    let closes = |at: &usize| {
        let tag = rest.get(at + 2..at + 2 + name.len());
        rest[*at..].starts_with("</") && tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name))
    };
    rest.match_indices('<').map(|(at, _)| at).find(closes).map_or("", |at| &rest[at..])
}

/// What follows an entity, or the `&` of none. `rest` opens with `&`.
fn after_entity<'a>(rest: &'a str, text: &mut Text) -> &'a str {
    let inside = &rest[1..];
    let end = inside.bytes().take(10).position(|byte| byte == b';');
    match end.and_then(|end| Some((entity(&inside[..end])?, end))) {
        Some((character, end)) => {
            text.push(character);
            &inside[end + 1..]
        }
        None => {
            text.push('&');
            inside
        }
    }
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // 128 to 159 are taken from Windows' code page, as browsers do.
        return match u8::try_from(number) {
            Ok(byte @ 0x80..=0x9f) => WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next(),
            _ => char::from_u32(number),
        };
    }
    Some(match name {
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "shy" => '\u{ad}',
        "laquo" => '«',
        "raquo" => '»',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        "middot" => '·',
        "copy" => '©',
        "reg" => '®',
        "sect" => '§',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_read_line_by_line() {
        let html = "<html><head><title>No</title><STYLE>p{a>b}</style ><!--[if mso]><p>No<![endif]--></head>\r\n<body>\
            <h1>Delivery  has\r\nfailed</h1><p>550&nbsp;5.1.1 &lt;anna@example.org&gt;<br/>R&amp;D &#1103;&#x151;&#150;<p>\
            <table><tr><td>To</td><td>boris</td></tr><tr><td>a < b & c</table>";
        assert_eq!(text(html), "Delivery has failed\n\n550 5.1.1 <anna@example.org>\nR&D яő–\n\nTo boris\na < b & c");
    }

    #[test]
    fn lines_of_a_log_are_kept() {
        assert_eq!(
            text("<p>Log:</p><pre>RCPT TO:&lt;a@b.c&gt;\n  550 no\n</pre>Bye"),
            "Log:\n\nRCPT TO:<a@b.c>\n550 no\nBye"
        );
    }

    #[test]
    fn an_address_that_nobody_escaped_is_no_tag() {
        assert_eq!(text("550 <anna@example.org> unknown"), "550 <anna@example.org> unknown");
    }

    #[test]
    fn unsound_html_ends_somewhere() {
        for html in ["<", "<p", "&", "&#", "&#x110000;", "<!--", "<style>", "<style></", "</", "&я;", "<я>"] {
            text(html);
            text(&html.repeat(10_000));
        }
    }
}
