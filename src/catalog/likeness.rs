//! Likeness: which cause's samples a text reads like, for texts that no signature knows. Learned from the catalog itself.
//!
//! A complement naive Bayes classifier (Rennie and others, 2003) over words and pairs of words: it asks how unlike the
//! samples of all *other* causes a text is, which bears causes with few samples. It was chosen over linear models and
//! nearest neighbours on labelled texts that it had not seen; character n-grams added nothing to it.
//!
//! 1. [`words`] turns a folded text into words; addresses, numbers and hosts become their kind.
//! 2. Each sample's words are weighed by rarity (tf-idf, unit length) and added to its cause.
//! 3. A text's score for a cause is the sum over its words of how rare they are in all other causes' samples.

use std::collections::HashMap;

use super::Entry;
use crate::text::fold;

/// The cause of near misses that land nowhere: a text that is most like them is like no error.
const NOTHING: &str = "";

/// Smoothing: the weight of a word that a cause's complement never says.
const UNSEEN: f32 = 0.1;
/// Words of one text that are looked at; longer texts say the same again.
const MOST_WORDS: usize = 600;

/// What the samples taught.
#[derive(Debug)]
pub struct Likeness {
    causes: Vec<String>,
    vocabulary: HashMap<String, Feature>,
    /// Sum of the weights of all causes but this one, over the vocabulary.
    complements: Vec<f32>,
}

/// A word or pair of words.
#[derive(Debug, Default)]
struct Feature {
    rarity: f32,
    all: f32,
    by_cause: Vec<(u16, f32)>,
}

/// How like a text is to one cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Likely {
    /// An id of causes.toml.
    pub cause: String,
    /// Comparable within one text only.
    pub score: f32,
    /// The words that speak most for it, the strongest first.
    pub words: Vec<String>,
}

impl Likeness {
    /// Learns from every sample of the entries.
    pub(super) fn learn(entries: &[Entry]) -> Self {
        let mut likeness = Self { causes: Vec::new(), vocabulary: HashMap::new(), complements: Vec::new() };
        let mut documents: Vec<(u16, HashMap<String, f32>)> = Vec::new();
        for entry in entries {
            let cause = likeness.place_of(&entry.cause);
            documents.extend(entry.samples.iter().map(|sample| (cause, counted(fold(&sample.text).as_str()))));
            for miss in &entry.near_misses {
                let landing = miss.entry.as_ref().and_then(|id| entries.iter().find(|other| other.id == *id));
                let cause = likeness.place_of(landing.map_or(NOTHING, |other| other.cause.as_str()));
                documents.push((cause, counted(fold(&miss.text).as_str())));
            }
        }
        for word in documents.iter().flat_map(|(_, counts)| counts.keys()) {
            likeness.vocabulary.entry(word.clone()).or_default().rarity += 1.0;
        }
        let total = documents.len() as f32;
        for feature in likeness.vocabulary.values_mut() {
            feature.rarity = ((1.0 + total) / (1.0 + feature.rarity)).ln() + 1.0;
        }
        for (cause, counts) in documents {
            for (word, weight) in likeness.weighed(counts) {
                if let Some(feature) = likeness.vocabulary.get_mut(&word) {
                    feature.add(cause, weight);
                }
            }
        }
        likeness.sum_up();
        likeness
    }

    /// The causes that a folded text reads like, the likeliest first; empty where it has no known word, or reads like
    /// what only looks like an error.
    pub fn of(&self, folded: &str) -> Vec<Likely> {
        let mut known = self.weighed(counted(folded));
        known.retain(|(word, _)| self.vocabulary.contains_key(word));
        if known.is_empty() {
            return Vec::new();
        }
        let mut likely: Vec<(usize, f32)> = (0..self.causes.len())
            .map(|cause| (cause, known.iter().map(|(word, weight)| weight * self.speaks_for(word, cause)).sum()))
            .collect();
        likely.sort_by(|one, other| other.1.total_cmp(&one.1));
        if likely.first().is_some_and(|(cause, _)| self.causes[*cause] == NOTHING) {
            return Vec::new();
        }
        let mean = likely.iter().map(|(_, score)| score).sum::<f32>() / likely.len() as f32;
        likely
            .into_iter()
            .filter(|(cause, _)| self.causes[*cause] != NOTHING)
            .take(4)
            .map(|(cause, score)| Likely {
                cause: self.causes[cause].clone(),
                score: score - mean,
                words: self.strongest(&known, cause),
            })
            .collect()
    }

