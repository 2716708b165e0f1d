//! Folding: one wording of many spellings, with every byte's origin kept.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::lookalike::{client_code, is_cyrillic, is_greek, unmixed};

/// `550-5.1.1 ` or `550-` before a continuation line (RFC 5321, 4.2.1).
static CONTINUATION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[245]\d\d-(\d\.\d{1,3}\.\d{1,3})?").expect("a constant pattern"));

/// Continuation codes that are looked for again in one text; real replies carry one or two.
const CONTINUATION_CODES: usize = 8;

/// A folded text with each byte's origin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    text: String,
    origins: Vec<u32>,
}

impl Folded {
    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original (which must be the text that was folded) that a range of the folded text came from.
    pub fn origin(&self, range: Range<usize>, original: &str) -> Range<usize> {
        let start = self.at(range.start).unwrap_or(original.len());
        let last = range.end.checked_sub(1).and_then(|last| self.at(last)).unwrap_or(start).max(start);
        let length = match original.get(last..) {
            Some(rest) if rest.starts_with('&') => entity(rest).map_or(1, |(_, length)| length),
            Some(rest) => rest.chars().next().map_or(0, char::len_utf8),
            None => 0,
        };
        start..last + length
    }

    /// Where the folded byte stood in the original.
    pub fn at(&self, folded: usize) -> Option<usize> {
        self.origins.get(folded).map(|&origin| origin as usize)
    }

    /// The folded text that came from a range of the original.
    pub fn range_of(&self, original: &Range<usize>) -> Range<usize> {
        let end = self.position_of(original.end);
        self.position_of(original.start).min(end)..end
    }

    /// The first folded byte that came from `origin` or later.
    pub fn position_of(&self, origin: usize) -> usize {
        self.origins.partition_point(|&at| (at as usize) < origin)
    }
}

/// Folds a text: see `content/README.md`, "Signatures", for what becomes of what. Texts over 4 GiB are cut there.
pub fn fold(text: &str) -> Folded {
    let mut folder = Folder { folded: Folded::default(), word: None, space: None, line_start: true };
    folder.folded.text.reserve(text.len());
    folder.folded.origins.reserve(text.len());
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        at += folder.take(character, at, &text[at..]);
        if u32::try_from(at).is_err() {
            break;
        }
    }
    folder.end_word();
    without_repeated_codes(folder.folded)
}

/// Folds the letters of a signature's regular expression as [`fold`] does those of a text, and leaves its syntax alone.
pub fn fold_pattern(pattern: &str) -> String {
    let mut folded = String::with_capacity(pattern.len());
    for character in pattern.chars() {
        match character.is_ascii() {
            true => folded.push(character),
            false => {
                for letter in folded_letters(character) {
                    if matches!(letter, '-' | '.') {
                        folded.push('\\');
                    }
                    folded.push(letter);
                }
            }
        }
    }
    folded
}

struct Folder {
    folded: Folded,
    word: Option<Word>,
    /// Where the white space began that stands before the next character.
    space: Option<usize>,
    line_start: bool,
}

/// The word under way.
struct Word {
    start: usize,
    latin: bool,
    foreign: bool,
    digit: bool,
}

impl Folder {
    /// Folds one character; returns how many bytes of the original it took.
    fn take(&mut self, character: char, at: usize, rest: &str) -> usize {
        match character {
            '\n' | '\r' => {
                self.white(at);
                self.line_start = true;
                1
            }
            '>' if self.line_start => 1,
            'a'..='z' | 'A'..='Z' | '0'..='9' => {
                self.letter(character.to_ascii_lowercase(), at);
                1
            }
            '=' if soft_break(rest) > 0 => soft_break(rest),
            '\\' if escaped_break(rest) > 0 => {
                self.white(at);
                escaped_break(rest)
            }
            '&' => match entity(rest) {
                Some((decoded, length)) => {
                    self.take(decoded, at, "");
                    length
                }
                None => {
                    self.mark('&', at);
                    1
                }
            },
            ' '..='~' => {
                if character == ' ' {
                    self.white(at)
                } else {
                    self.mark(character, at)
                }
                1
            }
            other => {
                self.take_foreign(other, at);
                other.len_utf8()
            }
        }
    }

    fn take_foreign(&mut self, character: char, at: usize) {
        if is_ignorable(character) {
            return;
        }
        if character.is_whitespace() || character.is_control() {
            return self.white(at);
        }
        if self.compose(character) {
            return;
        }
        for letter in folded_letters(character) {
            if letter.is_alphanumeric() { self.letter(letter, at) } else { self.mark(letter, at) }
        }
    }

    /// Joins a combining mark to the letter before it: only the breve of `й` tells two letters apart.
    fn compose(&mut self, mark: char) -> bool {
        if !matches!(mark, '\u{0300}'..='\u{036f}') {
            return false;
        }
        if mark == '\u{0306}' && self.folded.text.ends_with('и') {
            self.folded.text.pop();
            self.folded.text.push('й');
        }
        true
    }

