//! Messages written as Outlook writes them, whole and broken.

use std::io::{Cursor, Write};

use encoding_rs::WINDOWS_1251;

use super::*;

const RUSSIAN: &str = "Письмо не доставлено: ящик получателя переполнен";

/// A compound file that grows, with the records of the storage that is being written.
struct Draft {
    file: cfb::CompoundFile<Cursor<Vec<u8>>>,
    records: Vec<(String, Vec<u8>)>,
}

impl Draft {
    fn new() -> Self {
        let file =
            cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).expect("in memory");
        Self { file, records: Vec::new() }.storage("", 32)
    }

    /// A storage whose records have a header of that length.
    fn storage(mut self, path: &str, header: usize) -> Self {
        if !path.is_empty() {
            self.file.create_storage_all(path).expect("in memory");
        }
        self.records.push((path.to_owned(), vec![0; header]));
        self
    }

    fn recipient(self, number: usize) -> Self {
        self.storage(&format!("/__recip_version1.0_#{number:08X}"), 8)
    }

    fn number(mut self, property: u16, value: u32) -> Self {
        let (_, records) = self.records.last_mut().expect("the root is there");
        records.extend((u32::from(property) << 16 | 3).to_le_bytes());
        records.extend([6, 0, 0, 0]);
        records.extend(value.to_le_bytes());
        records.extend([0; 4]);
        self
    }

    fn stream(mut self, name: &str, bytes: &[u8]) -> Self {
        let (path, _) = self.records.last().expect("the root is there");
        let mut stream = self.file.create_stream(format!("{path}/{name}")).expect("in memory");
        stream.write_all(bytes).expect("in memory");
        drop(stream);
        self
    }

    fn bytes(self, tag: u32, bytes: &[u8]) -> Self {
        self.stream(&format!("__substg1.0_{tag:08X}"), bytes)
    }

    /// A string in UTF-16.
    fn string(self, property: u16, text: &str) -> Self {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.bytes(u32::from(property) << 16 | 0x001f, &units)
    }

    /// A string in a code page.
    fn string8(self, property: u16, text: &[u8]) -> Self {
        self.bytes(u32::from(property) << 16 | 0x001e, text)
    }

    fn close(mut self) -> Vec<u8> {
        for (path, records) in std::mem::take(&mut self.records) {
            let mut stream = self.file.create_stream(format!("{path}/__properties_version1.0")).expect("in memory");
            stream.write_all(&records).expect("in memory");
        }
        self.file.flush().expect("in memory");
        self.file.into_inner().into_inner()
    }
}

/// The notice that Exchange makes of an unknown recipient, with the message that it returns.
fn notice() -> Vec<u8> {
    let inner = "/__attach_version1.0_#00000000/__substg1.0_3701000D";
    Draft::new()
        .string(0x001a, "REPORT.IPM.Note.NDR")
        .string(0x0037, "Undeliverable: quarterly figures")
        .string(0x0042, "Microsoft Outlook")
        .string(0x0065, "/O=EXAMPLE/CN=MICROSOFTEXCHANGE")
        .string(0x0c1f, "MicrosoftExchange329e@example.net")
        .string(0x0e04, "Boris")
        .string(0x007d, "From: Microsoft Outlook\r\nAuto-Submitted: auto-replied\r\n")
        .string(0x1001, "Your message did not reach some or all of the intended recipients.")
        .recipient(1)
        .string(0x3001, "Anna")
        .string(0x3003, "/O=EXAMPLE/CN=ANNA")
        .string(0x39fe, "anna@example.org")
        .string(0x1001, "The e-mail address you entered couldn't be found.")
        .string(0x0c1b, "<mx.example.org #5.1.1 smtp;550 5.1.1 User unknown>")
        .number(0x0c04, 1)
        .number(0x0c05, 35)
        .number(0x0c20, 511)
        .recipient(0)
        .string(0x3003, "igor@example.org")
        .number(0x0c20, 522)
        .storage("/__attach_version1.0_#00000000", 8)
        .number(0x3705, 5)
        .storage(inner, 24)
        .string(0x0037, "quarterly figures")
        .string8(0x1000, &WINDOWS_1251.encode(RUSSIAN).0)
        .number(0x3ffd, 1251)
        .storage(&format!("{inner}/__attach_version1.0_#00000000"), 8)
        .string(0x3707, "figures.csv")
        .string(0x370e, "text/csv")
        .number(0x3705, 1)
        .bytes(0x3701_0102, &b"1;2\n".repeat(3000))
        .close()
}

