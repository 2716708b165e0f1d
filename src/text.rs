//! Paste → text: charset, and the folding that makes one wording of many spellings. Never fails.
//!
//! 1. [`decode`] turns bytes into UTF-8: by byte order mark, as UTF-8, else by a guess from the bytes themselves.
//! 2. [`fold`] makes a text comparable: case, white space, quote marks, look-alike letters, entities. Each folded byte
//!    remembers where it stood, so that what is found there can be marked in the text as it was given.

mod fold;
mod lookalike;
mod respell;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

pub use fold::{Folded, fold, fold_pattern};
pub use respell::respell;

/// Bytes that became text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text; what cannot be read is U+FFFD.
    pub text: Cow<'a, str>,
    /// The charset's name where it is not plain UTF-8 and had to be guessed.
    pub guessed: Option<&'static str>,
}

/// Reads bytes of an unknown charset.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0;
        return Decoded { text, guessed: (encoding != UTF_8).then(|| encoding.name()) };
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Decoded { text: encoding.decode_without_bom_handling(bytes).0, guessed: Some(encoding.name()) };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return match has_iso2022jp_escape(bytes) {
            false => Decoded { text: Cow::Borrowed(text), guessed: None },
            true => guess(bytes),
        };
    }
    guess(bytes)
}

fn guess(bytes: &[u8]) -> Decoded<'_> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    Decoded { text: encoding.decode_without_bom_handling(bytes).0, guessed: Some(encoding.name()) }
}

/// ISO-2022-JP is valid ASCII with escapes (RFC 1468): `ESC $ B`, `ESC $ @`.
fn has_iso2022jp_escape(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|window| window == b"\x1b$B" || window == b"\x1b$@")
}

/// Notepad's "Unicode" without its mark: every other byte of Latin text is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    match (zeros(0), zeros(1)) {
        (even, 0) if even * 3 > head.len() => Some(UTF_16BE),
        (0, odd) if odd * 3 > head.len() => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{KOI8_R, WINDOWS_1251};

    #[test]
    fn russian_of_any_charset_is_read() {
        let words = "Письмо не доставлено: ящик получателя переполнен";
        for encoding in [KOI8_R, WINDOWS_1251] {
            let bytes = encoding.encode(words).0;
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, words);
            assert!(decoded.guessed.is_some());
        }
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        let bytes: Vec<u8> = "550 Mailbox full".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes).text, "550 Mailbox full");
        let marked = [&[0xff, 0xfe], bytes.as_slice()].concat();
        assert_eq!(decode(&marked).text, "550 Mailbox full");
    }

    #[test]
    fn junk_becomes_some_text() {
        assert!(!decode(&[0x80, 0xff, 0x00, 0xfe]).text.is_empty());
        assert_eq!(decode(b"").text, "");
    }
}
