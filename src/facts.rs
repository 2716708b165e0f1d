//! Evidence → facts: every reply code, enhanced status, client code, address, host, IP and link, each with its place.

use serde::Serialize;

/// What stands in the text, by kind, each value once and in the order of its first appearance.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Reply codes, such as `550`.
    pub replies: Vec<String>,
    /// Enhanced status codes, such as `5.1.1`.
    pub statuses: Vec<String>,
    /// Client codes, such as `0x800ccc0e`.
    pub codes: Vec<String>,
    /// E-mail addresses.
    pub addresses: Vec<String>,
    /// Host names.
    pub hosts: Vec<String>,
    /// IPv4 and IPv6 addresses.
    pub ips: Vec<String>,
    /// Links.
    pub urls: Vec<String>,
    /// Queue ids and message ids.
    pub ids: Vec<String>,
    /// Dates and times as they stand.
    pub times: Vec<String>,
}
