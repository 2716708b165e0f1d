//! The causes: what a diagnosis may say at all.

use serde::{Deserialize, Serialize};

use super::{Folders, Problem};

/// One cause of `content/causes.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Public, and never changes its meaning.
    pub id: String,
    /// The heading it stands under: `address`, `mailbox`, `limits` …
    pub group: String,
    /// Who can mend it, in the usual case.
    pub who: Who,
    /// Whether the same message would fail again.
    pub lasts: Lasts,
    /// What it means, in one English line, for authors.
    pub is: String,
}

/// Who can mend an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The person who wrote.
    Sender,
    /// The administrator of the sender's mail server or domain.
    SenderAdmin,
    /// The person written to.
    Recipient,
    /// The administrator on the recipient's side.
    RecipientAdmin,
    /// The mailbox or hosting provider.
    Provider,
    /// Nobody in particular: the path between two servers.
    Network,
}

impl Who {
    /// The word that the JSON and the interface's message ids use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::SenderAdmin => "sender-admin",
            Self::Recipient => "recipient",
            Self::RecipientAdmin => "recipient-admin",
            Self::Provider => "provider",
            Self::Network => "network",
        }
    }
}

/// Whether an error lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lasts {
    /// The same message again fails again.
    Permanent,
    /// The server retries.
    Temporary,
    /// Both are met.
    Either,
}

/// Reads `causes.toml`, in its own order.
pub(super) fn read(folders: &Folders, problems: &mut Vec<Problem>) -> Vec<Cause> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        who: Who,
        lasts: Lasts,
        is: String,
    }
    let file = "causes.toml";
    let text = folders.text(file).unwrap_or_default();
    let groups: toml::map::Map<String, toml::Value> = toml::from_str(text).unwrap_or_else(|error| {
        problems.push(Problem::at(file, text, error.span().map_or(0, |span| span.start), error.message()));
        toml::map::Map::new()
    });
    let mut causes = Vec::new();
    for (group, rows) in groups {
        match rows.try_into::<toml::map::Map<String, toml::Value>>() {
            Ok(rows) => {
                for (id, row) in rows {
                    match row.try_into::<Row>() {
                        Ok(Row { who, lasts, is }) => causes.push(Cause { id, group: group.clone(), who, lasts, is }),
                        Err(error) => problems.push(Problem::of_file(file, format!("{id}: {error}"))),
                    }
                }
            }
            Err(error) => problems.push(Problem::of_file(file, format!("[{group}]: {error}"))),
        }
    }
    causes
}
