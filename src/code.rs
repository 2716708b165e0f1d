//! Reply codes, enhanced status codes and client codes: the one place that knows their grammar.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A string that is not the code it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code of this kind")]
pub struct NotACode;

/// The three digits that open an SMTP reply (RFC 5321, 4.2.1): 200 to 599.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplyCode(u16);

impl ReplyCode {
    /// Whether the server says that the same command would fail again (5yz).
    pub fn is_permanent(self) -> bool {
        self.0 >= 500
    }

    /// Whether the server asks to try again later (4yz).
    pub fn is_temporary(self) -> bool {
        (400..500).contains(&self.0)
    }

    /// Whether the server agreed (2yz, 3yz).
    pub fn is_positive(self) -> bool {
        self.0 < 400
    }

    /// The first digit, which an enhanced status code beside it shares.
    pub fn class(self) -> u8 {
        (self.0 / 100) as u8
    }
}

impl FromStr for ReplyCode {
    type Err = NotACode;

    fn from_str(written: &str) -> Result<Self, NotACode> {
        match written.as_bytes() {
            [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9'] => written.parse().map(Self).map_err(|_| NotACode),
            _ => Err(NotACode),
        }
    }
}

impl fmt::Display for ReplyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// An enhanced mail system status code, `class.subject.detail` (RFC 3463, 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnhancedCode {
    /// 2 success, 4 persistent transient failure, 5 permanent failure.
    pub class: u8,
    /// What the code is about: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 security or policy.
    pub subject: u16,
    /// The detail within the subject.
    pub detail: u16,
}

impl EnhancedCode {
    /// Whether the code says nothing beyond its class: `5.0.0` and kin (RFC 3463, 3.1).
    pub fn is_undefined(self) -> bool {
        self.subject == 0 && self.detail == 0
    }

    /// The same subject and detail in another class: registries list `X.1.1` once for all classes.
    pub fn with_class(self, class: u8) -> Self {
        Self { class, ..self }
    }
}

impl FromStr for EnhancedCode {
    type Err = NotACode;

    fn from_str(written: &str) -> Result<Self, NotACode> {
        let mut fields = written.split('.');
        let mut field = |longest: usize| -> Result<u16, NotACode> {
            let digits = fields.next().ok_or(NotACode)?;
            let plain = (1..=longest).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            if plain { digits.parse().map_err(|_| NotACode) } else { Err(NotACode) }
        };
        let (class, subject, detail) = (field(1)?, field(3)?, field(3)?);
        if fields.next().is_some() || !matches!(class, 2 | 4 | 5) {
            return Err(NotACode);
        }
        Ok(Self { class: class as u8, subject, detail })
    }
}

impl fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// The HRESULT that a mail program of Microsoft's shows: `0x800CCC0E`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientCode(u32);

impl FromStr for ClientCode {
    type Err = NotACode;

    /// Reads `0x` and eight hexadecimal digits, of which the first is 8 (the failure bit of an HRESULT).
    fn from_str(written: &str) -> Result<Self, NotACode> {
        let digits = written.strip_prefix("0x").or_else(|| written.strip_prefix("0X")).ok_or(NotACode)?;
        if digits.len() != 8 || !digits.starts_with('8') || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NotACode);
        }
        u32::from_str_radix(digits, 16).map(Self).map_err(|_| NotACode)
    }
}

impl fmt::Display for ClientCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{:08x}", self.0)
    }
}

/// Any of the three, as the catalog's code pages and links name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    Reply(ReplyCode),
    Enhanced(EnhancedCode),
    Client(ClientCode),
}

impl FromStr for Code {
    type Err = NotACode;

    fn from_str(written: &str) -> Result<Self, NotACode> {
        written
            .parse()
            .map(Self::Reply)
            .or_else(|_| written.parse().map(Self::Enhanced))
            .or_else(|_| written.parse().map(Self::Client))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply(code) => code.fmt(f),
            Self::Enhanced(code) => code.fmt(f),
            Self::Client(code) => code.fmt(f),
        }
    }
}

/// Serialized as it is written, and read from what is written.
macro_rules! as_written {
    ($($code:ty),*) => {$(
        impl Serialize for $code {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $code {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let written = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                written.parse().map_err(|_| serde::de::Error::custom(format!("{written:?} is not a code of this kind")))
            }
        }
    )*};
}
as_written!(ReplyCode, EnhancedCode, ClientCode, Code);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_is_shown_as_it_is_written() {
        for written in ["550", "421", "5.7.1", "4.7.500", "2.1.5", "0x800ccc0e"] {
            assert_eq!(written.parse::<Code>().unwrap().to_string(), written);
        }
    }

    #[test]
    fn numbers_that_are_no_codes_are_refused() {
        for written in [
            "",
            "55",
            "5500",
            "650",
            "150",
            "1.2.3",
            "5.7",
            "5.7.1.2",
            "3.0.0",
            "5.7.1000",
            "0x80",
            "0x000ccc0e",
            "+50",
        ] {
            assert_eq!(written.parse::<Code>(), Err(NotACode), "{written:?}");
        }
    }

    #[test]
    fn the_class_of_a_reply_tells_permanent_from_temporary() {
        let reply = |written: &str| written.parse::<ReplyCode>().unwrap();
        assert!(reply("550").is_permanent() && !reply("550").is_temporary());
        assert!(reply("451").is_temporary() && !reply("451").is_permanent());
        assert!(reply("250").is_positive());
    }
}
