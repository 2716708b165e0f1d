//! The API: JSON in, JSON out, and problems that say what is wrong.

use serde_json::Value;

use super::server::{LIMIT, get, post, send};

fn json(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}"))
}

#[test]
fn a_paste_is_diagnosed() {
    let question = r#"{"text": "550 5.1.1 <anna@example.org>: User unknown", "lang": "ru"}"#;
    let answer = post("/api/v1/diagnose", "application/json", question.as_bytes());
    assert_eq!(answer.status, 200);
    let told = json(&answer.body);
    let finding = &told["findings"][0];
    assert_eq!(told["delivered"], "no");
    assert_eq!(finding["cause"], "user-unknown");
    assert_eq!(finding["article"]["number"], 101);
    assert_eq!(finding["article"]["url"], "/ru/errors/user-unknown");
    assert_eq!(finding["recipient"], "anna@example.org");
    assert_eq!((finding["status"].as_str(), finding["reply"].as_str()), (Some("5.1.1"), Some("550")));
    let (start, end) = (finding["evidence"][0]["start"].as_u64(), finding["evidence"][0]["end"].as_u64());
    assert_eq!(
        finding["evidence"][0]["text"],
        "550 5.1.1 <anna@example.org>: User unknown"[start.unwrap() as usize..end.unwrap() as usize]
    );
}

#[test]
fn a_raw_message_is_diagnosed() {
    let message =
        "From: MAILER-DAEMON@example.net\nTo: b@example.net\nDate: x\n\n<anna@example.org>:\n552 mailbox full\n";
    let answer = post("/api/v1/diagnose", "message/rfc822", message.as_bytes());
    let finding = &json(&answer.body)["findings"][0];
    assert_eq!(finding["cause"], "mailbox-full");
    assert!(finding["evidence"][0]["part"].is_string());
}

#[test]
fn what_cannot_be_read_is_a_problem_that_says_so() {
    for (kind, body, status) in [
        ("application/json", "{".as_bytes().to_vec(), 400),
        ("application/json", br#"{"text": 1}"#.to_vec(), 400),
        ("application/pdf", b"x".to_vec(), 415),
        ("message/rfc822", vec![b'x'; LIMIT + 1], 413),
        ("application/json", format!(r#"{{"text": "{}"}}"#, "x".repeat(2 * LIMIT)).into_bytes(), 413),
    ] {
        let answer = post("/api/v1/diagnose", kind, &body);
        assert_eq!(answer.status, status, "{kind}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{kind}");
        assert_eq!(json(&answer.body)["status"], status, "{kind}");
    }
}

#[test]
fn lone_surrogates_and_nulls_have_an_answer() {
    for text in [r#"{"text": "550 \ud800 mailbox full"}"#, r#"{"text": "550 \u0000 mailbox full"}"#] {
        let answer = post("/api/v1/diagnose", "application/json", text.as_bytes());
        assert!(answer.status == 200 || answer.status == 400, "{text}: {}", answer.status);
    }
}

#[test]
fn encoded_bodies_and_chunks_beyond_the_limit_are_refused() {
    let encoded = send(b"POST /api/v1/diagnose HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\n{}");
    assert_eq!(encoded.status, 415);
    let chunk = format!("{:x}\r\n{}\r\n", 65_536, "x".repeat(65_536)).repeat(40);
    let head = "POST /api/v1/diagnose HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n";
    assert_eq!(send(format!("{head}{chunk}0\r\n\r\n").as_bytes()).status, 413);
    let part =
        format!("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{}\r\n--b--\r\n", "x".repeat(2 * LIMIT));
    assert_eq!(post("/en/diagnose", "multipart/form-data; boundary=b", part.as_bytes()).status, 413);
}

#[test]
fn a_body_that_stalls_is_given_up() {
    let answer = send(
        b"POST /api/v1/diagnose HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n550",
    );
    assert_eq!(answer.status, 408);
}

#[test]
fn the_catalog_is_there_for_machines() {
    let list = json(&get("/api/v1/errors", "").body);
    assert!(list.to_string().contains("mailbox-full"));
    assert_eq!(get("/api/v1/errors/mailbox-full", "").status, 200);
    assert_eq!(get("/api/v1/errors/no-such", "").status, 404);
    let described = json(&get("/api/openapi.json", "").body);
    assert!(described["paths"]["/api/v1/diagnose"]["post"].is_object());
}

#[test]
fn a_spoofed_host_changes_no_byte() {
    let plain = get("/en/errors/mailbox-full", "");
    let spoofed = get("/en/errors/mailbox-full", "X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n");
    assert_eq!(plain.body, spoofed.body);
}
