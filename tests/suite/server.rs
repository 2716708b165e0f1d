//! A real server on a port of its own, and the embedded catalog, read once.

use std::sync::{Arc, LazyLock, OnceLock};
use std::time::Duration;

use actix_web::web::Data;
use mailclinic::catalog::Catalog;
use mailclinic::config::{Limits, Site};
use mailclinic::web::{State, app};

/// The embedded catalog.
pub fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> =
        LazyLock::new(|| Catalog::load(&[]).unwrap_or_else(|problems| panic!("{problems:?}")));
    &CATALOG
}

/// The limit of a paste in these tests, in bytes.
pub const LIMIT: usize = 1 << 20;

/// The address of a server that runs as long as the tests do: `127.0.0.1:40123`.
pub fn server() -> &'static str {
    static SERVER: OnceLock<String> = OnceLock::new();
    SERVER.get_or_init(|| start(Catalog::load(&[]).expect("the embedded content is whole")).0)
}

/// Starts a server that runs as long as the tests do: its address, and the addresses of its printed pages.
pub fn start(catalog: Catalog) -> (String, Vec<String>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound").to_string();
    let limits = Limits { paste: LIMIT, body_deadline: Duration::from_secs(1) };
    let site = Site { base_url: Some("https://help.example.org".to_owned()), ..Site::default() };
    let state = Data::from(Arc::new(State::new(catalog, site, limits)));
    let printed = state.printed_paths().map(str::to_owned).collect();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            actix_web::HttpServer::new(move || app(state.clone()))
                .workers(2)
                .listen(listener)
                .expect("the port is ours")
                .run()
                .await
                .expect("it runs until the tests end");
        });
    });
    (address, printed)
}

/// An answer, whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Sends a request as these bytes and reads the answer to its end: nothing between the test and the wire.
pub fn send(request: &[u8]) -> Answer {
    send_to(server(), request)
}

/// The same to another server.
pub fn send_to(address: &str, request: &[u8]) -> Answer {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(address).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a time-out can be set");
    // A server that refuses early may close before all is sent; its answer is there all the same.
    let _ = stream.write_all(request);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("an answer has headers");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status line");
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Answer { status, headers, body: String::from_utf8_lossy(&bytes[end + 4..]).into_owned() }
}

/// GET, with further header lines.
pub fn get(path: &str, headers: &str) -> Answer {
    get_from(server(), path, headers)
}

/// The same from another server.
pub fn get_from(address: &str, path: &str, headers: &str) -> Answer {
    send_to(address, format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n").as_bytes())
}

/// POST of a body of a kind.
pub fn post(path: &str, kind: &str, body: &[u8]) -> Answer {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    send(&[head.as_bytes(), body].concat())
}

/// A paste put into the form of a language.
pub fn paste(language: &str, text: &str) -> Answer {
    let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    post(&format!("/{language}/diagnose"), "application/x-www-form-urlencoded", format!("text={encoded}").as_bytes())
}
