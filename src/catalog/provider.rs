//! Providers: whose server it is, by its host names, its links and its words.

use serde::Deserialize;

use super::{Folders, Problem};

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
}

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
}

impl Provider {
    /// Whether a host name or a domain is this provider's.
    pub fn owns_host(&self, host: &str) -> bool {
        self.hosts.iter().chain(&self.domains).any(|end| is_below(host, end))
    }
}

/// Whether `host` is `end` or below it in the DNS tree. Both are lower case.
fn is_below(host: &str, end: &str) -> bool {
    host.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Reads each `providers/<id>/provider.toml`, sorted by id.
pub(super) fn read(folders: &Folders, problems: &mut Vec<Problem>) -> Vec<Provider> {
    let mut providers = Vec::new();
    for id in folders.names_below("providers") {
        let file = format!("providers/{id}/provider.toml");
        let Some(text) = folders.text(&file) else {
            problems.push(Problem::of_file(&file, "is missing"));
            continue;
        };
        match toml::from_str::<Row>(text) {
            Ok(Row { name, hosts, domains, words }) => {
                providers.push(Provider { id: id.to_owned(), name, hosts, domains, words });
            }
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                problems.push(Problem::at(&file, text, offset, error.message()));
            }
        }
    }
    providers
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
