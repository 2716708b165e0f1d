//! Bad input: the engine answers anything, within offsets, and in linear time.

use std::time::Instant;

use mailclinic::diagnose::{Diagnosis, diagnose, masked};
use proptest::prelude::*;

use super::server::catalog;

fn offsets_are_inside(diagnosis: &Diagnosis<'_>) {
    for evidence in diagnosis.findings.iter().flat_map(|finding| &finding.evidence) {
        let text = &diagnosis.parts[evidence.part].text;
        assert!(text.get(evidence.range.clone()).is_some(), "{:?} of {} bytes", evidence.range, text.len());
    }
}

#[test]
fn nothing_is_an_answer_to_nothing() {
    for paste in ["", " ", "\n\n", "\0", "\u{feff}"] {
        assert!(diagnose(catalog(), paste.as_bytes()).findings.is_empty(), "{paste:?}");
    }
}

#[test]
fn letters_that_fold_into_more_or_fewer_bytes_end_a_text() {
    // Found by fuzzing: the last word is written anew in another alphabet, or folds into more bytes than it has.
    for paste in ["550 5.1.1 User unknown ящикa", "550 Привеt", "550 no such user Ⱥ", "550 no ß", "550 to \"a@b\"@c"]
    {
        let diagnosis = diagnose(catalog(), paste.as_bytes());
        offsets_are_inside(&diagnosis);
        assert!(!masked(paste).is_empty());
    }
}

#[test]
fn mime_nested_a_thousand_deep_is_read() {
    let mut message = String::from("From: MAILER-DAEMON@example.net\nTo: a@example.org\nMIME-Version: 1.0\n");
    for depth in 0..1000 {
        message += &format!("Content-Type: multipart/mixed; boundary=\"b{depth}\"\n\n--b{depth}\n");
    }
    message += "Content-Type: text/plain\n\n550 No such user\n";
    offsets_are_inside(&diagnose(catalog(), message.as_bytes()));
    let forwarded = "From: MAILER-DAEMON@example.net\nTo: a@example.org\nContent-Type: message/rfc822\n\n".repeat(1000);
    offsets_are_inside(&diagnose(catalog(), forwarded.as_bytes()));
}

#[test]
fn a_bomb_of_transfer_encodings_stays_small() {
    let inner = "QUFB".repeat(200_000);
    let message = format!(
        "From: MAILER-DAEMON@example.net\nTo: a@example.org\nMIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{inner}"
    );
    let diagnosis = diagnose(catalog(), message.as_bytes());
    assert!(diagnosis.parts.iter().all(|part| part.text.len() <= message.len()));
}

/// Texts that a careless reader takes quadratic time over. The bound is on the ratio, not on the clock.
#[test]
fn ten_times_the_text_takes_about_ten_times_as_long() {
    let address_list = |n: usize| (0..n / 20).map(|i| format!("<u{i}@example.org>:\nno\n")).collect::<String>();
    let fill = |unit: &str, n: usize| unit.repeat(n / unit.len() + 1);
    let makers: [(&str, &dyn Fn(usize) -> String); 8] = [
        ("replies", &|n| fill("550 ", n)),
        ("one line", &|n| fill("mailbox is full ", n)),
        ("marks", &|n| fill("e\u{301}", n)),
        ("boundaries", &|n| {
            format!("From: a\nTo: b\nContent-Type: multipart/mixed; boundary=a\n\n{}", fill("--a\n\n", n))
        }),
        ("continuations", &|n| fill("550-5.1.1 x\n", n)),
        ("addresses", &address_list),
        ("at signs", &|n| fill("@", n)),
        ("look-alikes", &|n| fill("аccess ", n)),
    ];
    for (name, make) in makers {
        let time = |n: usize| {
            let text = make(n);
            let started = Instant::now();
            offsets_are_inside(&diagnose(catalog(), text.as_bytes()));
            started.elapsed().as_secs_f64()
        };
        time(10_000);
        let (small, large) = (time(30_000).max(0.002), time(300_000));
        assert!(large / small < 60.0, "{name}: {small:.4} s, then {large:.4} s");
    }
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        offsets_are_inside(&diagnose(catalog(), &bytes));
    }

    #[test]
    fn any_text_of_mail_words_has_an_answer(
        words in proptest::collection::vec(
            prop_oneof![
                Just("550 "), Just("550-5.1.1 "), Just("5.2.2 "), Just("<anna@example.org>"), Just("\n"), Just("\r\n> "),
                Just("Final-Recipient: rfc822; "), Just("Status: "), Just("Content-Type: multipart/report; boundary=b\n\n--b\n"),
                Just("ящик переполнен "), Just("Аccess "), Just("\u{202e}"), Just("&lt;"), Just("=\n"), Just("\\r\\n"), Just("0×800CCC0E "),
                Just("From: MAILER-DAEMON\nTo: x\n"), Just("mailbox full "), Just("status=bounced ("), Just("@"), Just("\u{0}"),
            ],
            0..60,
        )
    ) {
        offsets_are_inside(&diagnose(catalog(), words.concat().as_bytes()));
    }
}
