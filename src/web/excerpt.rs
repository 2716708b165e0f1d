//! The proof: the reader's own text around the deciding words, which are marked, and nothing in it invisible.

use std::ops::Range;

use crate::catalog::Language;
use crate::parse::Part;

use super::format;

/// Bytes shown on each side of the deciding words, before it is stretched to whole lines.
const AROUND: usize = 160;
/// A line longer than this is cut: log lines and base64 are.
const LONGEST_STRETCH: usize = 240;
/// Bytes of the whole text that are shown in the fold below; a page of many megabytes helps nobody.
const WHOLE: usize = 64 << 10;

/// A stretch of text in the proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Shown as it stands.
    Text(String),
    /// A character that cannot be seen or that turns the line round, written out: `U+202E`.
    Invisible(String),
    /// The deciding words begin.
    MarkOpens,
    /// They end.
    MarkCloses,
    /// Something was left out.
    Gap,
}

/// What is shown of one part of the paste.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The part's name; `None` for the paste itself.
    pub part: Option<String>,
    /// The surroundings of the deciding words.
    pub around: Vec<Piece>,
    /// The whole text, where the surroundings are not all of it already.
    pub whole: Option<Vec<Piece>>,
    /// How much of the whole is not shown, as a number in words.
    pub unshown: Option<String>,
    /// An invisible character that is shown, to explain the way that it is written.
    pub invisible: Option<String>,
}

impl Excerpt {
    /// The excerpt of `part` with `marks`, ranges of bytes of its text.
    pub fn new(part: &Part, marks: &[Range<usize>], language: Language) -> Self {
        let text = part.text.as_str();
        let marks = merged(marks.iter().map(|mark| within(text, mark)).collect());
        let shown = merged(marks.iter().map(|mark| surroundings(text, mark)).collect());
        let around = pieces(text, &shown, &marks);
        let is_all = shown.first().is_some_and(|window| window.start == 0 && window.end == text.len());
        let end = within(text, &(0..WHOLE.min(text.len()))).end;
        let whole = (!is_all).then(|| pieces(text, std::slice::from_ref(&(0..end)), &marks));
        let invisible = around.iter().chain(whole.iter().flatten()).find_map(|piece| match piece {
            Piece::Invisible(name) => Some(name.clone()),
            _ => None,
        });
        let unshown = (!is_all && end < text.len()).then(|| format::number(text.len() - end, language));
        Self { part: part.name.clone(), around, whole, unshown, invisible }
    }
}

/// The range with its ends inside the text and between characters.
fn within(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
    start..end
}

/// The words with some text on both sides, to the next line's end where it is not far.
fn surroundings(text: &str, mark: &Range<usize>) -> Range<usize> {
    let near = within(text, &(mark.start.saturating_sub(AROUND)..mark.end.saturating_add(AROUND)));
    let far = within(text, &(near.start.saturating_sub(LONGEST_STRETCH)..near.end.saturating_add(LONGEST_STRETCH)));
    let start = match text[far.start..near.start].rfind('\n') {
        Some(newline) => far.start + newline + 1,
        None if far.start == 0 => 0,
        None => near.start,
    };
    let end = match text[near.end..far.end].find('\n') {
        Some(newline) => near.end + newline,
        None if far.end == text.len() => text.len(),
        None => near.end,
    };
    let end = if text[end..].trim().is_empty() { text.len() } else { end };
    start..end
}

/// Ranges in order, those that touch made one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// The windows of the text as pieces, with marks.
fn pieces(text: &str, windows: &[Range<usize>], marks: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut shown_to = 0;
    for window in windows {
        if window.start > shown_to {
            pieces.push(Piece::Gap);
        }
        let mut at = window.start;
        for mark in marks.iter().filter(|mark| mark.start < window.end && mark.end > window.start) {
            spell(&text[at..mark.start.max(at)], &mut pieces);
            at = mark.end.min(window.end);
            pieces.push(Piece::MarkOpens);
            spell(&text[mark.start.max(window.start)..at], &mut pieces);
            pieces.push(Piece::MarkCloses);
        }
        spell(&text[at..window.end], &mut pieces);
        shown_to = window.end;
    }
    if shown_to < text.len() {
        pieces.push(Piece::Gap);
    }
    pieces
}

