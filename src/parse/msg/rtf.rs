//! RTF → its text. Outlook wraps HTML in RTF (MS-OXRTFEX): the tags stand in groups of their own, and what only readers
//! of RTF should see is marked; such RTF is turned back into its HTML, whose text is returned.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::{codepage, html};

/// Groups inside groups whose state is kept; deeper ones share the deepest one's.
const DEEPEST: usize = 200;
/// Fonts whose charset is kept.
const MOST_FONTS: usize = 1000;
/// Bytes of text that are returned at most.
const LONGEST: usize = 4 << 20;

/// The text of RTF, as far as it goes: nothing in it is an error.
pub(super) fn text(rtf: &[u8]) -> String {
    let mut reader = Reader { bytes: rtf, ..Reader::default() };
    reader.read();
    if reader.is_html { html::text(&reader.out) } else { reader.out.trim().to_owned() }
}

/// Where a group's text goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    /// A tag of the HTML that is wrapped.
    Tag,
    /// The table that gives fonts their charsets.
    Fonts,
    /// Pictures, styles, the document's properties.
    Nowhere,
}

/// What ends with a group.
#[derive(Debug, Clone, Copy)]
struct Group {
    place: Place,
    /// `\*` was read: readers that do not know the next word skip the group.
    may_skip: bool,
    /// `\htmlrtf`: not in the HTML that is wrapped.
    is_rtf_only: bool,
    /// `\uc`: how many characters behind a `\u` stand in for it.
    substitutes: usize,
    font: Option<&'static Encoding>,
}

impl Default for Group {
    fn default() -> Self {
        Self { place: Place::Text, may_skip: false, is_rtf_only: false, substitutes: 1, font: None }
    }
}

