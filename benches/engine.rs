//! How fast the engine is, each figure as a ratio of two things done in the same run.
//!
//! ```text
//! cargo bench --bench engine                       # the catalog's own samples, as bounces
//! cargo bench --bench engine -- mail rules         # some of the four
//! MAILCLINIC_MAIL=folder cargo bench --bench engine    # a folder of raw messages instead
//! ```
//!
//! 1. Raw messages: diagnosing them against parsing them with mail-parser alone.
//! 2. A 120-byte reply, in microseconds, and against one pass of memchr's substring search for scale.
//! 3. A MiB of hostile text, in milliseconds, and against folding it alone.
//! 4. Ten times the rules: the time of distinct texts, and of a start, against the catalog as it is.
//!
//! The two sides of a ratio take turns, and the least time of each is taken: what else the machine does comes and goes.

use std::hint::black_box;
use std::time::{Duration, Instant};

use mail_parser::MessageParser;
use mailclinic::catalog::{Catalog, Folders};
use mailclinic::diagnose::diagnose;
use mailclinic::text::fold;

/// Turns that each side takes.
const TURNS: usize = 40;

fn main() {
    let catalog = Catalog::load(&[]).expect("the embedded content is whole");
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let is_asked = |name: &str| asked.is_empty() || asked.iter().any(|asked| asked == name);
    for name in ["mail", "reply", "hostile", "rules"].into_iter().filter(|name| is_asked(name)) {
        match name {
            "mail" => raw_messages(&catalog),
            "reply" => short_reply(&catalog),
            "hostile" => hostile(&catalog),
            _ => ten_times_the_rules(&catalog),
        }
    }
}

/// The least time of each of two jobs that take turns.
fn race(mut one: impl FnMut(), mut other: impl FnMut()) -> (Duration, Duration) {
    let mut least = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        least.0 = least.0.min(timed(&mut one));
        least.1 = least.1.min(timed(&mut other));
    }
    least
}

fn timed(job: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    job();
    start.elapsed()
}

fn ratio(of: Duration, to: Duration) -> f64 {
    of.as_secs_f64() / to.as_secs_f64()
}

fn raw_messages(catalog: &Catalog) {
    let messages = messages(catalog);
    let bytes: usize = messages.iter().map(Vec::len).sum();
    let (diagnosed, parsed) = race(
        || messages.iter().for_each(|message| drop(black_box(diagnose(catalog, message)))),
        || messages.iter().for_each(|message| drop(black_box(MessageParser::default().parse(message)))),
    );
    let each = |time: Duration| time.as_secs_f64() * 1e6 / messages.len() as f64;
    println!(
        "{} raw messages of {} bytes: diagnosed in {:.1} µs each, parsed by mail-parser in {:.1} µs: {:.2} times",
        messages.len(),
        bytes / messages.len(),
        each(diagnosed),
        each(parsed),
        ratio(diagnosed, parsed)
    );
}

/// The raw messages of the folder that is asked for, else the catalog's samples as reports with a returned message.
fn messages(catalog: &Catalog) -> Vec<Vec<u8>> {
    if let Some(folder) = std::env::var_os("MAILCLINIC_MAIL") {
        let listing = std::fs::read_dir(folder).expect("MAILCLINIC_MAIL is a folder");
        let mut paths: Vec<_> = listing.map(|item| item.expect("a readable folder").path()).collect();
        paths.sort();
        return paths.iter().map(|path| std::fs::read(path).expect("a readable message")).collect();
    }
    let samples = catalog.entries().iter().flat_map(|entry| &entry.samples);
    samples.take(300).map(|sample| bounce(&sample.text).into_bytes()).collect()
}

/// A report about one recipient, with the diagnostic in the prose and in the field, and a returned message of 3 KiB.
fn bounce(diagnostic: &str) -> String {
    let field = diagnostic.replace(['\r', '\n'], " ");
    let returned = "Dear Anna, here are the figures that you asked for.\n".repeat(60);
    format!(
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nTo: boris@example.net\nSubject: Undelivered Mail Returned to \
         Sender\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\
         Content-Type: text/plain; charset=utf-8\n\nI could not deliver your message.\n\n<anna@example.org>: {diagnostic}\n\n\
         --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; \
         anna@example.org\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; {field}\n\n--b\nContent-Type: \
         message/rfc822\n\nFrom: boris@example.net\nTo: anna@example.org\nSubject: figures\n\n{returned}--b--\n"
    )
}

fn short_reply(catalog: &Catalog) {
    const REPLY: &str = "550 5.1.1 <anna@example.org>: Recipient address rejected: User unknown in local recipient table (in reply to RCPT TO)";
    const TIMES: usize = 3000;
    let (diagnosed, folded) = race(
        || (0..TIMES).for_each(|_| drop(black_box(diagnose(catalog, black_box(REPLY.as_bytes()))))),
        || (0..TIMES).for_each(|_| drop(black_box(fold(black_box(REPLY))))),
    );
    println!(
        "a reply of {} bytes: diagnosed in {:.2} µs, {:.1} times what folding it costs",
        REPLY.len(),
        diagnosed.as_secs_f64() * 1e6 / TIMES as f64,
        ratio(diagnosed, folded)
    );
}

