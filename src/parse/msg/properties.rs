//! The properties of a storage (MS-OXMSG, 2.4): numbers in one stream of records, strings and bytes in a stream each, whose
//! name says property and type (`__substg1.0_0037001F`: the subject, in UTF-16).

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::codepage;
use super::compound::{Compound, ROOT, u32_at};

/// Bytes of a string that are read at most: a notice with its log is shorter.
const LONGEST_TEXT: usize = 1 << 20;
const NUMBERS: &str = "__properties_version1.0";

const BYTES: u16 = 0x0102;
const STRING_OF_CODE_PAGE: u16 = 0x001e;
const STRING: u16 = 0x001f;

/// The records' header is longer the more a storage can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// A message: the file's own, or one that is attached.
    Message,
    /// A recipient or an attachment.
    Row,
}

/// The encodings of a message's strings and of its HTML, which may differ.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Encodings {
    strings: Option<&'static Encoding>,
    html: Option<&'static Encoding>,
}

/// A storage's properties.
#[derive(Debug)]
pub(super) struct Properties<'a> {
    file: &'a Compound<'a>,
    storage: usize,
    records: Vec<u8>,
}

impl<'a> Properties<'a> {
    /// The properties of a storage; `None` where it should hold a message's and does not.
    pub(super) fn of(file: &'a Compound<'a>, storage: usize, holder: Holder) -> Option<Self> {
        let header = match holder {
            Holder::Message if storage == ROOT => 32,
            Holder::Message => 24,
            Holder::Row => 8,
        };
        let mut records = match holder {
            Holder::Message => file.stream(storage, NUMBERS, LONGEST_TEXT)?,
            Holder::Row => file.stream(storage, NUMBERS, LONGEST_TEXT).unwrap_or_default(),
        };
        records.drain(..header.min(records.len()));
        Some(Self { file, storage, records })
    }

    /// A number (`PT_LONG`).
    pub(super) fn number(&self, property: u16) -> Option<u32> {
        let tag = u32::from(property) << 16 | 0x0003;
        let record = self.records.chunks_exact(16).find(|record| u32_at(record, 0) == Some(tag))?;
        u32_at(record, 8)
    }

    /// Bytes, at most `limit` of them.
    pub(super) fn bytes(&self, property: u16, limit: usize) -> Option<Vec<u8>> {
        self.stream(property, BYTES, limit)
    }

    /// A string; an empty one where there is none.
    pub(super) fn string(&self, property: u16, encodings: Encodings) -> String {
        let (text, encoding) = match self.stream(property, STRING, 2 * LONGEST_TEXT) {
            Some(text) => (text, Some(UTF_16LE)),
            None => (self.stream(property, STRING_OF_CODE_PAGE, LONGEST_TEXT).unwrap_or_default(), encodings.strings),
        };
        codepage::decode(&text, encoding).trim_end_matches('\0').to_owned()
    }

    /// The first of several strings that says anything.
    pub(super) fn first_string(&self, properties: &[u16], encodings: Encodings) -> String {
        let mut strings = properties.iter().map(|&property| self.string(property, encodings));
        strings.find(|string| !string.trim().is_empty()).unwrap_or_default()
    }

    /// HTML, which stands as bytes or as a string.
    pub(super) fn html(&self, property: u16, encodings: Encodings) -> String {
        match self.bytes(property, LONGEST_TEXT) {
            Some(html) => codepage::decode(&html, encodings.html),
            None => self.string(property, encodings),
        }
    }

    /// The encodings that a message declares: `PR_MESSAGE_CODEPAGE` for its strings, `PR_INTERNET_CPID` for its HTML, each
    /// for both where the other is missing.
    pub(super) fn encodings(&self) -> Encodings {
        let declared = |property| {
            let encoding = self.number(property).and_then(codepage::encoding);
            encoding.filter(|encoding| ![UTF_16LE, UTF_16BE].contains(encoding))
        };
        let (strings, html) = (declared(0x3ffd), declared(0x3fde));
        Encodings { strings: strings.or(html), html: html.or(strings) }
    }

    /// The storage of an object (`PT_OBJECT`).
    pub(super) fn object(&self, property: u16) -> Option<usize> {
        self.file.storages(self.storage, &format!("__substg1.0_{property:04X}000D")).first().copied()
    }

    fn stream(&self, property: u16, kind: u16, limit: usize) -> Option<Vec<u8>> {
        self.file.stream(self.storage, &format!("__substg1.0_{property:04X}{kind:04X}"), limit)
    }
}
