//! What a hostile or broken visitor sends to the server: always an answer, and no trace of what was pasted.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::server::{LIMIT, get, paste, post, send};

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn a_person_is_told_what_was_wrong_on_a_page_that_helps() {
    let large = format!("text={}", "x".repeat(2 * LIMIT));
    for (kind, body, status) in [
        (FORM, large.as_bytes(), 413),
        (FORM, b"text=+%0D%0A".as_slice(), 400),
        (FORM, b"".as_slice(), 400),
        ("multipart/form-data; boundary=b", b"--b\r\nbroken".as_slice(), 400),
        ("multipart/form-data", b"x".as_slice(), 400),
        ("image/png", b"x".as_slice(), 415),
    ] {
        let answer = post("/ru/diagnose", kind, body);
        assert_eq!(answer.status, status, "{kind}");
        assert!(answer.body.contains("<html lang=\"ru\">") && answer.body.contains("id=\"paste\""), "{kind}");
    }
}

#[test]
fn the_limit_is_on_the_paste_and_not_on_its_encoding() {
    let cyrillic = "я".repeat(LIMIT / 2);
    assert_eq!(paste("ru", &cyrillic).status, 200);
    assert_eq!(paste("ru", &format!("{cyrillic}я")).status, 413);
}

#[test]
fn a_form_of_a_thousand_parts_is_refused() {
    let body = "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nx\r\n".repeat(1000) + "--b--\r\n";
    assert_eq!(post("/en/diagnose", "multipart/form-data; boundary=b", body.as_bytes()).status, 400);
}

#[test]
fn binary_junk_has_an_answer_that_survives_the_language_switch() {
    let junk: Vec<u8> = (0..=255).cycle().take(4096).collect();
    let body = [
        b"--zz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.msg\"\r\n\r\n".as_slice(),
        &junk,
        b"\r\n--zz--\r\n",
    ]
    .concat();
    let answer = post("/en/diagnose", "multipart/form-data; boundary=zz", &body);
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("name=\"bytes\""), "the switch keeps the bytes");
}

#[test]
fn requests_that_two_servers_could_read_differently_are_refused() {
    let both = b"POST /en/diagnose HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    assert_eq!(send(both).status, 400);
}

#[test]
fn strange_headers_never_break_a_page() {
    let headers =
        "Accept-Language: \u{fe}\u{ff};;q=,,*;q=9\r\nCookie: lang=../..; lang\r\nAccept-Encoding: ;q,br;q=-1\r\n";
    assert_eq!(get("/", headers).header("location"), Some("/en/"));
    assert_eq!(get("/en/", headers).header("content-encoding"), None);
}

#[test]
fn a_program_gets_problem_details_where_a_person_gets_a_page() {
    let program = get("/en/nothing", "Accept: application/json\r\n");
    let person = get("/en/nothing", "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n");
    assert_eq!(program.header("content-type"), Some("application/problem+json"));
    assert_eq!(person.header("content-type"), Some("text/html; charset=utf-8"));
}

#[test]
fn markup_in_an_address_is_shown_nowhere() {
    let answer = get("/en/%3Cscript%3Ealert(1)%3C/script%3E", "");
    assert_eq!(answer.status, 404);
    assert!(!answer.body.contains("alert(1)"));
}

/// The program itself, as it is started in earnest.
struct Program {
    child: Child,
    address: String,
    log: std::thread::JoinHandle<String>,
}

impl Program {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mailclinic"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env("RUST_LOG", "debug")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut log = BufReader::new(child.stderr.take().expect("it is piped"));
        let mut line = String::new();
        while !line.contains("listening on http://") {
            line.clear();
            assert!(log.read_line(&mut line).expect("the log can be read") > 0, "the program has ended");
        }
        let address = line.rsplit("http://").next().expect("it is there").trim().to_owned();
        let rest = std::thread::spawn(move || {
            let mut text = String::new();
            log.read_to_string(&mut text).expect("the log is text");
            text
        });
        Self { child, address, log: rest }
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = std::net::TcpStream::connect(&self.address).expect("it listens");
        stream.write_all(request.as_bytes()).expect("it takes the request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the answer is text");
        answer
    }

    /// Tells it to stop, and gives what it logged.
    fn stop(mut self) -> String {
        let told = Command::new("kill").arg(self.child.id().to_string()).status().expect("kill is there");
        assert!(told.success());
        assert!(self.child.wait().expect("it ends").success());
        self.log.join().expect("the log is read")
    }
}

#[test]
fn a_paste_leaves_no_trace_in_the_log_and_the_program_stops_in_time() {
    const CANARY: &str = "canary7c41";
    let program = Program::start();
    let post = |path: &str, kind: &str, body: &str| {
        let length = body.len();
        format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
        )
    };
    let text = format!("550 5.1.1 <{CANARY}@example.org>: User unknown");
    let page = program.ask(&post("/en/diagnose", FORM, &format!("text={text}")));
    assert!(page.contains(CANARY), "the reader sees their own text");
    program.ask(&post("/api/v1/diagnose", "text/plain", &text));
    program.ask(&post("/api/v1/diagnose", "application/json", &format!("{{\"text\": \"{text}\"")));
    program.ask(&post("/en/diagnose", "multipart/form-data; boundary=b", &format!("--b\r\n{text}")));
    program.ask(&format!(
        "GET /en/{CANARY}@example.org?text={CANARY} HTTP/1.1\r\nHost: {CANARY}\r\nConnection: close\r\n\r\n"
    ));
    let started = Instant::now();
    let log = program.stop();
    assert!(started.elapsed() < Duration::from_secs(10));
    assert!(log.contains("/api/v1/diagnose"), "requests are logged: {log}");
    assert!(!log.contains(CANARY), "{log}");
    let requests = log.lines().filter(|line| line.contains("answered"));
    assert!(requests.into_iter().all(|line| !line.contains("127.0.0.1")), "no reader's address is logged: {log}");
}
