//! Folding: one wording of many spellings, with every byte's origin kept.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::lookalike::{client_code, is_cyrillic, is_greek, unmixed};

/// Continuation codes that are looked for again in one text; real replies carry one or two.
const CONTINUATION_CODES: usize = 8;

/// A folded text with each byte's origin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    text: String,
    /// Where the original is followed byte by byte: from this folded byte on, starting at this original one. Most words
    /// need no run of their own.
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    folded: u32,
    origin: u32,
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

    /// Where the folded character stood in the original.
    pub fn at(&self, folded: usize) -> Option<usize> {
        if folded >= self.text.len() {
            return None;
        }
        let folded = self.text.floor_char_boundary(folded) as u32;
        let after = self.runs.partition_point(|run| run.folded <= folded);
        let run = self.runs.get(after.checked_sub(1)?)?;
        Some((run.origin + (folded - run.folded)) as usize)
    }

    /// The folded text that came from a range of the original.
    pub fn range_of(&self, original: &Range<usize>) -> Range<usize> {
        let end = self.position_of(original.end);
        self.position_of(original.start).min(end)..end
    }

    /// The first folded byte that came from `origin` or later.
    pub fn position_of(&self, origin: usize) -> usize {
        let next = self.runs.partition_point(|run| (run.origin as usize) < origin);
        let end = self.runs.get(next).map_or(self.text.len(), |run| run.folded as usize);
        let Some(run) = next.checked_sub(1).map(|before| self.runs[before]) else { return end };
        // The run before may reach as far, where one letter became several.
        self.text.ceil_char_boundary(end.min(run.folded as usize + (origin - run.origin as usize)))
    }

    /// Notes where the next folded byte comes from.
    fn comes_from(&mut self, origin: usize) {
        let folded = self.text.len() as u32;
        let follows = |run: &Run| run.origin + (folded - run.folded) == origin as u32;
        if !self.runs.last().is_some_and(follows) {
            self.runs.push(Run { folded, origin: origin as u32 });
        }
    }

    pub(super) fn push(&mut self, letter: char, origin: usize) {
        self.comes_from(origin);
        self.text.push(letter);
    }

    /// Takes over a stretch of another folded text.
    fn push_from(&mut self, other: &Self, range: Range<usize>) {
        let Some(origin) = other.at(range.start).filter(|_| !range.is_empty()) else { return };
        self.comes_from(origin);
        let moved = |folded: u32| folded - range.start as u32 + self.text.len() as u32;
        let inside =
            other.runs.iter().filter(|run| range.start < run.folded as usize && (run.folded as usize) < range.end);
        let inside: Vec<Run> = inside.map(|run| Run { folded: moved(run.folded), origin: run.origin }).collect();
        self.runs.extend(inside);
        self.text.push_str(&other.text[range]);
    }
}

/// Folds a text: see `content/README.md`, "Signatures", for what becomes of what. Texts over 4 GiB are cut there.
pub fn fold(text: &str) -> Folded {
    let text = &text[..text.floor_char_boundary(u32::MAX as usize / 4)];
    let mut folder = Folder { folded: Folded::default(), word: None, space: None, line_start: true };
    folder.folded.text.reserve(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let plain = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if plain > 0 {
            folder.plain_letters(&text[at..at + plain], at);
            at += plain;
        } else if bytes[at] == b' ' {
            folder.white(at);
            at += 1;
        } else if let Some(character) = text[at..].chars().next() {
            at += folder.take(character, at, &text[at..]);
        }
    }
    folder.end_word();
    without_repeated_codes(folder.folded)
}

/// Folds the letters of a signature's regular expression as [`fold`] does those of a text, and leaves its syntax alone.
pub fn fold_pattern(pattern: &str) -> String {
    if pattern.is_ascii() {
        return pattern.to_owned();
    }
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
        let word = self.word_under_way();
        word.latin |= letter.is_ascii_lowercase();
        word.digit |= letter.is_ascii_digit();
        word.foreign |= is_cyrillic(letter) || is_greek(letter);
        self.push(letter, at);
    }

    /// Letters and digits of ASCII: what most texts are made of.
    fn plain_letters(&mut self, letters: &str, at: usize) {
        let digits = letters.bytes().filter(u8::is_ascii_digit).count();
        let word = self.word_under_way();
        word.latin |= digits < letters.len();
        word.digit |= digits > 0;
        self.line_start = false;
        self.folded.comes_from(at);
        let start = self.folded.text.len();
        self.folded.text.push_str(letters);
        self.folded.text[start..].make_ascii_lowercase();
    }

    fn word_under_way(&mut self) -> &mut Word {
        if self.word.is_none() {
            self.put_space();
        }
        let start = self.folded.text.len();
        self.word.get_or_insert(Word { start, latin: false, foreign: false, digit: false })
    }

    fn push(&mut self, character: char, at: usize) {
        self.put_space();
        self.line_start = false;
        self.folded.push(character, at);
    }

    fn put_space(&mut self) {
        if let Some(at) = self.space.take()
            && !self.folded.text.is_empty()
        {
            self.folded.push(' ', at);
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
        let places = self.folded.text[start..].char_indices().map(|(at, _)| start + at);
        let old: Vec<usize> = places.filter_map(|at| self.folded.at(at)).collect();
        let Some(&last) = old.last() else { return };
        self.folded.text.truncate(start);
        while self.folded.runs.pop_if(|run| run.folded as usize >= start).is_some() {}
        let added = better.chars().count().saturating_sub(old.len());
        for (place, letter) in better.chars().enumerate() {
            self.folded.push(letter, old.get(place.saturating_sub(added)).copied().unwrap_or(last));
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
    let decomposed: Vec<char> = character.to_lowercase().nfkd().flat_map(char::to_lowercase).collect();
    match decomposed.first() {
        Some(base) if base.is_ascii_alphabetic() => {
            decomposed.into_iter().filter(|mark| !matches!(mark, '\u{0300}'..='\u{036f}')).collect()
        }
        _ => character.to_lowercase().nfkc().flat_map(char::to_lowercase).collect(),
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
    for range in continuation_codes(text) {
        let code = &text[range.clone()];
        let starts_word = range.start == 0 || !text.as_bytes()[range.start - 1].is_ascii_alphanumeric();
        if known.contains(&code) {
            drop.push(with_space(text, range));
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

/// `550-5.1.1` or `550-` before a continuation line (RFC 5321, 4.2.1).
fn continuation_codes(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'-', bytes).filter_map(move |hyphen| {
        let start = hyphen.checked_sub(3)?;
        let is_code =
            matches!(bytes[start], b'2' | b'4' | b'5') && bytes[start + 1..hyphen].iter().all(u8::is_ascii_digit);
        is_code.then(|| start..hyphen + 1 + enhanced_length(&bytes[hyphen + 1..]))
    })
}

/// Bytes of the `5.1.1` that a text begins with, else 0.
fn enhanced_length(bytes: &[u8]) -> usize {
    let digits = |from: usize, most: usize| {
        bytes[from.min(bytes.len())..].iter().take(most).take_while(|b| b.is_ascii_digit()).count()
    };
    let subject = if digits(0, 1) == 1 && bytes.get(1) == Some(&b'.') { digits(2, 3) } else { 0 };
    let detail = if subject > 0 && bytes.get(2 + subject) == Some(&b'.') { digits(3 + subject, 3) } else { 0 };
    if detail > 0 { 3 + subject + detail } else { 0 }
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
            kept.push_from(&folded, from..range.start);
            from = range.end;
        }
    }
    kept.push_from(&folded, from..folded.text.len());
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
        assert_eq!(folded("№ 5"), "no 5");
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
