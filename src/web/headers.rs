//! The headers that every answer carries: nothing may be loaded from elsewhere, framed, sniffed or passed on.

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

/// Only our own style, script and pictures; forms only to ourselves. There is no inline script or style to allow.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Sensors and payment are of no use to a page of text; the clipboard is written only at a press of a button.
const PERMISSIONS_POLICY: &str = "accelerometer=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), \
     gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

const SECURE: [(HeaderName, &str); 10] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // A link out of a result page must not tell where the reader came from.
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY),
    // Browsers heed it only where the proxy in front speaks TLS.
    (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains"),
    (header::X_DNS_PREFETCH_CONTROL, "off"),
];

/// Puts the headers on an answer.
pub fn secure(headers: &mut HeaderMap) {
    for (name, value) in SECURE {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