    fn white(&mut self, at: usize) {
        self.end_word();
        self.space.get_or_insert(at);
    }

    fn mark(&mut self, character: char, at: usize) {
        self.end_word();
        self.push(character, at);
    }

    fn letter(&mut self, letter: char, at: usize) {
        if self.word.is_none() {
            self.put_space();
            self.word = Some(Word { start: self.folded.text.len(), latin: false, foreign: false, digit: false });
        }
        if let Some(word) = &mut self.word {
            word.latin |= letter.is_ascii_lowercase();
            word.digit |= letter.is_ascii_digit();
            word.foreign |= is_cyrillic(letter) || is_greek(letter);
        }
        self.push(letter, at);
    }

    fn push(&mut self, character: char, at: usize) {
        self.put_space();
        self.line_start = false;
        self.folded.text.push(character);
        self.folded.origins.resize(self.folded.text.len(), at as u32);
    }

    fn put_space(&mut self) {
        if let Some(at) = self.space.take()
            && !self.folded.text.is_empty()
        {
            self.folded.text.push(' ');
            self.folded.origins.push(at as u32);
        }
    }

    fn end_word(&mut self) {
        let Some(Word { start, latin, foreign, digit }) = self.word.take() else { return };
        let length = self.folded.text.len() - start;
        let word = &self.folded.text[start..];
        let may_be_code = digit && (latin || foreign) && (8..=16).contains(&length);
        let better = may_be_code.then(|| client_code(word)).flatten();
        if let Some(better) = better.or_else(|| if latin && foreign { unmixed(word) } else { None }) {
            self.replace(start, &better);
        }
    }

    /// Writes a word anew; its letters share out the origins of the old ones.
    fn replace(&mut self, start: usize, better: &str) {
        let old: Vec<u32> =
            self.folded.text[start..].char_indices().map(|(at, _)| self.folded.origins[start + at]).collect();
        let Some(&last) = old.last() else { return };
        self.folded.text.truncate(start);
        self.folded.origins.truncate(start);
        let added = better.chars().count().saturating_sub(old.len());
        for (place, letter) in better.chars().enumerate() {
            let origin = old.get(place.saturating_sub(added)).copied().unwrap_or(last);
            self.folded.text.push(letter);
            self.folded.origins.resize(self.folded.text.len(), origin);
        }
    }
}

/// A character in lower case, decomposed, without the accents of Latin letters.
fn folded_letters(character: char) -> impl Iterator<Item = char> {
    let plain: &str = match character {
        'ё' | 'Ё' => "е",
        '«' | '»' | '“' | '”' | '„' | '‟' | '″' | '『' | '』' => "\"",
        '‘' | '’' | '‚' | '‛' | '′' | '´' | '`' => "'",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '×' => "x",
        '…' => "...",
        'ß' => "ss",
        'æ' | 'Æ' => "ae",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'ı' => "i",
        '。' => ".",
        '、' => ",",
        _ => "",
    };
    let decomposed: Vec<char> = match plain {
        "" => general(character),
        plain => plain.chars().collect(),
    };
    decomposed.into_iter()
}

fn general(character: char) -> Vec<char> {
    let decomposed: Vec<char> = character.to_lowercase().nfkd().collect();
    match decomposed.first() {
        Some(base) if base.is_ascii_alphabetic() => {
            decomposed.into_iter().filter(|mark| !matches!(mark, '\u{0300}'..='\u{036f}')).collect()
        }
        _ => character.to_lowercase().nfkc().collect(),
    }
}

/// Zero-width characters, marks of direction, soft hyphens and variation selectors: seen by nobody.
fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// The length of a quoted-printable soft line break (RFC 2045, 6.7) that `rest` starts with, else 0.
fn soft_break(rest: &str) -> usize {
    if rest.starts_with("=\r\n") {
        3
    } else if rest.starts_with("=\n") {
        2
    } else {
        0
    }
}

/// The length of a line break written as `\n` or `\r\n`, as in a program's dump of a string, else 0.
fn escaped_break(rest: &str) -> usize {
    let length = if rest.starts_with(r"\r\n") {
        4
    } else if rest.starts_with(r"\n") || rest.starts_with(r"\r") {
        2
    } else {
        return 0;
    };
    match rest[length..].chars().next() {
        Some(next) if length == 2 && next.is_ascii_lowercase() => 0,
        _ => length,
    }
}

/// The character that an HTML entity stands for, and its length.
fn entity(rest: &str) -> Option<(char, usize)> {
    const ENTITIES: [(&str, char); 7] = [
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&amp;", '&'),
        ("&quot;", '"'),
        ("&nbsp;", ' '),
        ("&#39;", '\''),
        ("&apos;", '\''),
    ];
    ENTITIES.iter().find(|(written, _)| rest.starts_with(written)).map(|(written, decoded)| (*decoded, written.len()))
}

