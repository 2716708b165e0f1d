//! The languages that the content is written in.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A language by its two-letter code (ISO 639-1), as in addresses and file names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 2]);

impl Language {
    /// The language that everything falls back to.
    pub const ENGLISH: Self = Self(*b"en");
    /// The language of the founding errors.
    pub const RUSSIAN: Self = Self(*b"ru");

    /// `"en"`, `"ru"` …
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("two ASCII letters, checked by from_str")
    }

    /// What there is in this language, else in English, else in whatever language there is.
    pub fn best_of<T>(self, all: &BTreeMap<Self, T>) -> Option<&T> {
        self.best_with_language(all).map(|(_, found)| found)
    }

    /// The same, and which language it is in.
    pub fn best_with_language<T>(self, all: &BTreeMap<Self, T>) -> Option<(Self, &T)> {
        let found =
            all.get_key_value(&self).or_else(|| all.get_key_value(&Self::ENGLISH)).or_else(|| all.iter().next());
        found.map(|(&language, found)| (language, found))
    }
}

/// A string that is no two-letter language code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a two-letter language code")]
pub struct NotALanguage;

impl FromStr for Language {
    type Err = NotALanguage;

    fn from_str(written: &str) -> Result<Self, NotALanguage> {
        match *written.as_bytes() {
            [a @ b'a'..=b'z', b @ b'a'..=b'z'] => Ok(Self([a, b])),
            _ => Err(NotALanguage),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
