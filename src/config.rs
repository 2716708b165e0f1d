//! Every setting of the server: its option, its environment variable, its default, and the reason for the default.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde::Deserialize;

/// What `mailclinic serve` can be told.
#[derive(Debug, Clone, Args)]
pub struct ServeSettings {
    /// Address and port to listen on; a proxy in front speaks TLS, so the loopback is enough
    #[arg(long, env = "MAILCLINIC_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,

    /// A content folder laid over the embedded one, the last on top; repeatable
    #[arg(long, env = "MAILCLINIC_CONTENT", value_name = "DIR", value_delimiter = ':')]
    pub content: Vec<PathBuf>,

    /// A TOML file that tells the site's name, base_url and contact
    #[arg(long, env = "MAILCLINIC_SITE", value_name = "FILE")]
    pub site: Option<PathBuf>,

    /// The largest paste that is read, in bytes; a bounce with its original message stays below 1 MiB
    #[arg(long, env = "MAILCLINIC_PASTE_LIMIT", value_name = "BYTES", default_value_t = 1 << 20)]
    pub paste_limit: usize,

    /// Seconds that a request body may take to arrive; a stalled one would hold its connection for good
    #[arg(long, env = "MAILCLINIC_BODY_DEADLINE", value_name = "SECONDS", default_value_t = 10)]
    pub body_deadline: u64,

    /// Worker threads; by default one for each core
    #[arg(long, env = "MAILCLINIC_WORKERS", value_name = "N")]
    pub workers: Option<NonZeroUsize>,
}

impl ServeSettings {
    /// The limits on what a request may bring.
    pub fn limits(&self) -> Limits {
        Limits { paste: self.paste_limit, body_deadline: Duration::from_secs(self.body_deadline) }
    }
}

/// What a request may bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a paste.
    pub paste: usize,
    /// How long a body may take to arrive.
    pub body_deadline: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { paste: 1 << 20, body_deadline: Duration::from_secs(10) }
    }
}

/// Whose site it is. Everything here is the operator's word; nothing is taken from a request's `Host` header, which
/// anyone can set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// The name in the header and in titles.
    pub name: String,
    /// Scheme and host, such as `https://help.example.org`. Without it links stay relative and there is no sitemap.
    pub base_url: Option<String>,
    /// Where people who are still stuck can turn: an address (`mailto:help@example.org`) or a page.
    pub contact: Option<String>,
}

impl Default for Site {
    fn default() -> Self {
        Self { name: "Mailclinic".to_owned(), base_url: None, contact: None }
    }
}

/// A site file that cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The file cannot be read.
    #[error("cannot read the site file {}", path.display())]
    Unread {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file is not the TOML that it should be.
    #[error("the site file {} is wrong: {source}", path.display())]
    Wrong {
        /// Which file.
        path: PathBuf,
        /// What is wrong, with its line.
        source: Box<toml::de::Error>,
    },
    /// A link that is no web or mail address would end up in every page.
    #[error("`{0}` in the site file must start with https://, http:// or, for the contact, mailto:")]
    Scheme(String),
}

impl Site {
    /// Reads the operator's file.
    ///
    /// # Errors
    /// The file cannot be read, is not the TOML that it should be, or has a link with another scheme.
    pub fn read(path: &Path) -> Result<Self, SiteError> {
        let text =
            std::fs::read_to_string(path).map_err(|source| SiteError::Unread { path: path.to_owned(), source })?;
        let site: Self = toml::from_str(&text)
            .map_err(|source| SiteError::Wrong { path: path.to_owned(), source: Box::new(source) })?;
        site.checked()
    }

    fn checked(mut self) -> Result<Self, SiteError> {
        let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
        if let Some(url) = self.base_url.as_ref().filter(|url| !is_web(url)) {
            return Err(SiteError::Scheme(url.clone()));
        }
        if let Some(url) = self.contact.as_ref().filter(|url| !is_web(url) && !url.starts_with("mailto:")) {
            return Err(SiteError::Scheme(url.clone()));
        }
        self.base_url = self.base_url.map(|url| url.trim_end_matches('/').to_owned());
        Ok(self)
    }

    /// An address of this site as seen from elsewhere: absolute where the base URL is known, else the path itself.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.as_deref().unwrap_or_default())
    }

    /// The site's name in the reader's address bar, or nothing where it is not known.
    pub fn host(&self) -> &str {
        let url = self.base_url.as_deref().unwrap_or_default();
        url.split_once("://").map_or("", |(_, host)| host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_loses_its_last_slash() {
        let site: Site = toml::from_str("base_url = \"https://help.example.org/\"").expect("it is TOML");
        let site = site.checked().expect("the scheme is right");
        assert_eq!(site.link("/101"), "https://help.example.org/101");
        assert_eq!(site.host(), "help.example.org");
    }

    #[test]
    fn without_a_base_url_links_stay_relative() {
        assert_eq!(Site::default().link("/101"), "/101");
    }

    #[test]
    fn a_link_with_a_foreign_scheme_is_refused() {
        let site = Site { contact: Some("javascript:alert(1)".to_owned()), ..Site::default() };
        assert!(matches!(site.checked(), Err(SiteError::Scheme(_))));
    }
}
