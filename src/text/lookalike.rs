//! Look-alike letters: words that mix scripts, and client codes in all the spellings of the wild.

/// Cyrillic and Greek letters in lower case with the Latin letter that they pass for, in lower or upper case.
const LOOKALIKES: [(char, char); 31] = [
    ('а', 'a'),
    ('в', 'b'),
    ('с', 'c'),
    ('е', 'e'),
    ('н', 'h'),
    ('і', 'i'),
    ('ј', 'j'),
    ('к', 'k'),
    ('м', 'm'),
    ('о', 'o'),
    ('р', 'p'),
    ('ѕ', 's'),
    ('т', 't'),
    ('у', 'y'),
    ('х', 'x'),
    ('ԁ', 'd'),
    ('α', 'a'),
    ('β', 'b'),
    ('ε', 'e'),
    ('η', 'h'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('μ', 'm'),
    ('ν', 'n'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('τ', 't'),
    ('υ', 'y'),
    ('χ', 'x'),
    ('ζ', 'z'),
    ('ω', 'w'),
];

/// The Latin letter that a folded Cyrillic or Greek one passes for.
fn latin(letter: char) -> Option<char> {
    LOOKALIKES.iter().find(|(foreign, _)| *foreign == letter).map(|(_, latin)| *latin)
}

/// The Cyrillic letter that a folded Latin one passes for.
fn cyrillic(letter: char) -> Option<char> {
    LOOKALIKES.iter().find(|(foreign, latin)| *latin == letter && is_cyrillic(*foreign)).map(|(foreign, _)| *foreign)
}

/// Whether a letter is of the Cyrillic blocks.
pub(super) fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{0400}'..='\u{052f}')
}

/// Whether a letter is Greek.
pub(super) fn is_greek(letter: char) -> bool {
    matches!(letter, '\u{0370}'..='\u{03ff}')
}

/// A word of mixed scripts in the script of its unmistakable letters; `None` where both scripts have such letters,
/// as in `mailящик`.
pub(super) fn unmixed(word: &str) -> Option<String> {
    let sure_latin = word.chars().any(|letter| letter.is_ascii_alphabetic() && cyrillic(letter).is_none());
    let sure_foreign = word.chars().any(|letter| !letter.is_ascii() && latin(letter).is_none());
    match (sure_latin, sure_foreign) {
        (true, true) => None,
        (_, false) => Some(word.chars().map(|letter| latin(letter).unwrap_or(letter)).collect()),
        (false, true) => Some(word.chars().map(|letter| cyrillic(letter).unwrap_or(letter)).collect()),
    }
}

/// A Microsoft client code in its one spelling, `0x800ccc0e`, from `0×800CCC0E` with a multiplication sign,
/// `0х800ССС0Е` in Cyrillic, `Ox800CCCOE` with letters O, or the bare eight digits. `word` is folded.
pub(super) fn client_code(word: &str) -> Option<String> {
    if !word.trim_start_matches(['0', 'o', 'о', 'x', 'х']).starts_with('8') {
        return None;
    }
    let digits: String = word.chars().map(hex_digit).collect();
    let digits = digits.strip_prefix("0x").or_else(|| digits.strip_prefix('x')).unwrap_or(&digits);
    let is_code = digits.len() == 8
        && (digits.starts_with("800") || digits.starts_with("805"))
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && word.chars().any(|letter| !letter.is_ascii_digit());
    is_code.then(|| format!("0x{digits}"))
}

fn hex_digit(letter: char) -> char {
    match latin(letter).unwrap_or(letter) {
        'o' => '0',
        'l' | 'i' => '1',
        's' => '5',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixed_word_takes_the_script_of_its_sure_letters() {
        assert_eq!(unmixed("аccess").as_deref(), Some("access"));
        assert_eq!(unmixed("cообщение").as_deref(), Some("сообщение"));
        assert_eq!(unmixed("mailящик"), None);
    }

    #[test]
    fn a_client_code_has_one_spelling() {
        for written in ["0x800ccc0e", "0х800ссс0е", "ox800ccc0e", "800ccc0e", "x800cccoe", "0x8oocccoe"] {
            assert_eq!(client_code(written).as_deref(), Some("0x800ccc0e"), "{written}");
        }
        for written in ["80012345", "0x123", "800cccge", "mailbox"] {
            assert_eq!(client_code(written), None, "{written}");
        }
    }
}
