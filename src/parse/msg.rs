//! Outlook's saved messages (`.msg`, MS-OXMSG) → the strings in them that tell of a failure. Never fails on what it
//! recognises: a file that is broken or cut short yields what can still be read.
//!
//! 1. [`compound`] takes the file apart into storages and streams.
//! 2. [`properties`] reads a storage's numbers, strings and bytes; strings of no declared code page are guessed.
//! 3. The body is the plain one; else the text of the RTF ([`lzfu`], [`rtf`]); else that of the HTML ([`html`]).
//! 4. Recipients carry what a report says of each; attached messages are read like the file itself.

mod codepage;
mod compound;
mod html;
mod lzfu;
mod properties;
mod rtf;
#[cfg(test)]
mod tests;

use std::cell::Cell;

use compound::{Compound, ROOT};
use properties::{Encodings, Holder, Properties};

/// Messages inside messages that are entered.
const DEEPEST: usize = 4;
/// Messages that are read of one file, however they nest.
const MOST_NESTED: usize = 20;
const MOST_ATTACHMENTS: usize = 20;
/// Recipients that are read; a notice about more says the same of each.
const MOST_RECIPIENTS: usize = 200;
/// Bytes of an attachment that are kept.
const LONGEST_ATTACHMENT: usize = 2 << 20;
/// Bytes of compressed RTF that are read.
const LONGEST_RTF: usize = 4 << 20;

const RECIPIENTS: &str = "__recip_version1.0_#";
const ATTACHMENTS: &str = "__attach_version1.0_#";

/// A message that Outlook saved; what it does not say is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saved {
    /// `PR_SUBJECT`.
    pub subject: String,
    /// Who sent it, as `Name <address>` where both are known.
    pub from: String,
    /// Whom Outlook shows as its recipients: names, with semicolons between them.
    pub to: String,
    /// `PR_MESSAGE_CLASS`: `IPM.Note`, and `REPORT.IPM.Note.NDR` for a notice that Exchange sent.
    pub class: String,
    /// The header fields as they came over the Internet; messages within one organization have none.
    pub headers: String,
    /// The text that a reader sees.
    pub body: String,
    /// `PR_REPORT_TEXT`: what a report says of all recipients.
    pub report_text: String,
    /// In a report, those that it is about.
    pub recipients: Vec<Recipient>,
    /// At most 20, of at most 2 MiB each.
    pub attachments: Vec<Attachment>,
    /// Attached messages: in a report the one that failed.
    pub nested: Vec<Saved>,
}

/// A recipient, and what a report says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipient {
    /// The name that Outlook shows.
    pub name: String,
    /// The SMTP address where there is one, else the address of whatever kind (`/O=EXAMPLE/OU=…`).
    pub address: String,
    /// `PR_REPORT_TEXT`.
    pub report_text: String,
    /// `PR_NDR_REASON_CODE` (X.400's: 0 is "transfer failed").
    pub reason: Option<u32>,
    /// `PR_NDR_DIAG_CODE` (X.400's: 0 is "unknown recipient", `0xffff_ffff` is none).
    pub diagnostic: Option<u32>,
    /// `PR_NDR_STATUS_CODE`: 511 is the enhanced code 5.1.1.
    pub status: Option<u32>,
    /// `PR_SUPPLEMENTARY_INFO`: the server and its answer, as `<mx.example.org #5.1.1 smtp;550 5.1.1 User unknown>`.
    pub supplementary_info: String,
}

impl Recipient {
    /// The enhanced code (RFC 3463) in the status: Exchange writes kind · 100 + subject · 10 + detail (MS-OXCMAIL,
    /// 2.2.3.7.1.3), and nothing there of codes with more digits.
    pub fn enhanced_code(&self) -> Option<String> {
        let status = self.status.filter(|status| matches!(status / 100, 2 | 4 | 5))?;
        Some(format!("{}.{}.{}", status / 100, status / 10 % 10, status % 10))
    }
}

/// A file that came with a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Its file name, or what Outlook shows for one.
    pub name: String,
    /// The media type, where the sender named one.
    pub mime: String,
    /// Its content, cut off at 2 MiB.
    pub data: Vec<u8>,
}

/// Reads a saved message; `None` for bytes that are no compound file, or one of another program (`.doc`, `.xls`).
pub fn read(bytes: &[u8]) -> Option<Saved> {
    let file = Compound::open(bytes)?;
    Walk { file: &file, left: Cell::new(MOST_NESTED) }.message(ROOT, 0)
}

