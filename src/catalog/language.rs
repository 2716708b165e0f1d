//! The languages that the content is written in.

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