/// Adds text, with what is invisible in it written out.
fn spell(text: &str, pieces: &mut Vec<Piece>) {
    let mut plain = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\r' && characters.peek() == Some(&'\n') {
            continue;
        }
        if !is_invisible(character) {
            plain.push(character);
            continue;
        }
        if !plain.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
        }
        pieces.push(Piece::Invisible(format!("U+{:04X}", u32::from(character))));
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
}

/// Text of a paste, for a place that has no markup: what is invisible in it is written out.
pub fn visible(text: &str) -> String {
    let mut pieces = Vec::new();
    spell(text, &mut pieces);
    let written = pieces.into_iter().map(|piece| match piece {
        Piece::Invisible(name) => format!("[{name}]"),
        Piece::Text(text) => text,
        Piece::MarkOpens | Piece::MarkCloses | Piece::Gap => String::new(),
    });
    written.collect()
}

/// Whether something in a text cannot be seen.
pub fn has_invisible(text: &str) -> bool {
    text.chars().any(|character| character != '\r' && is_invisible(character))
}

/// Characters that a reader cannot see, or that change the order of those around them.
fn is_invisible(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        // Soft hyphen, Arabic letter mark, Hangul fillers, Mongolian separators.
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{180b}'..='\u{180f}' => true,
        // Zero width, line and paragraph separators, embeddings, overrides, isolates, invisible operators.
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        // Variation selectors, byte order mark, interlinear marks, tags.
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, marks: &[Range<usize>]) -> Excerpt {
        let part = Part { name: None, text: text.to_owned() };
        Excerpt::new(&part, marks, Language::ENGLISH)
    }

    fn text(written: &str) -> Piece {
        Piece::Text(written.to_owned())
    }

    #[test]
    fn the_deciding_words_are_marked_where_they_stand() {
        let shown = excerpt("550 mailbox full", std::slice::from_ref(&(4..16)));
        assert_eq!(shown.around, [text("550 "), Piece::MarkOpens, text("mailbox full"), Piece::MarkCloses]);
        assert_eq!(shown.whole, None);
    }

    #[test]
    fn marks_that_overlap_are_one() {
        let shown = excerpt("550 mailbox full", &[4..11, 8..16]);
        assert_eq!(shown.around.iter().filter(|&piece| *piece == Piece::MarkOpens).count(), 1);
    }

    #[test]
    fn what_cannot_be_seen_is_written_out_inside_marks_too() {
        let shown = excerpt("a\u{202e}b\0c", std::slice::from_ref(&(1..5)));
        let invisible = |name: &str| Piece::Invisible(name.to_owned());
        let expected = [
            text("a"),
            Piece::MarkOpens,
            invisible("U+202E"),
            text("b"),
            Piece::MarkCloses,
            invisible("U+0000"),
            text("c"),
        ];
        assert_eq!(shown.around, expected);
        assert_eq!(shown.invisible.as_deref(), Some("U+202E"));
    }

    #[test]
    fn of_a_long_text_only_the_surroundings_are_shown_and_the_rest_is_folded() {
        let long = format!("{}\n550 mailbox full\n{}", "a line\n".repeat(500), "another\n".repeat(500));
        let at = long.find("mailbox").expect("it is there");
        let shown = excerpt(&long, std::slice::from_ref(&(at..at + 12)));
        assert_eq!(shown.around.first(), Some(&Piece::Gap));
        assert_eq!(shown.around.last(), Some(&Piece::Gap));
        assert!(shown.around.contains(&text("mailbox full")));
        assert!(shown.whole.is_some() && shown.unshown.is_none());
    }

    #[test]
    fn a_text_of_a_megabyte_is_cut_and_says_so() {
        let shown = excerpt(&"я".repeat(1 << 19), std::slice::from_ref(&(0..2)));
        assert_eq!(shown.unshown.as_deref(), Some("983,040"));
    }

    #[test]
    fn offsets_that_fit_no_character_never_panic() {
        let shown = excerpt("яя", &[1..900, 3..3]);
        assert!(shown.around.contains(&Piece::MarkOpens));
    }

    #[test]
    fn line_ends_of_every_kind_are_line_ends() {
        assert_eq!(excerpt("a\r\nb", std::slice::from_ref(&(0..4))).around[1], text("a\nb"));
    }
}