/// The way through a file's messages.
struct Walk<'a> {
    file: &'a Compound<'a>,
    /// Attached messages that may still be read.
    left: Cell<usize>,
}

impl Walk<'_> {
    fn message(&self, storage: usize, depth: usize) -> Option<Saved> {
        let properties = Properties::of(self.file, storage, Holder::Message)?;
        let encodings = properties.encodings();
        let recipients = self.recipients(storage, encodings);
        let string = |property| properties.string(property, encodings);
        let mut saved = Saved {
            subject: string(0x0037),
            from: sender(&properties, encodings),
            to: string(0x0e04),
            class: string(0x001a),
            headers: string(0x007d),
            body: body(&properties, encodings),
            report_text: string(0x1001),
            recipients,
            ..Saved::default()
        };
        if saved.to.is_empty() {
            let shown = saved.recipients.iter().map(|recipient| mailbox(&recipient.name, &recipient.address));
            saved.to = shown.collect::<Vec<_>>().join("; ");
        }
        for attached in self.file.storages(storage, ATTACHMENTS).into_iter().take(MOST_ATTACHMENTS) {
            self.attachment(attached, encodings, depth, &mut saved);
        }
        Some(saved)
    }

    fn recipients(&self, storage: usize, encodings: Encodings) -> Vec<Recipient> {
        let rows = self.file.storages(storage, RECIPIENTS).into_iter().take(MOST_RECIPIENTS);
        rows.filter_map(|row| Some(recipient(&Properties::of(self.file, row, Holder::Row)?, encodings))).collect()
    }

    fn attachment(&self, storage: usize, encodings: Encodings, depth: usize, saved: &mut Saved) {
        let Some(properties) = Properties::of(self.file, storage, Holder::Row) else { return };
        // Method 5 is a message; 6, a drawing or a sheet of another program, has a storage too, but no properties in it.
        if let Some(object) = properties.object(0x3701) {
            let Some(left) = self.left.get().checked_sub(1).filter(|_| depth < DEEPEST) else { return };
            self.left.set(left);
            saved.nested.extend(self.message(object, depth + 1));
        } else if let Some(data) = properties.bytes(0x3701, LONGEST_ATTACHMENT) {
            let name = properties.first_string(&[0x3707, 0x3704, 0x3001], encodings);
            let mime = properties.string(0x370e, encodings);
            saved.attachments.push(Attachment { name, mime, data });
        }
    }
}

fn recipient(properties: &Properties<'_>, encodings: Encodings) -> Recipient {
    Recipient {
        name: properties.first_string(&[0x3001, 0x5ff6], encodings),
        address: properties.first_string(&[0x39fe, 0x3003], encodings),
        report_text: properties.string(0x1001, encodings),
        reason: properties.number(0x0c04),
        diagnostic: properties.number(0x0c05),
        status: properties.number(0x0c20),
        supplementary_info: properties.string(0x0c1b, encodings),
    }
}

/// For whom it was sent comes before who sent it, as `From` does before `Sender`. Addresses within an organization are
/// X.500 names that nobody reads: they count only where there is nothing else.
fn sender(properties: &Properties<'_>, encodings: Encodings) -> String {
    let name = properties.first_string(&[0x0042, 0x0c1a], encodings);
    let addresses = [0x5d02, 0x0065, 0x5d01, 0x0c1f].map(|property| properties.string(property, encodings));
    match addresses.iter().find(|address| address.contains('@')) {
        Some(address) => mailbox(&name, address),
        None if name.is_empty() => addresses.into_iter().find(|address| !address.is_empty()).unwrap_or_default(),
        None => name,
    }
}

fn mailbox(name: &str, address: &str) -> String {
    match (name, address) {
        (name, "") => name.to_owned(),
        (name, address) if name.is_empty() || name == address => address.to_owned(),
        (name, address) => format!("{name} <{address}>"),
    }
}

fn body(properties: &Properties<'_>, encodings: Encodings) -> String {
    let plain = || properties.string(0x1000, encodings);
    let rich =
        || rtf::text(&properties.bytes(0x1009, LONGEST_RTF).and_then(|rtf| lzfu::decompress(&rtf)).unwrap_or_default());
    let html = || html::text(&properties.html(0x1013, encodings));
    let bodies: [&dyn Fn() -> String; 3] = [&plain, &rich, &html];
    bodies.iter().map(|body| body()).find(|body| !body.trim().is_empty()).unwrap_or_default()
}