fn body_of(draft: Draft) -> String {
    read(&draft.close()).expect("it is a message").body
}

#[test]
fn a_report_tells_of_each_recipient_and_returns_the_message() {
    let saved = read(&notice()).expect("it is a message");
    assert_eq!(saved.class, "REPORT.IPM.Note.NDR");
    assert_eq!(saved.subject, "Undeliverable: quarterly figures");
    assert_eq!(saved.from, "Microsoft Outlook <MicrosoftExchange329e@example.net>");
    assert_eq!(saved.to, "Boris");
    assert!(saved.headers.contains("Auto-Submitted"));
    assert!(saved.report_text.starts_with("Your message did not reach"));
    let [igor, anna] = saved.recipients.as_slice() else { panic!("two recipients") };
    assert_eq!((igor.address.as_str(), igor.enhanced_code().as_deref()), ("igor@example.org", Some("5.2.2")));
    assert_eq!((anna.name.as_str(), anna.address.as_str()), ("Anna", "anna@example.org"));
    assert_eq!((anna.reason, anna.diagnostic, anna.status), (Some(1), Some(35), Some(511)));
    assert!(anna.report_text.contains("couldn't be found"));
    assert!(anna.supplementary_info.contains("550 5.1.1 User unknown"));
    let [returned] = saved.nested.as_slice() else { panic!("one message is returned") };
    assert_eq!((returned.subject.as_str(), returned.body.as_str()), ("quarterly figures", RUSSIAN));
    let [figures] = returned.attachments.as_slice() else { panic!("one attachment") };
    assert_eq!((figures.name.as_str(), figures.mime.as_str()), ("figures.csv", "text/csv"));
    assert_eq!(figures.data, b"1;2\n".repeat(3000));
    assert!(saved.attachments.is_empty());
}

#[test]
fn subjects_and_bodies_of_any_encoding_are_read() {
    let in_1251 = WINDOWS_1251.encode(RUSSIAN).0;
    for (draft, expected) in [
        (Draft::new().string8(0x0037, b"Failed").string8(0x1000, b"Failed"), "Failed"),
        (Draft::new().string(0x0037, RUSSIAN).string(0x1000, RUSSIAN), RUSSIAN),
        (Draft::new().string8(0x0037, &in_1251).string8(0x1000, &in_1251).number(0x3ffd, 1251), RUSSIAN),
        (Draft::new().string8(0x0037, &in_1251).string8(0x1000, &in_1251).number(0x3fde, 1251), RUSSIAN),
        (Draft::new().string8(0x0037, &in_1251).string8(0x1000, &in_1251), RUSSIAN),
        (Draft::new().string8(0x0037, RUSSIAN.as_bytes()).string8(0x1000, RUSSIAN.as_bytes()), RUSSIAN),
    ] {
        let saved = read(&draft.close()).expect("it is a message");
        assert_eq!((saved.subject.as_str(), saved.body.as_str()), (expected, expected));
    }
}

