//! Spelling: the words that the catalog's samples are written in, and what a word that is none of them was meant to be.
//!
//! A text that no signature knows may only be misspelt: typed in haste (`mailbx`), read off a picture (`b1ocked`,
//! `rnessage`), typed without a Russian keyboard (`yashik perepolnen`), or with its spaces lost (`isnotallowedtosend`).
//! Known words are never touched, so that a text in its right spelling stays as it is.

use std::collections::HashMap;

use super::Entry;
use crate::text::fold;

/// Shorter words are too like each other to be mended; those spelt in another alphabet's letters are surer by one.
const SHORTEST: usize = 5;
const SHORTEST_SPELT: usize = 4;
/// Longer runs of letters are no words; bytes.
const LONGEST: usize = 160;
/// From this many letters on, a run of letters may be several words without their spaces.
const GLUED: usize = 12;
/// Two-letter words that may stand in such a run; others of that length fit everywhere.
const SHORT_WORDS: [&str; 16] =
    ["is", "to", "of", "in", "on", "at", "be", "no", "by", "or", "it", "as", "не", "на", "по", "от"];

/// Pictures' letters: what is read, and what was written.
const MISREAD: [(&str, &str); 9] =
    [("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"), ("8", "b"), ("rn", "m"), ("vv", "w"), ("ii", "n"), ("l", "i")];

