//! The filter: which of many literals stand in a text, at a speed that hardly depends on their number.
//!
//! An Aho-Corasick automaton does the same, and was here first: built at every start it took longer than all the rest,
//! and walked through at 0.13 GB/s. This is the older trick of hashing a window of the text (Wu and Manber, 1994):
//!
//! 1. Each literal is filed under one window of five of its bytes, the one that fewest other literals hold.
//! 2. A text's every window is looked up in a bitmap that fits the nearest cache; nearly all end there.
//! 3. The others meet the literals filed under that window, which are compared byte by byte.

/// Bytes of a window, and of the shortest literal.
pub(super) const WINDOW: usize = 5;
/// Counters for how many literals hold a window; windows that share one only make the choice a little worse.
const COUNTERS: usize = 1 << 16;
/// Bits of the bitmap for each window that is filed, at least.
const BITS_EACH: usize = 16;

/// Literals, filed by a window each.
#[derive(Debug)]
pub(super) struct Filter {
    /// One bit for each hash; its length is a power of two.
    bitmap: Vec<u64>,
    /// Open addressing: the window, and where its literals are in `filed`. Its length is a power of two.
    slots: Vec<Slot>,
    filed: Vec<Filed>,
    /// All literals, one after another.
    bytes: Vec<u8>,
    /// The length of each literal, by its number.
    lengths: Vec<u32>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    window: u64,
    first: u32,
    count: u32,
}

/// A literal: its number, its place in `bytes`, and where its window stands in it.
#[derive(Debug, Clone, Copy)]
struct Filed {
    window: u64,
    literal: u32,
    from: u32,
    length: u32,
    at: u32,
}

/// How many literals hold each window.
#[derive(Debug)]
pub(super) struct Rarity(Vec<u16>);

impl Default for Rarity {
    fn default() -> Self {
        Self(vec![0; COUNTERS])
    }
}

impl Rarity {
    /// Counts a literal's windows.
    pub(super) fn count(&mut self, literal: &str) {
        for window in literal.as_bytes().windows(WINDOW) {
            let counter = &mut self.0[hash(key(window)) as usize % COUNTERS];
            *counter = counter.saturating_add(1);
        }
    }

    /// How many literals hold the literal's rarest window, or one that shares its counter.
    pub(super) fn of(&self, literal: &str) -> u16 {
        literal.as_bytes().windows(WINDOW).map(|window| self.of_window(key(window))).min().unwrap_or(u16::MAX)
    }

    fn of_window(&self, window: u64) -> u16 {
        self.0[hash(window) as usize % COUNTERS]
    }
}

impl Filter {
    /// Files literals under their numbers; each must be of [`WINDOW`] bytes or more.
    pub(super) fn of(literals: &[String], rarity: &Rarity) -> Self {
        let mut bytes = Vec::with_capacity(literals.iter().map(String::len).sum());
        let mut filed: Vec<Filed> = Vec::with_capacity(literals.len());
        for (number, literal) in literals.iter().enumerate() {
            let windows = literal.as_bytes().windows(WINDOW).map(key).enumerate();
            let rarest = windows.min_by_key(|(_, window)| rarity.of_window(*window));
            let Some((at, window)) = rarest else { continue };
            let (from, length) = (bytes.len() as u32, literal.len() as u32);
            filed.push(Filed { window, literal: number as u32, from, length, at: at as u32 });
            bytes.extend_from_slice(literal.as_bytes());
        }
        filed.sort_unstable_by_key(|filed| (filed.window, filed.literal));
        let lengths = literals.iter().map(|literal| literal.len() as u32).collect();
        let mut filter = Self { bitmap: Vec::new(), slots: Vec::new(), filed, bytes, lengths };
        filter.index();
        filter
    }

    fn index(&mut self) {
        let windows = self.filed.chunk_by(|one, other| one.window == other.window).count().max(1);
        self.bitmap = vec![0; (windows * BITS_EACH).next_power_of_two().max(64) / 64];
        self.slots = vec![Slot::default(); (windows * 2).next_power_of_two()];
        let mut first = 0;
        for same in self.filed.chunk_by(|one, other| one.window == other.window) {
            let slot = Slot { window: same[0].window, first, count: same.len() as u32 };
            first += slot.count;
            let hash = hash(slot.window);
            let bit = hash as usize & (self.bitmap.len() * 64 - 1);
            self.bitmap[bit / 64] |= 1 << (bit % 64);
            let mut place = (hash >> 32) as usize & (self.slots.len() - 1);
            while self.slots[place].count > 0 {
                place = (place + 1) & (self.slots.len() - 1);
            }
            self.slots[place] = slot;
        }
    }

