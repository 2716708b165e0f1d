//! Numbers, sizes, dates and lists as people write them.

use crate::catalog::{Language, Words};

/// A number with its thousands parted: `12,345`, in Russian `12 345`.
pub fn number(n: usize, language: Language) -> String {
    let separator = if language == Language::ENGLISH { ',' } else { '\u{a0}' };
    let digits = n.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(separator);
        }
        written.push(digit);
    }
    written
}

/// A size in the largest unit that it fills.
pub fn size(bytes: usize, words: &Words) -> String {
    let (n, unit) = match bytes {
        0..0x400 => (bytes, "size-bytes"),
        0x400..0x10_0000 => (bytes >> 10, "size-kilobytes"),
        _ => (bytes >> 20, "size-megabytes"),
    };
    words.text(unit, &[("n", &number(n, words.language()))])
}

/// `2026-11-24` as a date in words; what is no such date is shown as it is.
pub fn date(iso: &str, words: &Words) -> String {
    let mut fields = iso.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (fields.next(), fields.next(), fields.next()) else {
        return iso.to_owned();
    };
    let (day, month) = (day.trim_start_matches('0'), format!("m{month}"));
    words.text("date", &[("year", year), ("month", &month), ("day", day)])
}

/// The first three of a list in a sentence, and how many more there are.
pub fn list(items: &[&str], words: &Words) -> String {
    const SHOWN: usize = 3;
    match items {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] if items.len() <= SHOWN => {
            words.text("list-and", &[("list", &first.join(", ")), ("last", last)])
        }
        _ => {
            let more = words.count("list-more", items.len() - 2);
            words.text("list-and", &[("list", &items[..2].join(", ")), ("last", &more)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(language: Language) -> Words {
        let file = if language == Language::ENGLISH {
            include_str!("../../content/ui/en.ftl")
        } else {
            include_str!("../../content/ui/ru.ftl")
        };
        Words::read("ui", file, language).expect("the interface's words are Fluent")
    }

    #[test]
    fn thousands_are_parted_as_the_language_does_it() {
        assert_eq!(number(999, Language::ENGLISH), "999");
        assert_eq!(number(1_048_576, Language::ENGLISH), "1,048,576");
        assert_eq!(number(12_345, Language::RUSSIAN), "12\u{a0}345");
    }

    #[test]
    fn a_size_is_told_in_its_largest_unit() {
        assert_eq!(size(1 << 20, &words(Language::RUSSIAN)), "1\u{a0}МБ");
        assert_eq!(size(64 << 10, &words(Language::ENGLISH)), "64\u{a0}KB");
        assert_eq!(size(10, &words(Language::ENGLISH)), "10\u{a0}bytes");
    }

    #[test]
    fn a_date_is_told_in_words() {
        assert_eq!(date("2026-11-04", &words(Language::ENGLISH)), "4 November 2026");
        assert_eq!(date("2026-11-24", &words(Language::RUSSIAN)), "24 ноября 2026\u{a0}г.");
        assert_eq!(date("soon", &words(Language::ENGLISH)), "soon");
    }

    #[test]
    fn a_long_list_is_cut_and_the_rest_counted() {
        let words = words(Language::ENGLISH);
        assert_eq!(list(&["a"], &words), "a");
        assert_eq!(list(&["a", "b", "c"], &words), "a, b and c");
        assert_eq!(list(&["a", "b", "c", "d", "e"], &words), "a, b and 3 more");
    }
}