#[test]
fn a_body_in_rtf_or_html_is_read_where_there_is_no_other() {
    let rtf = br"{\rtf1\ansi\ansicpg1251\pard \'cf\'e8\'f1\'fc\'ec\'ee\par 550}";
    let header = |kind: &[u8]| [&[0; 4], &(rtf.len() as u32).to_le_bytes(), kind, &[0; 4]].concat();
    let stored = [header(b"MELA"), rtf.to_vec()].concat();
    // Every eight bytes behind a control byte of eight literals: what a compressor does that finds no repetition.
    let literal: Vec<u8> = rtf.chunks(8).flat_map(|run| [&[0], run].concat()).collect();
    let compressed = [header(b"LZFu"), literal].concat();
    let html = WINDOWS_1251.encode("<html><body><p>Письмо<br>550</p></body></html>").0.into_owned();
    assert_eq!(body_of(Draft::new().bytes(0x1009_0102, &stored)), "Письмо\n550");
    assert_eq!(body_of(Draft::new().bytes(0x1009_0102, &compressed)), "Письмо\n550");
    assert_eq!(body_of(Draft::new().bytes(0x1009_0102, &stored).string(0x1000, "plain")), "plain");
    assert_eq!(
        body_of(Draft::new().bytes(0x1009_0102, b"junk").bytes(0x1013_0102, &html).number(0x3fde, 1251)),
        "Письмо\n550"
    );
}

#[test]
fn messages_nest_to_a_depth() {
    let mut path = String::new();
    let mut draft = Draft::new().string(0x0037, "0");
    for depth in 1..8 {
        path += "/__attach_version1.0_#00000000";
        draft = draft.storage(&path, 8).number(0x3705, 5);
        path += "/__substg1.0_3701000D";
        draft = draft.storage(&path, 24).string(0x0037, &depth.to_string());
    }
    let saved = read(&draft.close()).expect("it is a message");
    let chain = std::iter::successors(Some(&saved), |saved| saved.nested.first());
    assert_eq!(chain.map(|saved| saved.subject.as_str()).collect::<Vec<_>>(), ["0", "1", "2", "3", "4"]);
}

#[test]
fn attachments_are_counted_and_cut_off() {
    let mut draft = Draft::new();
    for number in 0..25 {
        let length = if number == 0 { LONGEST_ATTACHMENT + 1 } else { 10 };
        draft =
            draft.storage(&format!("/__attach_version1.0_#{number:08X}"), 8).bytes(0x3701_0102, &vec![b'a'; length]);
    }
    let saved = read(&draft.close()).expect("it is a message");
    assert_eq!(saved.attachments.len(), MOST_ATTACHMENTS);
    assert_eq!(saved.attachments[0].data.len(), LONGEST_ATTACHMENT);
    assert_eq!(saved.attachments[19].data.len(), 10);
}

#[test]
fn files_of_other_programs_are_no_messages() {
    let mut document = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
    document.create_stream("/WordDocument").expect("in memory").write_all(b"text").expect("in memory");
    document.flush().expect("in memory");
    assert_eq!(read(&document.into_inner().into_inner()), None);
    assert_eq!(read(b""), None);
    assert_eq!(read(b"From: a@example.org\n\n"), None);
    assert_eq!(read(&compound::MAGIC), None);
}

#[test]
fn a_file_that_is_cut_short_anywhere_yields_what_is_left() {
    let whole = notice();
    let mut read_in_part = 0;
    for length in (0..whole.len()).step_by(512).chain(whole.len() - 40..whole.len()) {
        read_in_part += usize::from(read(&whole[..length]).is_some_and(|saved| !saved.class.is_empty()));
    }
    assert!(read_in_part > 0);
}

#[test]
fn flipped_bytes_and_random_ones_panic_nowhere() {
    let whole = notice();
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for _ in 0..3000 {
        let mut broken = whole.clone();
        for _ in 0..random() % 40 + 1 {
            let at = random() as usize % if random() % 3 == 0 { 512 } else { broken.len() };
            broken[at] = random() as u8;
        }
        read(&broken);
        let mut junk: Vec<u8> = (0..random() % 3000).map(|_| random() as u8).collect();
        rtf::text(&junk);
        html::text(&String::from_utf8_lossy(&junk));
        lzfu::decompress(&[&[0; 8], b"LZFu".as_slice(), &junk].concat());
        junk.splice(0..junk.len().min(8), compound::MAGIC);
        read(&junk);
    }
}
