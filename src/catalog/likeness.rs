//! Likeness: which cause's samples a text reads like, for texts that no signature knows. Learned from the catalog itself.
//!
//! A complement naive Bayes classifier (Rennie and others, 2003) over words and pairs of words: it asks how unlike the
//! samples of all *other* causes a text is, which bears causes with few samples. It was chosen over linear models and
//! nearest neighbours on labelled texts that it had not seen; character n-grams added nothing to it.
//!
//! 1. [`words`] turns a folded text into words; addresses, numbers and hosts become their kind.
//! 2. Each sample's words are weighed by rarity (tf-idf, unit length) and added to its cause.
//! 3. A text's score for a cause is the sum over its words of how rare they are in all other causes' samples.

use std::borrow::Cow;
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
    vocabulary: HashMap<u64, Feature>,
    /// Logarithm of the sum of the weights of all causes but this one, over the vocabulary.
    complements: Vec<f32>,
}

/// A word or pair of words.
#[derive(Debug, Default)]
struct Feature {
    rarity: f32,
    all: f32,
    /// Minus the logarithm of `all`: what the word says for a cause that never says it.
    base: f32,
    /// Of each cause that says it: first the weight there, then how much more than `base` the word says for it.
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
        let mut documents: Vec<(u16, Counted)> = Vec::new();
        for entry in entries {
            let cause = likeness.place_of(&entry.cause);
            documents.extend(entry.samples.iter().map(|sample| (cause, counted(fold(&sample.text).as_str()))));
            for miss in &entry.near_misses {
                let landing = miss.entry.as_ref().and_then(|id| entries.iter().find(|other| other.id == *id));
                let cause = likeness.place_of(landing.map_or(NOTHING, |other| other.cause.as_str()));
                documents.push((cause, counted(fold(&miss.text).as_str())));
            }
        }
        for (word, _) in documents.iter().flat_map(|(_, counted)| &counted.words) {
            likeness.vocabulary.entry(*word).or_default().rarity += 1.0;
        }
        let total = documents.len() as f32;
        for feature in likeness.vocabulary.values_mut() {
            feature.rarity = ((1.0 + total) / (1.0 + feature.rarity)).ln() + 1.0;
        }
        for (cause, counted) in documents {
            for (word, weight) in likeness.weighed(&counted) {
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
        let counted = counted(folded);
        let known: Vec<(u64, f32, &Feature)> = self
            .weighed(&counted)
            .into_iter()
            .filter_map(|(word, weight)| Some((word, weight, self.vocabulary.get(&word)?)))
            .collect();
        if known.is_empty() {
            return Vec::new();
        }
        let in_all: f32 = known.iter().map(|(_, weight, feature)| weight * feature.base).sum();
        let weight: f32 = known.iter().map(|(_, weight, _)| weight).sum();
        let mut scores: Vec<f32> = self.complements.iter().map(|complement| in_all + weight * complement).collect();
        for (_, weight, feature) in &known {
            for (cause, more) in &feature.by_cause {
                scores[usize::from(*cause)] += weight * more;
            }
        }
        let mean = scores.iter().sum::<f32>() / scores.len() as f32;
        let mut likely: Vec<(usize, f32)> = scores.into_iter().enumerate().collect();
        likely.sort_by(|one, other| other.1.total_cmp(&one.1));
        if likely.first().is_some_and(|(cause, _)| self.causes[*cause] == NOTHING) {
            return Vec::new();
        }
        likely
            .into_iter()
            .filter(|(cause, _)| self.causes[*cause] != NOTHING)
            .take(4)
            .map(|(cause, score)| Likely {
                cause: self.causes[cause].clone(),
                score: score - mean,
                words: self.strongest(&known, cause, folded),
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
    fn weighed(&self, counted: &Counted) -> Vec<(u64, f32)> {
        let rarest = (self.vocabulary.len().max(1) as f32).ln();
        let rarity = |word: u64| self.vocabulary.get(&word).map_or(rarest, |feature| feature.rarity);
        let mut weighed: Vec<(u64, f32)> =
            counted.words.iter().map(|&(word, count)| (word, (1.0 + count.ln()) * rarity(word))).collect();
        let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::EPSILON);
        weighed.iter_mut().for_each(|(_, weight)| *weight /= length);
        weighed
    }

    fn sum_up(&mut self) {
        let smooth = UNSEEN * self.vocabulary.len() as f32;
        let mut features: Vec<(&u64, &mut Feature)> = self.vocabulary.iter_mut().collect();
        features.sort_unstable_by_key(|(word, _)| **word);
        let all: f32 = features.iter().map(|(_, feature)| feature.all).sum();
        let mut own = vec![0.0; self.causes.len()];
        for (_, feature) in features {
            feature.base = -(feature.all + UNSEEN).ln();
            for (cause, weight) in &mut feature.by_cause {
                own[usize::from(*cause)] += *weight;
                *weight = -(feature.all - *weight + UNSEEN).ln() - feature.base;
            }
        }
        self.complements = own.into_iter().map(|own| (all - own + smooth).ln()).collect();
    }

    /// The words of the text that say most for a cause, beyond what they say for all.
    fn strongest(&self, known: &[(u64, f32, &Feature)], cause: usize, folded: &str) -> Vec<String> {
        let mut said: Vec<(u64, f32)> = known
            .iter()
            .filter_map(|(word, weight, feature)| {
                let (_, more) = feature.by_cause.iter().find(|(known, _)| usize::from(*known) == cause)?;
                Some((*word, weight * more))
            })
            .collect();
        said.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        said.truncate(3);
        let all = words(folded);
        said.iter().filter_map(|(word, _)| spelled(&all, *word)).collect()
    }
}

/// The word or pair of words of that hash.
fn spelled(words: &[Cow<'_, str>], hash: u64) -> Option<String> {
    let one = words.iter().find(|word| hash_of(word) == hash).map(|word| word.clone().into_owned());
    one.or_else(|| {
        let pair = words.windows(2).find(|pair| pair_of(hash_of(&pair[0]), hash_of(&pair[1])) == hash)?;
        Some(format!("{} {}", pair[0], pair[1]))
    })
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

/// Each word and each pair of neighbours, by its hash, with its number; sorted.
struct Counted {
    words: Vec<(u64, f32)>,
}

fn counted(folded: &str) -> Counted {
    let words: Vec<u64> = words(folded).iter().map(|word| hash_of(word)).collect();
    let pairs = words.windows(2).map(|pair| pair_of(pair[0], pair[1]));
    let mut all: Vec<u64> = words.iter().copied().chain(pairs).collect();
    all.sort_unstable();
    Counted { words: all.chunk_by(|one, other| one == other).map(|same| (same[0], same.len() as f32)).collect() }
}

/// FNV-1a: short words, and the same value on every machine.
fn hash_of(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn pair_of(one: u64, other: u64) -> u64 {
    one.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ other
}

/// The words of a folded text. Addresses become `@`, numbers that are no reply code `#`; writing without spaces becomes
/// pairs of characters.
fn words(folded: &str) -> Vec<Cow<'_, str>> {
    let mut words: Vec<Cow<'_, str>> = Vec::new();
    for chunk in folded.split(' ') {
        if words.len() >= MOST_WORDS {
            break;
        }
        match chunk.contains('@') {
            true => words.push(Cow::Borrowed("@")),
            false => chunk.split(|c: char| !(c.is_alphanumeric() || c == '.')).for_each(|word| push(word, &mut words)),
        }
    }
    words
}

fn push<'t>(word: &'t str, words: &mut Vec<Cow<'t, str>>) {
    let word = word.trim_matches('.');
    let Some(first) = word.bytes().next() else { return };
    let is_code = first.is_ascii_digit() && word.parse::<crate::code::Code>().is_ok();
    if is_code {
        words.push(Cow::Borrowed(word));
    } else if word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        words.push(Cow::Borrowed("#"));
    } else if word.chars().any(is_unspaced) {
        let letters: Vec<char> = word.chars().collect();
        words.extend(letters.windows(2).map(|pair| Cow::Owned(pair.iter().collect::<String>())));
    } else {
        words.extend(word.split('.').filter(|part| !part.is_empty()).map(Cow::Borrowed));
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
