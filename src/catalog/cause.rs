//! The causes: what a diagnosis may say at all.

use serde::{Deserialize, Serialize};

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