/// Latin spellings of Cyrillic letters, the longest first.
const TRANSLITERATED: [(&str, &str); 46] = [
    ("shch", "щ"),
    ("sch", "щ"),
    ("sh", "ш"),
    ("zh", "ж"),
    ("ch", "ч"),
    ("kh", "х"),
    ("ts", "ц"),
    ("yu", "ю"),
    ("ju", "ю"),
    ("ya", "я"),
    ("ja", "я"),
    ("yo", "е"),
    ("jo", "е"),
    ("ye", "е"),
    ("iy", "ий"),
    ("yy", "ый"),
    ("eh", "э"),
    ("a", "а"),
    ("b", "б"),
    ("v", "в"),
    ("w", "в"),
    ("g", "г"),
    ("d", "д"),
    ("e", "е"),
    ("z", "з"),
    ("i", "и"),
    ("j", "й"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("f", "ф"),
    ("h", "х"),
    ("c", "ц"),
    ("y", "ы"),
    ("q", "я"),
    ("x", "х"),
    ("'", "ь"),
    ("4", "ч"),
    ("6", "ш"),
];

/// The words of the samples.
#[derive(Debug)]
pub struct Spelling {
    /// Each with the number of samples that it stands in.
    words: HashMap<String, u32>,
    /// Words by what is left of them without one letter (Garbe's symmetric deletion).
    shortened: HashMap<String, Vec<String>>,
}

impl Spelling {
    /// Learns the words of every sample and near miss.
    pub(super) fn learn(entries: &[Entry]) -> Self {
        let mut words: HashMap<String, u32> = HashMap::new();
        for entry in entries {
            let texts = entry.samples.iter().map(|sample| &sample.text);
            for text in texts.chain(entry.near_misses.iter().map(|miss| &miss.text)) {
                for word in fold(text).as_str().split(|letter: char| !letter.is_alphabetic()) {
                    if word.chars().count() > 1 && word.len() <= LONGEST {
                        *words.entry(word.to_owned()).or_default() += 1;
                    }
                }
            }
        }
        let mut shortened: HashMap<String, Vec<String>> = HashMap::new();
        for word in words.keys().filter(|word| word.chars().count() >= SHORTEST_SPELT) {
            for shorter in without_a_letter(word) {
                shortened.entry(shorter).or_default().push(word.clone());
            }
        }
        Self { words, shortened }
    }

    /// What a folded word was meant to be; `None` for one that is known, or unlike any.
    pub fn meant(&self, word: &str) -> Option<String> {
        if word.len() > LONGEST || self.words.contains_key(word) || word.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let letters = word.chars().count();
        let long = letters >= SHORTEST;
        self.misread(word)
            .or_else(|| long.then(|| self.mistyped(word)).flatten())
            .or_else(|| self.transliterated(word))
            .or_else(|| (letters >= GLUED).then(|| self.unglued(word)).flatten())
    }

    /// `b1ocked` → `blocked`, `rnessage` → `message`: up to three kinds of misread letters in one word.
    fn misread(&self, word: &str) -> Option<String> {
        let mut spellings = vec![word.to_owned()];
        for (read, written) in MISREAD {
            let more: Vec<String> = spellings
                .iter()
                .filter(|spelling| spelling.contains(read))
                .map(|spelling| spelling.replace(read, written))
                .collect();
            spellings.extend(more);
        }
        spellings.into_iter().skip(1).find(|spelling| self.words.contains_key(spelling.as_str()))
    }

    /// A known word that differs in one letter, or in the order of two; the commonest.
    fn mistyped(&self, word: &str) -> Option<String> {
        let shorter: Vec<String> = without_a_letter(word).collect();
        let near = |key: &str| self.shortened.get(key).into_iter().flatten();
        let one_letter_lost = near(word);
        let one_letter_wrong = shorter.iter().flat_map(|key| near(key));
        let one_letter_more = shorter.iter().filter(|key| self.words.contains_key(key.as_str()));
        one_letter_lost
            .chain(one_letter_wrong)
            .chain(one_letter_more)
            .filter(|known| is_slip(word, known))
            .max_by_key(|known| (self.words.get(known.as_str()), *known))
            .cloned()
    }

    /// `yashik` → `ящик`, if that is a known word or nearly one.
    fn transliterated(&self, word: &str) -> Option<String> {
        if word.len() < 3 || !word.is_ascii() {
            return None;
        }
        let mut cyrillic = String::new();
        let mut rest = word;
        while !rest.is_empty() {
            let (latin, letter) = TRANSLITERATED.iter().find(|(latin, _)| rest.starts_with(latin))?;
            cyrillic.push_str(letter);
            rest = &rest[latin.len()..];
        }
        if self.words.contains_key(&cyrillic) {
            return Some(cyrillic);
        }
        if cyrillic.chars().count() < SHORTEST_SPELT { None } else { self.mistyped(&cyrillic) }
    }

    /// `isnotallowedtosend` → `is not allowed to send`: the fewest known words that fill the run; digits before it stand alone.
    fn unglued(&self, run: &str) -> Option<String> {
        let letters = run.trim_start_matches(|digit: char| digit.is_ascii_digit());
        if letters.len() < run.len() {
            let words = if letters.len() < GLUED { None } else { self.unglued(letters) };
            return words.map(|words| [&run[..run.len() - letters.len()], " ", &words].concat());
        }
        let ends: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
        let mut best: Vec<Option<(usize, usize)>> = vec![None; ends.len()];
        best[0] = Some((0, 0));
        for end in 1..ends.len() {
            for start in end.saturating_sub(20)..end {
                let Some((count, _)) = best[start] else { continue };
                let is_better = best[end].is_none_or(|(known, _)| count + 1 < known);
                if is_better && self.stands_alone(&run[ends[start]..ends[end]]) {
                    best[end] = Some((count + 1, start));
                }
            }
        }
        let mut words = Vec::new();
        let mut end = ends.len() - 1;
        while end > 0 {
            let (_, start) = best[end]?;
            words.push(&run[ends[start]..ends[end]]);
            end = start;
        }
        words.reverse();
        (words.len() > 1).then(|| words.join(" "))
    }

    fn stands_alone(&self, word: &str) -> bool {
        match word.chars().count() {
            0 | 1 => word == "a",
            2 => SHORT_WORDS.contains(&word),
            _ => self.words.get(word).is_some_and(|&samples| samples > 1),
        }
    }
}

/// The word without each of its letters in turn.
fn without_a_letter(word: &str) -> impl Iterator<Item = String> {
    word.char_indices().map(move |(at, letter)| [&word[..at], &word[at + letter.len_utf8()..]].concat())
}

/// Whether two words differ by one letter more, less or other, or by two neighbours in each other's place.
fn is_slip(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let same = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[same..], &other[same..]);
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    match (&one[..one.len() - same], &other[..other.len() - same]) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling(words: &[&str]) -> Spelling {
        let counted: HashMap<String, u32> = words.iter().map(|word| ((*word).to_owned(), 2)).collect();
        let mut shortened: HashMap<String, Vec<String>> = HashMap::new();
        for word in words {
            without_a_letter(word).for_each(|shorter| shortened.entry(shorter).or_default().push((*word).to_owned()));
        }
        Spelling { words: counted, shortened }
    }

    #[test]
    fn words_are_read_as_they_were_meant() {
        let spelling = spelling(&[
            "mailbox",
            "blocked",
            "message",
            "denied",
            "ящик",
            "получателя",
            "переполнен",
            "not",
            "allowed",
            "send",
        ]);
        for (written, meant) in [
            ("mailbx", "mailbox"),
            ("mialbox", "mailbox"),
            ("maillbox", "mailbox"),
            ("deneid", "denied"),
            ("b1ocked", "blocked"),
            ("rnessage", "message"),
            ("yashik", "ящик"),
            ("poluchatelya", "получателя"),
            ("perepolnen", "переполнен"),
            ("isnotallowedtosend", "is not allowed to send"),
        ] {
            assert_eq!(spelling.meant(written).as_deref(), Some(meant), "{written}");
        }
        for word in ["mailbox", "kitchen", "12345", "send", "allo"] {
            assert_eq!(spelling.meant(word), None, "{word}");
        }
    }
}
