//! Respelling: a folded text with some of its words written anew, each byte leading back to the folded text.

use super::Folded;

/// Writes anew every word that `better` knows a better spelling of; `None` where there is none. Words are runs of letters
/// and digits. The origins are places in `folded`.
pub fn respell(folded: &str, better: impl Fn(&str) -> Option<String>) -> Option<Folded> {
    let mut respelled = Folded::default();
    let mut changed = false;
    let mut at = 0;
    while let Some(first) = folded[at..].chars().next() {
        if !first.is_alphanumeric() {
            respelled.push(first, at);
            at += first.len_utf8();
            continue;
        }
        let rest = &folded[at..];
        let word = &rest[..rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len())];
        match better(word) {
            Some(spelled) => {
                changed = true;
                push_word(&mut respelled, word, at, &spelled);
            }
            None => word.char_indices().for_each(|(place, letter)| respelled.push(letter, at + place)),
        }
        at += word.len();
    }
    changed.then_some(respelled)
}

/// The letters of the new spelling share out the places of the old one's.
fn push_word(respelled: &mut Folded, word: &str, at: usize, spelled: &str) {
    let places: Vec<usize> = word.char_indices().map(|(place, _)| at + place).collect();
    let letters = spelled.chars().count().max(1);
    for (number, letter) in spelled.chars().enumerate() {
        let place = (number * places.len() / letters).min(places.len().saturating_sub(1));
        respelled.push(letter, places.get(place).copied().unwrap_or(at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_written_anew_leads_back_to_its_place() {
        let folded = "the mailbx ist full";
        let spell = |word: &str| (word == "mailbx").then(|| "mailbox".to_owned());
        let respelled = respell(folded, spell).expect("a word is better known");
        assert_eq!(respelled.as_str(), "the mailbox ist full");
        let at = respelled.as_str().find("mailbox ist").expect("it is there");
        assert_eq!(&folded[respelled.origin(at..at + "mailbox ist".len(), folded)], "mailbx ist");
        assert_eq!(respell("mailbox", spell), None);
    }
}