    /// Bytes of the literal of that number.
    pub(super) fn length(&self, literal: u32) -> usize {
        self.lengths[literal as usize] as usize
    }

    /// Calls `found` with the number and the place of every literal in a text, in the order of their windows.
    pub(super) fn each_in(&self, text: &[u8], mut found: impl FnMut(u32, usize)) {
        let mask = self.bitmap.len() * 64 - 1;
        let whole = text.len().saturating_sub(7);
        for at in 0..text.len().saturating_sub(WINDOW - 1) {
            let window = match at < whole {
                true => eight(text, at) & WINDOW_MASK,
                false => key(&text[at..at + WINDOW]),
            };
            let hash = hash(window);
            let bit = hash as usize & mask;
            if self.bitmap[bit / 64] & (1 << (bit % 64)) != 0 {
                self.meet(text, at, window, hash, &mut found);
            }
        }
    }

    fn meet(&self, text: &[u8], at: usize, window: u64, hash: u64, found: &mut impl FnMut(u32, usize)) {
        let mut place = (hash >> 32) as usize & (self.slots.len() - 1);
        loop {
            let slot = self.slots[place];
            if slot.count == 0 {
                return;
            }
            if slot.window == window {
                let filed = &self.filed[slot.first as usize..(slot.first + slot.count) as usize];
                for literal in filed {
                    let Some(start) = at.checked_sub(literal.at as usize) else { continue };
                    let bytes = &self.bytes[literal.from as usize..(literal.from + literal.length) as usize];
                    if text[start..].starts_with(bytes) {
                        found(literal.literal, start);
                    }
                }
                return;
            }
            place = (place + 1) & (self.slots.len() - 1);
        }
    }
}

const WINDOW_MASK: u64 = (1 << (8 * WINDOW)) - 1;

/// The eight bytes from a place, the first one lowest.
fn eight(text: &[u8], at: usize) -> u64 {
    text[at..].first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// The same for a window's five.
fn key(window: &[u8]) -> u64 {
    window.iter().rev().fold(0, |key, &byte| key << 8 | u64::from(byte))
}

/// Spreads a window over 64 bits: Fibonacci hashing (Knuth, volume 3, 6.4), folded so that low bits are good too.
fn hash(window: u64) -> u64 {
    let spread = window.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    spread ^ (spread >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(literals: &[&str], text: &str) -> Vec<(u32, usize)> {
        let literals: Vec<String> = literals.iter().map(|literal| (*literal).to_owned()).collect();
        let mut all = Vec::new();
        let mut rarity = Rarity::default();
        literals.iter().for_each(|literal| rarity.count(literal));
        Filter::of(&literals, &rarity).each_in(text.as_bytes(), |literal, at| all.push((literal, at)));
        all.sort_unstable();
        all
    }

    #[test]
    fn every_literal_is_found_at_every_place() {
        assert_eq!(found(&["mailbox", "x full"], "mailbox full, mailbox"), [(0, 0), (0, 14), (1, 6)]);
        assert_eq!(found(&["abcde"], "abcde"), [(0, 0)]);
        assert_eq!(found(&["abcdefgh", "cdefg", "defgh"], "xabcdefgh"), [(0, 1), (1, 3), (2, 4)]);
        assert_eq!(found(&["ящик"], "мой ящик"), [(0, 7)]);
    }

    #[test]
    fn short_texts_and_strangers_have_none() {
        assert_eq!(found(&["mailbox"], ""), []);
        assert_eq!(found(&["mailbox"], "mail"), []);
        assert_eq!(found(&["mailbox"], "mailbux mailbo xmailb"), []);
        assert_eq!(found(&[], "mailbox"), []);
    }

    proptest::proptest! {
        /// Holds the filter against the plain search.
        #[test]
        fn it_finds_what_a_plain_search_finds(text in "[abc ]{0,80}", literals in proptest::collection::vec("[abc ]{5,9}", 0..12)) {
            let named: Vec<&str> = literals.iter().map(String::as_str).collect();
            let mut plain: Vec<(u32, usize)> = Vec::new();
            for (number, literal) in named.iter().enumerate() {
                plain.extend((0..text.len()).filter(|&at| text[at..].starts_with(literal)).map(|at| (number as u32, at)));
            }
            proptest::prop_assert_eq!(found(&named, &text), plain);
        }
    }
}