    fn place_of(&mut self, cause: &str) -> u16 {
        let place = self.causes.iter().position(|known| known == cause).unwrap_or_else(|| {
            self.causes.push(cause.to_owned());
            self.causes.len() - 1
        });
        place as u16
    }

    /// Words with their weights: tf-idf, of unit length. Unknown words count for the length: they are what the samples
    /// do not explain.
    fn weighed(&self, counts: HashMap<String, f32>) -> Vec<(String, f32)> {
        let rarest = self.vocabulary.len().max(1) as f32;
        let rarity = |word: &str| self.vocabulary.get(word).map_or_else(|| rarest.ln(), |feature| feature.rarity);
        let mut weighed: Vec<(String, f32)> = counts
            .into_iter()
            .map(|(word, count)| {
                let weight = (1.0 + count.ln()) * rarity(&word);
                (word, weight)
            })
            .collect();
        weighed.sort_by(|one, other| one.0.cmp(&other.0));
        let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::EPSILON);
        weighed.iter_mut().for_each(|(_, weight)| *weight /= length);
        weighed
    }

    fn sum_up(&mut self) {
        let smooth = UNSEEN * self.vocabulary.len() as f32;
        let all: f32 = self.vocabulary.values().map(|feature| feature.all).sum();
        let mut own = vec![0.0; self.causes.len()];
        for (cause, weight) in self.vocabulary.values().flat_map(|feature| &feature.by_cause) {
            own[usize::from(*cause)] += weight;
        }
        self.complements = own.into_iter().map(|own| all - own + smooth).collect();
    }

    /// How much a word speaks for a cause: how rarely the others say it.
    fn speaks_for(&self, word: &str, cause: usize) -> f32 {
        let Some(feature) = self.vocabulary.get(word) else { return 0.0 };
        let own =
            feature.by_cause.iter().find(|(known, _)| usize::from(*known) == cause).map_or(0.0, |(_, weight)| *weight);
        (self.complements[cause] / (feature.all - own + UNSEEN)).ln()
    }

    fn strongest(&self, known: &[(String, f32)], cause: usize) -> Vec<String> {
        let mean = |word: &str| {
            (0..self.causes.len()).map(|cause| self.speaks_for(word, cause)).sum::<f32>() / self.causes.len() as f32
        };
        let mut words: Vec<(&str, f32)> = known
            .iter()
            .map(|(word, weight)| (word.as_str(), weight * (self.speaks_for(word, cause) - mean(word))))
            .collect();
        words.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
        words.into_iter().take(3).map(|(word, _)| word.to_owned()).collect()
    }
}

impl Feature {
    fn add(&mut self, cause: u16, weight: f32) {
        self.all += weight;
        match self.by_cause.iter_mut().find(|(known, _)| *known == cause) {
            Some((_, sum)) => *sum += weight,
            None => self.by_cause.push((cause, weight)),
        }
    }
}

/// Each word and each pair of neighbours with its number.
fn counted(folded: &str) -> HashMap<String, f32> {
    let words = words(folded);
    let mut counts: HashMap<String, f32> = HashMap::new();
    for word in &words {
        *counts.entry(word.clone()).or_default() += 1.0;
    }
    for pair in words.windows(2) {
        *counts.entry(format!("{} {}", pair[0], pair[1])).or_default() += 1.0;
    }
    counts
}

/// The words of a folded text. Addresses become `@`, numbers that are no reply code `#`; writing without spaces becomes
/// pairs of characters.
fn words(folded: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for chunk in folded.split(' ') {
        if words.len() >= MOST_WORDS {
            break;
        }
        match chunk.contains('@') {
            true => words.push("@".to_owned()),
            false => chunk.split(|c: char| !(c.is_alphanumeric() || c == '.')).for_each(|word| push(word, &mut words)),
        }
    }
    words
}

fn push(word: &str, words: &mut Vec<String>) {
    let word = word.trim_matches('.');
    if word.is_empty() {
        return;
    }
    let digits = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_code = word.parse::<crate::code::Code>().is_ok();
    if digits && !is_code {
        words.push("#".to_owned());
    } else if word.chars().any(is_unspaced) {
        let letters: Vec<char> = word.chars().collect();
        words.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
    } else if is_code {
        words.push(word.to_owned());
    } else {
        words.extend(word.split('.').filter(|part| !part.is_empty()).map(str::to_owned));
    }
}

/// Han, kana and hangul: written without spaces, or with few.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_stand_for_values() {
        assert_eq!(words("550 5.1.1 <a@example.org> 12345 mx.example"), ["550", "5.1.1", "@", "#", "mx", "example"]);
        assert_eq!(words("受信者 full"), ["受信", "信者", "full"]);
    }
}
