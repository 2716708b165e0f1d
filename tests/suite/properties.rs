//! What holds of any paste: the engine's promises, tried on bytes and on texts that are woven from the catalog's samples.
//!
//! A woven text is made of pieces of samples, cut anywhere, disguised and glued together; then it is put into a message or a
//! log, or neither, and into some charset. `fuzz/` holds the engine to the same promises for hours.

use std::sync::LazyLock;

use encoding_rs::{Encoding, GBK, ISO_2022_JP, KOI8_R, UTF_8, WINDOWS_1251, WINDOWS_1252};
use mailclinic::parse;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::promises;
use super::server::catalog;

static SAMPLES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let entries = catalog().entries().iter();
    let texts = entries.flat_map(|entry| {
        let samples = entry.samples.iter().map(|sample| sample.text.as_str());
        samples.chain(entry.near_misses.iter().map(|miss| miss.text.as_str()))
    });
    texts.filter(|text| !text.is_empty()).collect()
});

/// How a piece is spelt.
#[derive(Debug, Clone, Copy)]
enum Disguise {
    None,
    UpperCase,
    /// Cyrillic letters for Latin ones that look the same.
    LookAlikes,
    Entities,
    CombiningMarks,
    /// As an answer quotes it.
    QuoteMarks,
    /// Quoted-printable's line breaks that are none.
    SoftBreaks,
    /// Line breaks as a program dumps them.
    DumpedBreaks,
    /// Letters that nobody sees between those that one sees.
    ZeroWidth,
    /// Characters that fold into more bytes than they have, or fewer.
    Ligatures,
    /// A program's code with a sign for its `x`, or a letter.
    ClientCode,
}

const DISGUISES: [Disguise; 11] = [
    Disguise::None,
    Disguise::UpperCase,
    Disguise::LookAlikes,
    Disguise::Entities,
    Disguise::CombiningMarks,
    Disguise::QuoteMarks,
    Disguise::SoftBreaks,
    Disguise::DumpedBreaks,
    Disguise::ZeroWidth,
    Disguise::Ligatures,
    Disguise::ClientCode,
];

impl Disguise {
    fn put_on(self, text: &str) -> String {
        let each = |spell: fn(char) -> String| text.chars().map(spell).collect();
        match self {
            Self::None => text.to_owned(),
            Self::UpperCase => text.to_uppercase(),
            Self::LookAlikes => each(|letter| replaced(letter, "acekopxyABEKMHOPCTX", "асекорхуАВЕКМНОРСТХ").into()),
            Self::Entities => {
                text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(' ', "&nbsp;")
            }
            Self::CombiningMarks => each(|letter| match letter {
                'a' | 'e' | 'o' | 'о' | 'е' => format!("{letter}\u{301}"),
                'й' => "и\u{306}".into(),
                _ => letter.into(),
            }),
            Self::QuoteMarks => format!("> > {}", text.replace('\n', "\n>> ")),
            Self::SoftBreaks => text.replace('e', "=\ne").replace('и', "=\r\nи"),
            Self::DumpedBreaks => text.replace('\n', r"\r\n").replace(". ", r".\n"),
            Self::ZeroWidth => each(|letter| format!("{letter}\u{200b}")),
            Self::Ligatures => each(|letter| replaced(letter, "sf.nt½AI", "ßﬁ…№™ⅣȺİ").into()),
            Self::ClientCode => format!("0×800ССС0Е{text} Ох80040119"),
        }
    }
}

/// The letter of `better` that stands where `letter` does in `known`.
fn replaced(letter: char, known: &str, better: &str) -> char {
    let place = known.chars().position(|known| known == letter);
    place.and_then(|place| better.chars().nth(place)).unwrap_or(letter)
}

/// A piece of a sample, cut between any two characters, disguised.
fn piece() -> impl Strategy<Value = String> {
    let cut = (any::<Index>(), any::<Index>(), 1..160usize, select(&DISGUISES));
    cut.prop_map(|(sample, from, length, disguise)| {
        let text: Vec<char> = SAMPLES[sample.index(SAMPLES.len())].chars().collect();
        let from = from.index(text.len());
        disguise.put_on(&text[from..text.len().min(from + length)].iter().collect::<String>())
    })
}

/// Where pieces meet.
fn glue() -> impl Strategy<Value = &'static str> {
    let glues = [
        "",
        " ",
        "\n",
        "\r\n\r\n",
        "; ",
        "@",
        "\n550-5.1.1 ",
        " 550 ",
        "\n<anna@example.org>: ",
        "\nStatus: 5.2.2\n",
        "\nFinal-Recipient: rfc822; boris@example.net\n",
        "\u{0}",
        "\u{202e}",
        "&lt;",
    ];
    select(glues.to_vec())
}

