//! E-mail addresses in running text.

use std::ops::Range;

/// Longer local parts and domains are none (RFC 5321, 4.5.3.1).
const LONGEST_LOCAL: usize = 128;
const LONGEST_DOMAIN: usize = 255;

/// Every address in a text, with its place: `anna@example.org`, `"anna b"@example.org`, `пошта@пример.рф`, `x@[192.0.2.1]`.
pub fn find_addresses(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices('@').filter_map(move |(at, _)| {
        let start = at - local_length(&text[..at]);
        let end = at + 1 + domain_length(&text[at + 1..]);
        (start < at && end > at + 1).then(|| (start..end, &text[start..end]))
    })
}

/// The length of the local part that a text ends with.
fn local_length(before: &str) -> usize {
    if let Some(inner) = before.strip_suffix('"') {
        let quoted = inner.bytes().rev().take(LONGEST_LOCAL).position(|byte| byte == b'"');
        return quoted.filter(|&length| length > 0).map_or(0, |length| length + 2);
    }
    let mut length = 0;
    for letter in before.chars().rev() {
        let longer = length + letter.len_utf8();
        if !(letter.is_alphanumeric() || is_local_mark(letter)) || longer > LONGEST_LOCAL {
            break;
        }
        length = longer;
    }
    let local = &before[before.len() - length..];
    local.trim_start_matches(['\'', '=', '.', '/', '|', '*', '`', '-', '+', '?', '&', '#', '!']).len()
}

fn is_local_mark(letter: char) -> bool {
    matches!(
        letter,
        '!' | '#'
            | '$'
            | '%'
            | '&'
            | '\''
            | '*'
            | '+'
            | '/'
            | '='
            | '?'
            | '^'
            | '_'
            | '`'
            | '{'
            | '|'
            | '}'
            | '~'
            | '.'
            | '-'
    )
}

/// The length of the domain, or of the address in brackets, that a text begins with.
fn domain_length(after: &str) -> usize {
    if let Some(inner) = after.strip_prefix('[') {
        return inner.bytes().take(50).position(|byte| byte == b']').map_or(0, |length| length + 2);
    }
    let mut length = 0;
    for letter in after.chars() {
        let longer = length + letter.len_utf8();
        if !(letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_')) || longer > LONGEST_DOMAIN {
            break;
        }
        length = longer;
    }
    after[..length].trim_end_matches(['.', '-', '_']).len()
}

/// The address at the start of a text, past the marks that stand before one: `<`, `"`, `(`.
pub(super) fn leading_address(text: &str) -> Option<&str> {
    let (place, address) = find_addresses(text).next()?;
    let before = &text[..place.start];
    before.chars().all(|c| matches!(c, ' ' | '\t' | '<' | '"' | '\'' | '(')).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::find_addresses;

    #[test]
    fn addresses_are_found_without_the_marks_around_them() {
        let text =
            "to=<anna@example.org>, 'b.c@example.net'. \"d e\"@example.com; x@[192.0.2.1] пошта@пример.рф @ a@ @b";
        let found: Vec<&str> = find_addresses(text).map(|(_, address)| address).collect();
        assert_eq!(
            found,
            ["anna@example.org", "b.c@example.net", "\"d e\"@example.com", "x@[192.0.2.1]", "пошта@пример.рф"]
        );
    }
}
