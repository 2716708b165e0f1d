//! What a link in the content points at: `mailbox-full`, `code:5.1.1`, `provider:gmail`, `term:greylisting` …

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::Language;
use crate::code::Code;

/// A page of the site, as authors name it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Target {
    /// An entry, by its bare id.
    Entry(String),
    /// `code:550`
    Code(Code),
    /// `provider:gmail`
    Provider(String),
    /// `program:outlook`
    Program(String),
    /// `guide:read-a-bounce`
    Guide(String),
    /// `term:greylisting`
    Term(String),
}

/// A string that names no page of the site.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no entry's id, no code:, provider:, program:, guide: or term: link and no address")]
pub struct NotATarget(String);

impl Target {
    /// Its address in a language.
    pub fn path(&self, language: Language) -> String {
        match self {
            Self::Entry(id) => format!("/{language}/errors/{id}"),
            Self::Code(code) => format!("/{language}/codes/{code}"),
            Self::Provider(id) => format!("/{language}/providers/{id}"),
            Self::Program(id) => format!("/{language}/programs/{id}"),
            Self::Guide(id) => format!("/{language}/guides/{id}"),
            Self::Term(id) => format!("/{language}/terms/#{id}"),
        }
    }
}

impl FromStr for Target {
    type Err = NotATarget;

    fn from_str(written: &str) -> Result<Self, NotATarget> {
        let refused = || NotATarget(written.to_owned());
        let (room, name) = written.split_once(':').unwrap_or(("", written));
        if room == "code" {
            return name.parse().map(Self::Code).map_err(|_| refused());
        }
        let is_id = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if name.is_empty() || !name.bytes().all(is_id) {
            return Err(refused());
        }
        let id = name.to_owned();
        match room {
            "" if written == name => Ok(Self::Entry(id)),
            "provider" => Ok(Self::Provider(id)),
            "program" => Ok(Self::Program(id)),
            "guide" => Ok(Self::Guide(id)),
            "term" => Ok(Self::Term(id)),
            _ => Err(refused()),
        }
    }
}

impl TryFrom<String> for Target {
    type Error = NotATarget;

    fn try_from(written: String) -> Result<Self, NotATarget> {
        written.parse()
    }
}

/// As authors write it.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(id) => f.write_str(id),
            Self::Code(code) => write!(f, "code:{code}"),
            Self::Provider(id) => write!(f, "provider:{id}"),
            Self::Program(id) => write!(f, "program:{id}"),
            Self::Guide(id) => write!(f, "guide:{id}"),
            Self::Term(id) => write!(f, "term:{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_writing_a_link_has_its_address() {
        for (written, path) in [
            ("mailbox-full", "/en/errors/mailbox-full"),
            ("code:5.1.1", "/en/codes/5.1.1"),
            ("provider:mail-ru", "/en/providers/mail-ru"),
            ("program:outlook", "/en/programs/outlook"),
            ("guide:read-a-bounce", "/en/guides/read-a-bounce"),
            ("term:greylisting", "/en/terms/#greylisting"),
        ] {
            let target: Target = written.parse().expect("it names a page");
            assert_eq!((target.path(Language::ENGLISH).as_str(), target.to_string().as_str()), (path, written));
        }
    }

    #[test]
    fn what_names_no_page_is_refused() {
        for written in
            ["", ":", ":x", "code:x", "shop:x", "provider:", "provider:a/b", "Mailbox", "javascript:alert(1)"]
        {
            assert!(written.parse::<Target>().is_err(), "{written:?}");
        }
    }
}