fn woven() -> impl Strategy<Value = String> {
    let pieces = proptest::collection::vec((glue(), piece()), 1..6);
    let text = pieces.prop_map(|pieces| pieces.into_iter().map(|(glue, piece)| glue.to_owned() + &piece).collect());
    (0..6u8, text).prop_map(|(shape, text): (u8, String)| match shape {
        0 => report(&text),
        1 => format!("From: MAILER-DAEMON@example.net\nTo: boris@example.net\nSubject: Undelivered mail\n\n{text}"),
        2 => format!("Nov 24 10:00:00 mx postfix/smtp[1]: 4ABC: to=<anna@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=5.0.0, status=bounced ({text})\n"),
        _ => text,
    })
}

/// A delivery status notification (RFC 3464) with a text in its prose and its field.
fn report(text: &str) -> String {
    format!(
        "From: MAILER-DAEMON@example.net\nTo: boris@example.net\nMIME-Version: 1.0\nContent-Type: multipart/report; \
         report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n\n--b\n\
         Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; \
         anna@example.org\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; {text}\n\n--b--\n"
    )
}

/// A text in a charset that it may not be whole in.
fn paste() -> impl Strategy<Value = Vec<u8>> {
    let charsets: Vec<&Encoding> = vec![UTF_8, WINDOWS_1251, WINDOWS_1252, KOI8_R, GBK, ISO_2022_JP];
    let encoded = (woven(), select(charsets)).prop_map(|(text, charset)| charset.encode(&text).0.into_owned());
    let utf16 = (woven(), any::<bool>()).prop_map(|(text, marked)| {
        let mark = if marked { "\u{feff}" } else { "" };
        mark.encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    });
    prop_oneof![
        6 => woven().prop_map(String::into_bytes),
        4 => encoded,
        1 => utf16,
        1 => proptest::collection::vec(any::<u8>(), 0..400),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_folded_range_leads_back_to_its_words(paste in paste()) {
        promises::text(&paste);
    }

    #[test]
    fn reports_words_lie_inside_their_parts(paste in paste()) {
        promises::parse(&paste);
    }

    #[test]
    fn facts_stand_in_the_text_and_can_be_masked(paste in paste()) {
        promises::facts(&paste);
    }

    #[test]
    fn claims_are_proved_by_words_of_the_text_and_are_the_same_again(paste in paste(), between in paste()) {
        let answer = promises::diagnose(catalog(), &paste);
        promises::diagnose(catalog(), &between);
        prop_assert_eq!(answer, promises::diagnose(catalog(), &paste));
    }
}

/// What a reading holds is bounded by the paste: counts, because a clock would tell of the machine.
#[test]
fn ten_times_the_paste_is_read_into_no_more_than_ten_times_the_words() {
    let units = [
        "550-5.1.1 x\n",
        "<anna@example.org>:\n550 no\n\n",
        "to=<anna@example.org>, relay=x[192.0.2.1], dsn=5.1.1, status=bounced (said)\n",
        "Final-Recipient: rfc822; anna@example.org\nDiagnostic-Code: smtp; 550 no\n\n",
        "RCPT TO:<anna@example.org>\n550 no\n",
        "--b\nContent-Type: text/plain\n\n550 no\n",
        "--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; anna@example.org\nStatus: 5.1.1\n\n",
        "--b\nContent-Type: text/html\n\n<p>&lt;&amp;<br>\n",
    ];
    let head = "From: MAILER-DAEMON@example.net\nTo: a@example.org\nContent-Type: multipart/report; boundary=b\n\n";
    for (unit, head) in units.iter().flat_map(|unit| [(unit, ""), (unit, head)]) {
        let counts = |times: usize| {
            let own_addresses = (0..times).map(|number| unit.replace("anna@", &format!("anna{number}@")));
            let paste = head.to_owned() + &own_addresses.collect::<String>();
            let reading = parse::read(paste.as_bytes());
            let texts: usize = reading.parts.iter().map(|part| part.text.len()).sum();
            assert!(texts <= 3 * paste.len() + 1000, "{texts} bytes of {} of {unit:?}", paste.len());
            reading.reports.iter().map(|report| report.words.len()).sum::<usize>()
        };
        let (few, many) = (counts(40), counts(400));
        assert!(many <= 10 * few + 20, "{unit:?}: {few} words, then {many}");
    }
}
