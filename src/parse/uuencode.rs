//! Uuencoded files in the text of a message (POSIX, `uuencode`): old gateways attach their reports so.

use std::borrow::Cow;

use crate::text;

/// The text with each uuencoded file in it unpacked in its place, if that holds text; else left as it is.
pub(super) fn unpacked(text: &str) -> Cow<'_, str> {
    if !text.contains("\nbegin ") && !text.starts_with("begin ") {
        return Cow::Borrowed(text);
    }
    let mut unpacked = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let Some((file, rest)) = opens_file(line).then(|| read_file(lines.clone())).flatten() else {
            unpacked.push_str(line);
            continue;
        };
        unpacked.push_str(&text::decode(&file).text);
        lines = rest;
    }
    Cow::Owned(unpacked)
}

/// `begin 644 report.txt`.
fn opens_file(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let mode = |word: &str| (3..=4).contains(&word.len()) && word.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    words.next() == Some("begin") && words.next().is_some_and(mode) && words.next().is_some()
}

/// The file behind its first line, and what comes after its end; `None` where the lines are not uuencoded to the end.
fn read_file<'a>(
    mut lines: std::str::SplitInclusive<'a, char>,
) -> Option<(Vec<u8>, std::str::SplitInclusive<'a, char>)> {
    let mut file = Vec::new();
    for line in lines.by_ref() {
        let line = line.trim_end_matches(['\r', '\n']);
        if line == "end" {
            return Some((file, lines));
        }
        let (&length, letters) = line.as_bytes().split_first()?;
        let length = usize::from(six_bits(length)?);
        let from = file.len();
        for four in letters.chunks(4) {
            let mut bits = 0u32;
            for place in 0..4 {
                bits = bits << 6 | u32::from(six_bits(four.get(place).copied().unwrap_or(b' '))?);
            }
            file.extend_from_slice(&bits.to_be_bytes()[1..]);
        }
        file.truncate(from + length);
    }
    None
}

/// A space or a backquote is 0, and so on up to `_`.
fn six_bits(letter: u8) -> Option<u8> {
    (b' '..=b'`').contains(&letter).then(|| (letter - b' ') & 0x3f)
}

#[cfg(test)]
mod tests {
    use super::unpacked;

    #[test]
    fn a_file_is_unpacked_in_its_place() {
        let text = "Failed.\nbegin 644 report.txt\n0-34R(&UA:6QB;W@@9G5L;   \n`\nend\nBye.\n";
        assert_eq!(unpacked(text), "Failed.\n552 mailbox fullBye.\n");
    }

    #[test]
    fn other_text_is_left_as_it_is() {
        for text in
            ["begin 644\nx\nend\n", "we begin 644 things\n", "begin 644 x\nnot uuencoded at all, in lower case\nend\n"]
        {
            assert_eq!(unpacked(text), text);
        }
    }
}
