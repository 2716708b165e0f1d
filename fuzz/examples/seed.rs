//! The seed corpus, made from the catalog's samples: as they are, and in turn in other charsets, as
//! a log line, as a report and as a message that Outlook saved.
//!
//! ```text
//! cargo run --example seed        # in fuzz/; writes corpus/<target>/
//! ```

use std::fs;
use std::io::{self, Cursor, Write};
use std::path::Path;

use encoding_rs::{GBK, ISO_2022_JP, KOI8_R, WINDOWS_1251};

const TARGETS: [&str; 4] = ["text", "parse", "facts", "diagnose"];

fn main() -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for target in TARGETS {
        fs::create_dir_all(corpus.join(target))?;
    }
    let mut seeds = 0;
    for entry in mailclinic_fuzz::catalog().entries() {
        let texts = entry.samples.iter().map(|sample| &sample.text);
        for (number, text) in texts.chain(entry.near_misses.iter().map(|miss| &miss.text)).enumerate() {
            for (form, bytes) in forms(text, number) {
                seeds += 1;
                for target in TARGETS {
                    fs::write(corpus.join(target).join(format!("{}-{number}-{form}", entry.id)), &bytes)?;
                }
            }
        }
    }
    println!("{seeds} seeds for each of {TARGETS:?}");
    Ok(())
}

/// A text as it is, and in one other form: the forms take turns.
fn forms(text: &str, number: usize) -> [(&'static str, Vec<u8>); 2] {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let line = text.replace(['\r', '\n'], " ");
    let other = match number % 9 {
        0 => ("report", report(text, &line).into_bytes()),
        1 => ("postfix", format!("Nov 24 10:00:00 mx postfix/smtp[1]: 4ABC: to=<anna@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=5.0.0, status=bounced (host mx.example.org[192.0.2.1] said: {line})\n").into_bytes()),
        2 => ("exim", format!("2026-11-24 10:00:00 1tFabc-000abc-1D ** anna@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1]: {line}\n").into_bytes()),
        3 => ("utf16", utf16(text)),
        4 => ("koi8-r", KOI8_R.encode(text).0.into_owned()),
        5 => ("windows-1251", WINDOWS_1251.encode(text).0.into_owned()),
        6 => ("msg", saved(text).expect("memory takes what is written")),
        7 => ("gbk", GBK.encode(text).0.into_owned()),
        _ => ("iso-2022-jp", ISO_2022_JP.encode(text).0.into_owned()),
    };
    [("plain", text.as_bytes().to_vec()), other]
}

/// A delivery status notification (RFC 3464) with the text in its prose and its field.
fn report(text: &str, line: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.net\nTo: boris@example.net\nSubject: Undelivered Mail Returned to Sender\n\
         MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\
         Content-Type: text/plain; charset=utf-8\n\n<anna@example.org>: {text}\n\n--b\n\
         Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n\
         Final-Recipient: rfc822; anna@example.org\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; {line}\n\n--b\n\
         Content-Type: message/rfc822\n\nFrom: boris@example.net\nTo: anna@example.org\nSubject: figures\n\nHere.\n--b--\n"
    )
}

/// A notice of Exchange's own as Outlook saves it (MS-OXMSG): the text is what it says of its recipient.
fn saved(text: &str) -> io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    let recipient = "/__recip_version1.0_#00000000";
    file.create_storage(recipient)?;
    for (storage, property, value) in [
        ("", "001A", "REPORT.IPM.Note.NDR"),
        ("", "0037", "Undeliverable: figures"),
        ("", "1001", "Your message did not reach some or all of the intended recipients."),
        (recipient, "39FE", "anna@example.org"),
        (recipient, "1001", text),
    ] {
        let units: Vec<u8> = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
        file.create_stream(format!("{storage}/__substg1.0_{property}001F"))?.write_all(&units)?;
    }
    file.create_stream("/__properties_version1.0")?.write_all(&[0; 32])?;
    file.create_stream(format!("{recipient}/__properties_version1.0"))?.write_all(&[0; 8])?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}
