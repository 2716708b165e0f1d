//! Windows' code pages, as messages and RTF number them → encodings, and the reading of text without one.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::*;

/// Bytes that a guess is made from.
const GUESSED_FROM: usize = 64 * 1024;

/// The encoding of a code page; `None` for those that say nothing (20127, ASCII) or that nobody reads any more.
pub(super) fn encoding(page: u32) -> Option<&'static Encoding> {
    Some(match page {
        866 => IBM866,
        874 | 28601 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 | 20936 => GBK,
        949 | 51949 => EUC_KR,
        950 => BIG5,
        1200 => UTF_16LE,
        1201 => UTF_16BE,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 | 28591 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 | 28599 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        10007 => X_MAC_CYRILLIC,
        20866 => KOI8_R,
        20932 | 51932 => EUC_JP,
        21866 => KOI8_U,
        28592 => ISO_8859_2,
        28593 => ISO_8859_3,
        28594 => ISO_8859_4,
        28595 => ISO_8859_5,
        28596 => ISO_8859_6,
        28597 => ISO_8859_7,
        28598 | 38598 => ISO_8859_8,
        28603 => ISO_8859_13,
        28605 => ISO_8859_15,
        50220..=50222 => ISO_2022_JP,
        54936 => GB18030,
        65001 => UTF_8,
        _ => return None,
    })
}

/// The encoding of a font's `\fcharset`; `None` for those that leave it to the document (0, 1) or are no letters (2).
pub(super) fn encoding_of_font(charset: i32) -> Option<&'static Encoding> {
    Some(match charset {
        77 => MACINTOSH,
        128 => SHIFT_JIS,
        129 | 130 => EUC_KR,
        134 => GBK,
        136 => BIG5,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        177 => WINDOWS_1255,
        178 => WINDOWS_1256,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _ => return None,
    })
}

/// Text in the encoding that is declared, else as UTF-8, else by a guess from the bytes themselves.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    // UTF-16's marks are letters elsewhere ("яю" in 1251), UTF-8's is no word in any code page.
    let marked = Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding == UTF_8 || declared.is_none());
    if let Some((encoding, mark)) = marked {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    declared.unwrap_or_else(|| guess(bytes)).decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding that bytes look most like: UTF-8 where they can be. The detector is slow and soon sure, so it gets what
/// begins with the first byte that tells anything.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let telling = bytes.iter().position(|&byte| byte >= 0x80 || byte == 0x1b).unwrap_or(bytes.len());
    let telling = &bytes[telling..];
    let head = &telling[..telling.len().min(GUESSED_FROM)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(head, head.len() == telling.len());
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_as_declared_and_else_guessed() {
        let words = "Письмо не доставлено: ящик получателя переполнен";
        for encoding in [WINDOWS_1251, KOI8_R, UTF_8] {
            assert_eq!(decode(&encoding.encode(words).0, None), words);
            let (ascii, many) = (" ".repeat(GUESSED_FROM), format!("{words}\n").repeat(2000));
            assert_eq!(decode(&encoding.encode(&many).0, None), many);
            assert_eq!(decode(&encoding.encode(&format!("{ascii}{words}")).0, None), format!("{ascii}{words}"));
        }
        assert_eq!(decode(b"\xcf\xe8\xf1\xfc\xec\xee", encoding(1251)), "Письмо");
        assert_eq!(decode(b"\xff\xfe", encoding(1251)), "яю");
        assert_eq!(decode(b"\xef\xbb\xbfbox", encoding(1251)), "box");
        assert_eq!(encoding(20127), None);
        assert_eq!(encoding_of_font(204), Some(WINDOWS_1251));
    }
}