fn hostile(catalog: &Catalog) {
    const MIB: usize = 1024 * 1024;
    let to_a_mib = |piece: &str| piece.repeat(MIB / piece.len());
    let literals: String = catalog.entries().iter().flat_map(|entry| &entry.samples).map(|s| s.text.as_str()).collect();
    let nested = (0..5000).map(|n| format!("--b{n}\nContent-Type: multipart/mixed; boundary=b{}\n\n", n + 1));
    let headed = format!(
        "From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b0\n\n{}",
        nested.collect::<String>()
    );
    let texts = [
        ("550 ", to_a_mib("550 ")),
        ("one line", to_a_mib("x")),
        ("550-5.1.1 ", to_a_mib("550-5.1.1 ")),
        ("<a@b>: lines", to_a_mib("<a@example.org>:\n")),
        ("@", to_a_mib("@")),
        ("a.", to_a_mib("a.")),
        ("combining marks", to_a_mib("e\u{301}\u{302}")),
        ("look-alikes", to_a_mib("аccеss ")),
        (">>>> lines", to_a_mib("> > > >\n")),
        ("every sample", to_a_mib(&literals)),
        ("nested parts", headed),
        ("log lines", to_a_mib("to=<a@example.org>, relay=x[192.0.2.1], dsn=5.1.1, status=bounced (said)\n")),
        ("fields", to_a_mib("Final-Recipient: rfc822; a@example.org\nDiagnostic-Code: smtp; 550 no\n\n")),
    ];
    for (name, text) in &texts {
        let mut read = || drop(black_box(diagnose(catalog, text.as_bytes())));
        let first = timed(&mut read);
        let (again, folded) = (timed(&mut read), timed(&mut || drop(black_box(fold(text)))));
        println!(
            "hostile, {name}, {} KiB: {:.1} ms, {:.1} times what folding it costs ({:.1} ms at first)",
            text.len() / 1024,
            again.as_secs_f64() * 1e3,
            ratio(again, folded),
            first.as_secs_f64() * 1e3
        );
    }
}

fn ten_times_the_rules(catalog: &Catalog) {
    let texts: Vec<&str> =
        catalog.entries().iter().flat_map(|entry| &entry.samples).map(|sample| sample.text.as_str()).collect();
    let files = Folders::read(&[]).expect("the embedded content can be read");
    let many = multiplied(&files);
    let start = Instant::now();
    let large = Catalog::of(&many).expect("the multiplied content is whole");
    let large_start = start.elapsed();
    let (with_many, with_one) = race(
        || texts.iter().for_each(|text| drop(black_box(diagnose(&large, text.as_bytes())))),
        || texts.iter().for_each(|text| drop(black_box(diagnose(catalog, text.as_bytes())))),
    );
    let start = Instant::now();
    let small = Catalog::of(&files).expect("the content is whole");
    let (read_many, read_one) = (large_start, start.elapsed());
    drop(small);
    println!(
        "{} wordings instead of {}: {} distinct texts in {:.2} times the time ({:.1} µs each); read in {:.0} ms instead of {:.0}",
        large.matcher().wordings().len(),
        catalog.matcher().wordings().len(),
        texts.len(),
        ratio(with_many, with_one),
        with_many.as_secs_f64() * 1e6 / texts.len() as f64,
        read_many.as_secs_f64() * 1e3,
        read_one.as_secs_f64() * 1e3,
    );
}

/// The content with nine further copies of each entry's rules, whose wordings have other words in them.
fn multiplied(files: &Folders) -> Folders {
    let mut all: Vec<(String, String)> = files.all().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    for copy in 1..10u32 {
        for (path, text) in files.all() {
            let Some(rest) = path.strip_prefix("errors/") else { continue };
            if let Some(id) = rest.strip_suffix("/entry.toml") {
                all.push((format!("errors/{id}-{copy}/entry.toml"), other_words(text, copy)));
            }
        }
    }
    Folders::of(all)
}

/// An entry of another number and without samples, each of whose wordings begins with a word of its own.
fn other_words(text: &str, copy: u32) -> String {
    let text = text.split("\n[[sample]]").next().unwrap_or(text);
    let mut in_words = false;
    let mut number = 0u32;
    text.lines()
        .map(|line| {
            number += 1;
            if let Some(own) = line.strip_prefix("number = ") {
                let own: u32 = own.split(' ').next().unwrap_or_default().parse().unwrap_or_default();
                return format!("number = {}\n", own + copy * 10_000);
            }
            in_words = (in_words || line.starts_with("words = [")) && !line.starts_with(']');
            let quoted = line.trim_start();
            let pattern = quoted.strip_prefix('\'').and_then(|rest| rest.trim_end_matches(',').strip_suffix('\''));
            match pattern.filter(|pattern| in_words && !pattern.contains('\'')) {
                Some(pattern) => format!("  '{}{number:x} ({pattern})',\n", spelled(copy, number)),
                None if in_words && quoted.starts_with('\'') => String::from("\n"),
                None if line.starts_with("words = [") && line.len() > "words = [".len() => {
                    format!("words = ['{}{number:x}']\n", spelled(copy, number))
                }
                None => format!("{line}\n"),
            }
        })
        .collect()
}

/// A made-up word that differs from copy to copy and line to line.
fn spelled(copy: u32, line: u32) -> String {
    let mut seed = u64::from(copy) << 32 | u64::from(line);
    (0..7)
        .map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'a' + (seed >> 40) as u8 % 26)
        })
        .collect()
}