#[derive(Debug, Default)]
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    group: Group,
    outer: Vec<Group>,
    /// Open groups beyond the deepest one that is kept.
    too_deep: usize,
    page: Option<&'static Encoding>,
    guess: Option<&'static Encoding>,
    fonts: HashMap<i32, &'static Encoding>,
    font: i32,
    is_html: bool,
    /// Characters that stand in for a `\u` and are still to be passed over.
    passing: usize,
    high_surrogate: Option<u16>,
    /// Bytes of text in the present encoding; a character may lie in several of them.
    pending: Vec<u8>,
    out: String,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        while let Some(byte) = self.next() {
            match byte {
                b'{' => self.open(),
                b'}' => self.close(),
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte => self.byte(byte),
            }
            if self.out.len() + self.pending.len() >= LONGEST {
                break;
            }
        }
        self.flush();
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    fn open(&mut self) {
        self.passing = 0;
        match self.outer.len() < DEEPEST {
            true => self.outer.push(self.group),
            false => self.too_deep += 1,
        }
    }

    fn close(&mut self) {
        self.passing = 0;
        if let Some(shallower) = self.too_deep.checked_sub(1) {
            self.too_deep = shallower;
        } else if let Some(outer) = self.outer.pop() {
            self.set_font(outer.font);
            self.group = outer;
        }
    }

    fn control(&mut self) {
        if self.peek().is_ascii_alphabetic() {
            let (word, number) = self.word();
            self.passing = 0;
            return self.obey(word, number);
        }
        match self.next() {
            Some(b'\'') => {
                if let Some(byte) = self.bytes.get(self.at..).and_then(hex) {
                    self.at += 2;
                    self.byte(byte);
                }
            }
            Some(b'*') => self.group.may_skip = true,
            Some(b'~') => self.byte(b' '),
            Some(b'_') => self.byte(b'-'),
            Some(b'\r' | b'\n') => self.byte(b'\n'),
            Some(byte @ (b'\\' | b'{' | b'}')) => self.byte(byte),
            _ => {}
        }
    }

    /// A control word and its number; the space that ends it is part of it.
    fn word(&mut self) -> (&'a str, Option<i32>) {
        let bytes = self.bytes;
        let from = self.at;
        self.at += bytes[from..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = str::from_utf8(&bytes[from..self.at]).unwrap_or_default();
        let from = self.at;
        self.at += usize::from(self.peek() == b'-');
        self.at += bytes[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = str::from_utf8(&bytes[from..self.at]).ok().and_then(|number| number.parse().ok());
        self.at += usize::from(self.peek() == b' ');
        (word, number)
    }

    fn obey(&mut self, word: &str, number: Option<i32>) {
        if std::mem::take(&mut self.group.may_skip) && self.group.place != Place::Nowhere {
            self.group.place = if word == "htmltag" { Place::Tag } else { Place::Nowhere };
        }
        match word {
            "par" | "line" | "sect" | "page" | "row" => self.byte(b'\n'),
            "tab" | "cell" => self.byte(b'\t'),
            "u" => self.unicode(number.unwrap_or_default()),
            "uc" => self.group.substitutes = usize::try_from(number.unwrap_or(1)).unwrap_or_default(),
            "emdash" => self.character('—'),
            "endash" => self.character('–'),
            "lquote" => self.character('‘'),
            "rquote" => self.character('’'),
            "ldblquote" => self.character('“'),
            "rdblquote" => self.character('”'),
            "bullet" => self.character('•'),
            "bin" => self.at = self.at.saturating_add(usize::try_from(number.unwrap_or_default()).unwrap_or_default()),
            "fromhtml" => self.is_html = number != Some(0),
            "htmlrtf" => self.group.is_rtf_only = number != Some(0),
            "ansicpg" => self.set_page(number.and_then(|page| u32::try_from(page).ok())),
            "f" => self.take_font(number.unwrap_or_default()),
            "fcharset" => self.take_charset(number.unwrap_or_default()),
            word if self.group.place == Place::Text => self.group.place = destination(word),
            _ => {}
        }
    }

    fn set_page(&mut self, page: Option<u32>) {
        self.flush();
        self.page = page.and_then(codepage::encoding).filter(|encoding| encoding.is_ascii_compatible());
    }

    fn take_font(&mut self, font: i32) {
        self.font = font;
        if self.group.place != Place::Fonts {
            self.set_font(self.fonts.get(&font).copied());
        }
    }

    fn take_charset(&mut self, charset: i32) {
        if self.group.place == Place::Fonts
            && self.fonts.len() < MOST_FONTS
            && let Some(encoding) = codepage::encoding_of_font(charset)
        {
            self.fonts.insert(self.font, encoding);
        }
    }

    fn set_font(&mut self, font: Option<&'static Encoding>) {
        if font != self.group.font {
            self.flush();
            self.group.font = font;
        }
    }

    fn unicode(&mut self, number: i32) {
        self.passing = self.group.substitutes;
        // Numbers above 32767 are written as negative ones, characters beyond the first plane as two surrogates.
        let unit = number as u16;
        match (u32::try_from(number), self.high_surrogate.take(), unit) {
            (Ok(number @ 0x1_0000..), ..) => self.show(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)),
            (_, _, 0xd800..=0xdbff) => self.high_surrogate = Some(unit),
            (_, high, unit) => {
                let units = high.into_iter().chain([unit]);
                let decoded = char::decode_utf16(units).last().and_then(Result::ok);
                self.show(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
    }

    /// A character that stands for itself.
    fn character(&mut self, character: char) {
        self.passing = 0;
        self.show(character);
    }

    fn show(&mut self, character: char) {
        if self.is_shown() {
            self.flush();
            self.out.push(character);
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.passing > 0 {
            self.passing -= 1;
        } else if self.is_shown() {
            self.pending.push(byte);
        }
    }

    fn is_shown(&self) -> bool {
        match self.group.place {
            Place::Text => !(self.is_html && self.group.is_rtf_only),
            Place::Tag => self.is_html,
            Place::Fonts | Place::Nowhere => false,
        }
    }

    fn flush(&mut self) {
        if self.pending.is_ascii() {
            self.out.extend(self.pending.iter().map(|&byte| char::from(byte)));
        } else {
            let encoding = self.group.font.or(self.page).or(self.guess).unwrap_or_else(|| self.guess());
            self.out.push_str(&encoding.decode_without_bom_handling(&self.pending).0);
        }
        self.pending.clear();
    }

    /// The encoding where none is declared, guessed once from all bytes: a piece between two words tells too little.
    fn guess(&mut self) -> &'static Encoding {
        let mut said = Vec::new();
        let mut rest = self.bytes;
        while let Some((&first, behind)) = rest.split_first() {
            let escaped = rest.strip_prefix(b"\\'").and_then(hex);
            said.push(escaped.unwrap_or(first));
            rest = if escaped.is_some() { &rest[4..] } else { behind };
        }
        self.guess.insert(codepage::guess(&said))
    }
}

/// The byte that two digits name.
fn hex(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(str::from_utf8(digits.get(..2)?).ok()?, 16).ok()
}

/// Where the text of a group goes that a word opens.
fn destination(word: &str) -> Place {
    match word {
        "fonttbl" => Place::Fonts,
        "colortbl" | "stylesheet" | "info" | "pict" | "nonshppict" | "objdata" | "fldinst" | "listtable"
        | "listoverridetable" | "revtbl" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl"
        | "footerr" | "footerf" => Place::Nowhere,
        _ => Place::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_in_the_declared_code_page_and_in_their_fonts() {
        let declared = br"{\rtf1\ansi\ansicpg1251{\colortbl;\red0;}\'cf\'e8\'f1\'fc\'ec\'ee\par \'ed\'e5 550}";
        assert_eq!(text(declared), "Письмо\nне 550");
        let fonts = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}\f0 caf\'e9 {\f1 \'ff\'fe} \'e9}";
        assert_eq!(text(fonts), "café яю é");
        assert_eq!(text(br"{\rtf1\ansi \'cf\'e8\'f1\'fc\'ec\'ee\b  \'ed\'e5 \'e4\'ee\'f8\'eb\'ee}"), "Письмо не дошло");
        assert_eq!(text(br"{\rtf1\ansicpg932 \'83A\'83\'43}"), "アイ");
    }

    #[test]
    fn unicode_is_read_and_what_stands_in_for_it_is_not() {
        assert_eq!(
            text(br"{\rtf1\ansi\u1071?\u1102\'3f \u-3913?{\uc0\u1071 b}\u1071\par c}"),
            "Яю \u{f0b7}Яb\u{42f}\nc"
        );
        assert_eq!(text(br"{\rtf1\u-10179?\u-8704? \u-10179? x}"), "😀  x");
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        let rtf = br"{\rtf1{\info{\title No}}{\*\generator No;}{\pict\bin5 }}{{}}\{a\}\tab b{\field{\*\fldinst No}{\fldrslt c}}\~d}";
        assert_eq!(text(rtf), "{a}\tbc d");
    }

    #[test]
    fn html_comes_out_of_its_wrapping() {
        let rtf = br"{\rtf1\ansi\ansicpg1251\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}
            {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 550 5.1.1 {\*\htmltag84 &lt;}\htmlrtf <\htmlrtf0 anna@example.org{\*\htmltag84 &gt;}\htmlrtf >\htmlrtf0
            {\*\mhtmltag84 <img src=no>}{\*\htmltag116 <br>}\htmlrtf \line\htmlrtf0 \'ed\'e5\'f2\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}}";
        assert_eq!(text(rtf), "550 5.1.1 <anna@example.org>\nнет");
    }

    #[test]
    fn hostile_rtf_costs_no_more_than_its_length() {
        assert_eq!(text(&b"{".repeat(1 << 20)), "");
        assert_eq!(text(&b"}".repeat(1 << 20)), "");
        assert_eq!(text(&b"\\".repeat(7)), "\\\\\\");
        text(br"{\rtf1\bin99999999999 \u99999999999 \uc-5\u-1 \'");
        text(br"\bin2147483647 x");
    }
}
