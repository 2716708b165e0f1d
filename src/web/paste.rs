//! A paste out of a form, in either of the two ways that browsers send one.
//!
//! | field | holds |
//! | --- | --- |
//! | `text` | what was pasted |
//! | `file` | an uploaded file; it counts where both are given |
//! | `bytes` | a paste that is not plain text, in base64, kept by the result page's language switch |
//! | `switch` | present where the form is that language switch |

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use actix_web::web::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::{TryStreamExt, stream};

use super::excerpt::has_invisible;
use super::trouble::Trouble;

/// A form has four fields; ten thousand parts are an attack.
const MOST_PARTS: usize = 16;

/// What a person sent to be explained.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Paste {
    /// The text or the file, as it came.
    pub bytes: Vec<u8>,
    /// How it came.
    pub by: By,
}

/// How a paste came.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By the paste box or an upload.
    #[default]
    Hand,
    /// By the result page's language switch.
    Switch,
}

/// The largest body that may hold a paste of `limit` bytes: percent-encoding triples what is not Latin.
pub fn body_limit(limit: usize) -> usize {
    limit * 3 + (64 << 10)
}

impl Paste {
    /// Reads a form's body.
    ///
    /// # Errors
    /// It is not a form, holds nothing, or holds more than `limit` bytes.
    pub async fn read(headers: &HeaderMap, body: Bytes, limit: usize) -> Result<Self, Trouble> {
        let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let fields = match kind.as_str() {
            "application/x-www-form-urlencoded" => urlencoded(&body),
            "multipart/form-data" => multipart(headers, body).await?,
            _ => return Err(Trouble::WrongKind),
        };
        let paste = fields.into_paste()?;
        if paste.bytes.len() > limit {
            return Err(Trouble::TooLarge);
        }
        if paste.bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Trouble::NothingPasted);
        }
        Ok(paste)
    }

    /// What the result page's language switch has to keep.
    pub fn kept(&self) -> Kept {
        match std::str::from_utf8(&self.bytes) {
            // HTML has no way to write a NUL, and nothing invisible goes into the page, not even into its source.
            Ok(text) if !has_invisible(text) => Kept { field: "text", value: text.to_owned() },
            _ => Kept { field: "bytes", value: STANDARD.encode(&self.bytes) },
        }
    }
}

/// A hidden field that keeps a paste.
pub struct Kept {
    pub field: &'static str,
    pub value: String,
}

#[derive(Default)]
struct Fields {
    text: Vec<u8>,
    file: Vec<u8>,
    base64: Vec<u8>,
    by: By,
}

impl Fields {
    fn set(&mut self, name: &str, value: Vec<u8>) {
        match name {
            "text" => self.text = value,
            "file" => self.file = value,
            "bytes" => self.base64 = value,
            "switch" => self.by = By::Switch,
            _ => {}
        }
    }

    fn into_paste(self) -> Result<Paste, Trouble> {
        let bytes = if !self.file.is_empty() {
            self.file
        } else if !self.base64.is_empty() {
            STANDARD.decode(self.base64).map_err(|_| Trouble::Unreadable)?
        } else {
            self.text
        };
        Ok(Paste { bytes, by: self.by })
    }
}

fn urlencoded(body: &[u8]) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in form_urlencoded::parse(body) {
        fields.set(&name, value.into_owned().into_bytes());
    }
    fields
}

async fn multipart(headers: &HeaderMap, body: Bytes) -> Result<Fields, Trouble> {
    let mut parts = Multipart::new(headers, stream::once(std::future::ready(Ok(body))));
    let mut fields = Fields::default();
    for _ in 0..MOST_PARTS {
        match parts.try_next().await.map_err(broken)? {
            Some(part) => {
                let name = part.name().unwrap_or_default().to_owned();
                fields.set(&name, value(part).await?);
            }
            None => return Ok(fields),
        }
    }
    Err(Trouble::Unreadable)
}

async fn value(part: Field) -> Result<Vec<u8>, Trouble> {
    let gathered = part.try_fold(Vec::new(), |mut value, chunk| {
        value.extend_from_slice(&chunk);
        std::future::ready(Ok(value))
    });
    gathered.await.map_err(broken)
}

fn broken(_: MultipartError) -> Trouble {
    Trouble::Unreadable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(body: &str) -> Result<Paste, Trouble> {
        urlencoded(body.as_bytes()).into_paste()
    }

    #[test]
    fn a_form_gives_the_text_as_it_was_pasted() {
        assert_eq!(form("text=550+%D0%BD%D0%B5%D1%82").expect("it is a form").bytes, "550 нет".as_bytes());
    }

    #[test]
    fn what_is_not_text_comes_through_the_language_switch_unchanged() {
        let paste = Paste { bytes: b"a\0\xff".to_vec(), by: By::Hand };
        let kept = paste.kept();
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair(kept.field, &kept.value)
            .append_pair("switch", "")
            .finish();
        assert_eq!(form(&body).expect("it is a form"), Paste { by: By::Switch, ..paste });
    }

    #[test]
    fn damaged_base64_is_told() {
        assert_eq!(form("bytes=***"), Err(Trouble::Unreadable));
    }
}
