//! The founding errors in the states that people paste them in: bare, in a bounce, in a log, in a dialog, quoted, wrapped.

use mailclinic::diagnose::diagnose;

use super::server::catalog;

/// What people paste, and where it must land.
const FOUNDING: [(&str, &str); 28] = [
    ("550 message sending for this account is disabled", "mailru-sending-disabled"),
    (
        "550 Message was not accepted -- invalid mailbox. Local mailbox x@mail.ru is unavailable: message sending for this account is disabled: http://help.mail.ru/mail-help/postmaster/error",
        "mailru-sending-disabled",
    ),
    ("550 Mailbox Full", "mailbox-full"),
    ("552 User quota exceeded", "mailbox-full"),
    ("550 User not found", "user-unknown"),
    ("550 No such user", "user-unknown"),
    (
        "550 Message was not accepted -- invalid mailbox. Local mailbox x@mail.ru is unavailable: user not found",
        "user-unknown",
    ),
    (
        "550 Message was not accepted -- invalid mailbox. Local mailbox x@mail.ru is unavailable: user is terminated",
        "user-unknown",
    ),
    ("550 Аccess to this account (user) name@mail.ru is disabled", "mailru-account-disabled"),
    ("550 Access to this account (user) name@list.ru is disabled", "mailru-account-disabled"),
    ("550 Access to this account (user) name@bk.ru is disabled", "mailru-account-disabled"),
    ("550 Access to this account (user) name@inbox.ru is disabled", "mailru-account-disabled"),
    ("-ERR No such message, only 1471 messages in maildrop", "pop3-message-missing"),
    ("-ERR No such message, only 3 messages in maildrop", "pop3-message-missing"),
    ("550 We do not accept mail from dynamic IPs", "dynamic-ip"),
    (
        "550 Sorry, we do not accept mail from hosts with dynamic IP or generic DNS PTR-records. Please get a custom reverse DNS name from your ISP for host 203.0.113.5",
        "dynamic-ip",
    ),
    ("550 Access from ip address blocked", "mailru-ip-blocked"),
    ("550 spam message discarded", "mailru-spam"),
    (
        "550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=abc or report details to abuse@corp.mail.ru. Error code: 1234567890. ID: 0000000100000002.",
        "mailru-spam",
    ),
    ("0x800CCC0D", "outlook-0x800ccc0d"),
    ("0×800CCC0E", "outlook-0x800ccc0e"),
    ("0x800ccc0f", "outlook-0x800ccc0f"),
    ("0х800ССС18", "outlook-0x800ccc18"),
    ("800CCC19", "outlook-0x800ccc19"),
    ("0x800CCC78", "outlook-0x800ccc78"),
    ("0x800CCC92", "outlook-0x800ccc92"),
    ("452 Space shortage, please try later: retry timeout exceeded", "recipient-server-storage-full"),
    ("501 Synthatically invalid HELO argument(s)", "invalid-helo"),
];

fn landing(paste: &str) -> Option<&'static str> {
    let diagnosis = diagnose(catalog(), paste.as_bytes());
    diagnosis.findings.first().map(|finding| finding.entry.id.as_str())
}

/// Every founding error, put into a state by `dress`, lands where it must.
fn all_land(dress: impl Fn(&str) -> Option<String>) {
    let mut tried = 0;
    for (said, entry) in FOUNDING {
        let Some(paste) = dress(said) else { continue };
        tried += 1;
        assert_eq!(landing(&paste), Some(entry), "{paste}");
    }
    assert!(tried >= 15, "only {tried} were tried");
}

/// Replies of an SMTP server: what a bounce or a log can hold.
fn is_reply(said: &str) -> bool {
    said.starts_with(|c: char| c.is_ascii_digit()) && !said.contains("800") && !said.starts_with('0')
}

#[test]
fn bare_and_in_any_case() {
    all_land(|said| Some(said.to_owned()));
    all_land(|said| Some(said.to_uppercase()));
    all_land(|said| Some(said.to_lowercase()));
}