/// Drops the code before each continuation line but the first, also where lines were glued together.
fn without_repeated_codes(folded: Folded) -> Folded {
    let text = &folded.text;
    let mut drop: Vec<Range<usize>> = Vec::new();
    let mut known: Vec<&str> = Vec::new();
    for found in CONTINUATION.find_iter(text) {
        let code = found.as_str();
        let starts_word = found.start() == 0 || !text.as_bytes()[found.start() - 1].is_ascii_alphanumeric();
        if known.contains(&code) {
            drop.push(with_space(text, found.range()));
        } else if known.len() < CONTINUATION_CODES && (starts_word || code.len() > 4) {
            known.push(code);
        }
    }
    for code in known {
        let last_line = code.replacen('-', " ", 1);
        let after = text.find(code).unwrap_or(0);
        let last = last_line.len() > 4;
        drop.extend(
            text[after..]
                .match_indices(last_line.as_str())
                .filter(|_| last)
                .map(|(at, line)| with_space(text, after + at..after + at + line.len())),
        );
    }
    if drop.is_empty() { folded } else { without(folded, drop) }
}

/// The range with one space after it, if there is one.
fn with_space(text: &str, range: Range<usize>) -> Range<usize> {
    let space = usize::from(text[range.end..].starts_with(' '));
    let glued = range.start > 0 && !text[..range.start].ends_with(' ');
    if glued { range } else { range.start..range.end + space }
}

fn without(folded: Folded, mut drop: Vec<Range<usize>>) -> Folded {
    drop.sort_by_key(|range| range.start);
    let mut kept = Folded::default();
    let mut from = 0;
    for range in drop {
        if range.start >= from {
            kept.text.push_str(&folded.text[from..range.start]);
            kept.origins.extend_from_slice(&folded.origins[from..range.start]);
            from = range.end;
        }
    }
    kept.text.push_str(&folded.text[from..]);
    kept.origins.extend_from_slice(&folded.origins[from..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text).text
    }

    #[test]
    fn case_white_space_and_quote_marks_are_folded() {
        assert_eq!(folded("> > User\r\n>  UNKNOWN \u{a0}here"), "user unknown here");
        assert_eq!(folded("«Ящик» — полон…"), "\"ящик\" - полон...");
        assert_eq!(folded("&lt;a@example.org&gt;"), "<a@example.org>");
    }

    #[test]
    fn lookalike_letters_and_accents_are_folded() {
        assert_eq!(folded("Аccess to this account"), "access to this account");
        assert_eq!(folded("Empfänger größer, Zółty, naïve"), "empfanger grosser, zolty, naive");
        assert_eq!(folded("мои\u{306} ёж"), "мой еж");
        assert_eq!(folded("ｕｓｅｒ　ｕｎｋｎｏｗｎ"), "user unknown");
        assert_eq!(folded("us\u{200b}er un\u{202e}known"), "user unknown");
    }

    #[test]
    fn a_folded_pattern_keeps_its_meaning() {
        assert_eq!(fold_pattern("[ :–-]ящик… größe"), r"[ :\--]ящик\.\.\. grosse");
    }

    #[test]
    fn client_codes_have_one_spelling() {
        for written in ["0x800CCC0E", "0×800CCC0E", "0х800ССС0Е", "800ccc0e", "Ox800CCC0E"] {
            assert_eq!(folded(&format!("Ошибка {written}.")), "ошибка 0x800ccc0e.", "{written}");
        }
    }

    #[test]
    fn the_code_of_a_continuation_line_is_dropped() {
        assert_eq!(
            folded("550-5.1.1 The email account\n550-5.1.1 does not\n550 5.1.1 exist"),
            "550-5.1.1 the email account does not exist"
        );
        assert_eq!(folded("554-No SMTP\n554-service here"), "554-no smtp service here");
        assert_eq!(folded("421-4.7.0 both do 421-4.7.0 not pass"), "421-4.7.0 both do not pass");
    }

    #[test]
    fn dumped_line_breaks_and_soft_breaks_are_breaks() {
        assert_eq!(folded(r"'550 User\n550 unknown'"), "'550 user 550 unknown'");
        assert_eq!(folded("mail=\nbox full"), "mailbox full");
        assert_eq!(folded(r"c:\new"), r"c:\new");
    }

    #[test]
    fn every_folded_range_leads_back_to_its_words() {
        let text = "> Ошибка: «Аccess\n> denied» &lt;b&gt; 0×800CCC0E!";
        let folded = fold(text);
        let find = |words: &str| {
            let start = folded.as_str().find(words).unwrap_or_else(|| panic!("{words} in {folded:?}"));
            &text[folded.origin(start..start + words.len(), text)]
        };
        assert_eq!(find("access denied"), "Аccess\n> denied");
        assert_eq!(find("<b>"), "&lt;b&gt;");
        assert_eq!(find("0x800ccc0e"), "0×800CCC0E");
    }
}
