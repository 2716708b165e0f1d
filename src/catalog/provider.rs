//! Providers: whose server it is, by its host names, its links and its words; and what its page tells.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Folders, Language, Page, Problem, Source, room};

/// A mail provider, or a filter that stands before others' mailboxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// The folder's name.
    pub id: String,
    /// Its name as its users know it.
    pub name: String,
    /// Ends of its servers' host names, such as `mail.ru`, `google.com`: `mx.google.com` matches, `notgoogle.com` does not.
    pub hosts: Vec<String>,
    /// Domains of its users' addresses.
    pub domains: Vec<String>,
    /// Words of its servers' replies that nobody else says, folded, such as `- gsmtp`.
    pub words: Vec<String>,
    /// Its other names, for search.
    pub names: Vec<String>,
    /// General entries that its replies often lead to: ids.
    pub errors: Vec<String>,
    /// When the facts of its page were last held against the sources, `YYYY-MM-DD`; empty where it has no page.
    pub verified: String,
    /// What a mail program is set to.
    pub servers: Vec<Server>,
    /// What it allows.
    pub limits: Vec<Limit>,
    /// Its own pages that help.
    pub links: Vec<Link>,
    /// Where the facts come from.
    pub sources: Vec<Source>,
    /// Its page in each language that has one; most providers are only known by their hosts.
    pub pages: BTreeMap<Language, Page>,
}

/// A server that a mail program is set to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// What is spoken there.
    pub protocol: Protocol,
    /// Its host name.
    pub host: String,
    /// Its TCP port.
    pub port: u16,
    /// How the connection is encrypted.
    pub encryption: Encryption,
}

/// What a mail program speaks to a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// RFC 9051.
    Imap,
    /// RFC 1939.
    Pop3,
    /// Submission, RFC 6409.
    Smtp,
}

/// How a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// From the first byte, RFC 8314.
    Tls,
    /// After a greeting in the clear, RFC 3207.
    Starttls,
    /// Not at all.
    None,
}

/// What a provider allows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What is counted.
    pub what: Counted,
    /// How much of it: messages, recipients, connections; megabytes of a message, gigabytes of a mailbox.
    pub value: u64,
    /// The plan that it holds for, where it does not hold for all.
    pub plan: Option<String>,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "their names say it all")]
pub enum Counted {
    MessageSize,
    AttachmentSize,
    MailboxSize,
    RecipientsPerMessage,
    RecipientsPerHour,
    RecipientsPerDay,
    MessagesPerMinute,
    MessagesPerHour,
    MessagesPerDay,
    Connections,
}

/// A page of the provider's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What it is for.
    pub kind: LinkKind,
    /// Its address.
    pub url: String,
}

/// What a provider's page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "their names say it all")]
pub enum LinkKind {
    Postmaster,
    Delisting,
    Support,
    Status,
    AppPasswords,
    FeedbackLoop,
    Limits,
    Settings,
}

/// `provider.toml`, as authors write it: see content/README.md.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    hosts: Vec<String>,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    errors: Vec<String>,
    #[serde(default)]
    verified: String,
    #[serde(default, rename = "server")]
    servers: Vec<Server>,
    #[serde(default, rename = "limit")]
    limits: Vec<Limit>,
    #[serde(default, rename = "link")]
    links: Vec<Link>,
    #[serde(default, rename = "source")]
    sources: Vec<Source>,
}

impl Provider {
    /// Whether a host name or a domain is this provider's.
    pub fn owns_host(&self, host: &str) -> bool {
        self.hosts.iter().chain(&self.domains).any(|end| is_below(host, end))
    }

    /// Its page in `language`, else in another.
    pub fn page(&self, language: Language) -> Option<&Page> {
        language.best_of(&self.pages)
    }
}

/// Whether `host` is `end` or below it in the DNS tree. Both are lower case.
fn is_below(host: &str, end: &str) -> bool {
    host.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Reads each `providers/<id>/`, sorted by id.
pub(super) fn read(folders: &Folders, languages: &[Language], problems: &mut Vec<Problem>) -> Vec<Provider> {
    room::read(folders, "provider", languages, problems).into_iter().map(provider).collect()
}

fn provider(room::Found { id, row, pages }: room::Found<Row>) -> Provider {
    let Row { name, hosts, domains, words, names, errors, verified, servers, limits, links, sources } = row;
    Provider { id, name, hosts, domains, words, names, errors, verified, servers, limits, links, sources, pages }
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_host_belongs_to_a_domain_only_at_a_dot() {
        assert!(is_below("mx.google.com", "google.com") && is_below("google.com", "google.com"));
        assert!(!is_below("notgoogle.com", "google.com") && !is_below("google.com.example.org", "google.com"));
    }
}