#[test]
fn inside_a_whole_bounce() {
    all_land(|said| {
        is_reply(said).then(|| {
            format!(
                "Return-path: <>\nFrom: Mail Delivery System <mailer-daemon@example.net>\nTo: boris@example.net\n\
                 Subject: Mail delivery failed: returning message to sender\nAuto-Submitted: auto-replied\n\
                 X-Failed-Recipients: anna@example.org\n\nThis message was created automatically by mail delivery software.\n\n\
                 A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. \
                 The following address(es) failed:\n\n  anna@example.org\n    SMTP error from remote mail server after RCPT TO:<anna@example.org>:\n    \
                 host mx.example.org [192.0.2.1]: {said}\n\n------ This is a copy of the message, including all the headers. ------\n\n\
                 Return-path: <boris@example.net>\nFrom: boris@example.net\nSubject: Your mailbox is full of spam\n\nNo such user\n"
            )
        })
    });
}

#[test]
fn inside_a_machine_readable_report() {
    all_land(|said| {
        is_reply(said).then(|| {
            format!(
                "From: MAILER-DAEMON@mx.example.net\nTo: boris@example.net\nMIME-Version: 1.0\n\
                 Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\n\
                 I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n\
                 <anna@example.org>: host mx.example.org[192.0.2.1] said: {said} (in reply to RCPT TO command)\n\n--b\n\
                 Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n\
                 Final-Recipient: rfc822; anna@example.org\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; {said}\n\n--b--\n"
            )
        })
    });
}

#[test]
fn inside_a_log_line() {
    all_land(|said| {
        is_reply(said).then(|| {
            format!(
                "Nov 24 10:00:00 mx postfix/smtp[123]: 4ABCDEF: to=<anna@example.org>, relay=mx.example.org[192.0.2.1]:25, \
                 delay=1, delays=0/0/0/1, dsn=5.0.0, status=bounced (host mx.example.org[192.0.2.1] said: {said} (in reply to RCPT TO command))"
            )
        })
    });
}

#[test]
fn inside_an_outlook_dialog() {
    all_land(|said| {
        is_reply(said).then(|| {
            format!(
                "Невозможно отправить сообщение. Тема: 'Отчёт', Учётная запись: 'mail', Сервер: 'smtp.example.ru', \
                 Протокол: SMTP, Ответ сервера: '{said}', Порт: 25, Безопасность (SSL): Нет"
            )
        })
    });
}

#[test]
fn wrapped_at_sixty_columns_and_quoted() {
    let wrapped = |said: &str, mark: &str| {
        let mut lines = vec![String::new()];
        for word in said.split(' ') {
            let last = lines.last_mut().expect("there is always a line");
            if !last.is_empty() && last.chars().count() + word.chars().count() >= 60 {
                lines.push(word.to_owned());
            } else {
                last.push_str(if last.is_empty() { "" } else { " " });
                last.push_str(word);
            }
        }
        lines.iter().map(|line| format!("{mark}{line}\n")).collect::<String>()
    };
    all_land(|said| Some(wrapped(said, "")));
    all_land(|said| Some(wrapped(said, "> ")));
    all_land(|said| Some(wrapped(said, ">> ")));
}

#[test]
fn the_russian_and_the_english_half_of_one_bounce_are_one_finding() {
    let half = "  anna@example.org\n    host mx.example.org [192.0.2.1]: 550 5.2.2 Mailbox Full\n  boris@example.org\n    host mx.example.org [192.0.2.1]: 550 5.1.1 User not found\n";
    let paste = format!(
        "Ваше письмо не может быть доставлено:\n\n{half}\n**********************\n\nA message could not be delivered:\n\n{half}"
    );
    let diagnosis = diagnose(catalog(), paste.as_bytes());
    let told: Vec<(Option<&str>, &str)> =
        diagnosis.findings.iter().map(|finding| (finding.recipient.as_deref(), finding.cause.id.as_str())).collect();
    assert_eq!(told, [(Some("anna@example.org"), "mailbox-full"), (Some("boris@example.org"), "user-unknown")]);
}

#[test]
fn the_words_are_believed_over_the_code() {
    let diagnosis = diagnose(catalog(), b"550 5.1.1 <anna@example.org>: mailbox is over quota");
    assert_eq!(diagnosis.findings[0].cause.id, "mailbox-full");
}

#[test]
fn evidence_is_marked_in_the_text_as_it_was_given() {
    let paste = "> 550 Аccess to this\r\n> account (user) name@mail.ru is disabled";
    let diagnosis = diagnose(catalog(), paste.as_bytes());
    let evidence = &diagnosis.findings[0].evidence[0];
    assert_eq!(diagnosis.parts[evidence.part].text, paste);
    assert!(paste[evidence.range.clone()].starts_with('А'), "{:?}", &paste[evidence.range.clone()]);
}
