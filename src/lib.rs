//! Mailclinic: what happened to a message that came back, why, and what to do.
//!
//! ```
//! use mailclinic::catalog::{Catalog, Language};
//! use mailclinic::diagnose::{diagnose, report};
//!
//! let catalog = Catalog::load(&[]).expect("the embedded content is whole");
//! let paste = b"550 5.1.1 <anna@example.org>: Recipient address rejected: User unknown in local recipient table";
//! let diagnosis = diagnose(&catalog, paste);
//! let finding = &diagnosis.findings[0];
//! assert_eq!(finding.cause.id, "user-unknown");
//! assert_eq!(finding.recipient.as_deref(), Some("anna@example.org"));
//! println!("{}", serde_json::to_string(&report(&diagnosis, &catalog, Language::RUSSIAN)).expect("it is plain data"));
//! ```
//!
//! Two flows meet here.
//!
//! **A paste** becomes a page:
//! 1. [`text`] decodes it, and folds its spellings into one, with every byte's origin kept.
//! 2. [`parse`] recognizes its shape and finds what is said of each recipient.
//! 3. [`facts`] lists the codes, hosts and addresses in it.
//! 4. [`diagnose`](mod@diagnose) holds the words against the catalog, ranks the causes, and words the answer.
//! 5. `web` (feature `web`) shows it: as a page, or as JSON.
//!
//! **Content** becomes the catalog: [`catalog`] reads the folder `content/` with its articles, signatures and words, and
//! refuses what is not whole; `web` prints every page of it once.
//!
//! [`code`] knows the grammar of codes. Without its default features the crate is the engine alone, for other programs.

pub mod catalog;
pub mod code;
#[cfg(feature = "web")]
pub mod config;
pub mod diagnose;
pub mod facts;
pub mod parse;
pub mod text;
#[cfg(feature = "web")]
pub mod web;
