//! Content codings: which one a browser takes (RFC 9110, 12.5.3), and the compressors.

use std::io::Write;

use actix_web::http::header::{ACCEPT_ENCODING, HeaderMap};
use flate2::Compression;
use flate2::write::GzEncoder;

/// A coding that pages are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// As it is.
    Identity,
    /// `gzip`.
    Gzip,
    /// `br`.
    Brotli,
}

/// How hard to compress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// About a millisecond a page: for a reader who waits.
    Quick,
    /// Some tens of milliseconds, and a tenth smaller: in the background.
    Best,
}

impl Coding {
    /// The best coding that a request's `Accept-Encoding` allows: the highest weight, the smallest page among equals.
    pub fn for_request(headers: &HeaderMap) -> Self {
        match headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()) {
            Some(header) => Self::best(header),
            None => Self::Identity,
        }
    }

    fn best(header: &str) -> Self {
        let preferred = [Self::Brotli, Self::Gzip];
        let mut best = (Self::Identity, 0);
        for coding in preferred {
            let weight = coding.weight_in(header);
            if weight > best.1 {
                best = (coding, weight);
            }
        }
        best.0
    }

    /// Thousandths. A coding that is not named has the weight of `*`, or none.
    fn weight_in(self, header: &str) -> u16 {
        let mut any = 0;
        for item in header.split(',') {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            let name = name.trim();
            if name.eq_ignore_ascii_case(self.token()) {
                return weight(parameters);
            }
            if name == "*" {
                any = weight(parameters);
            }
        }
        any
    }

    /// The name in `Content-Encoding`.
    pub fn token(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// The body in this coding.
    ///
    /// # Errors
    /// None in practice: the compressors write into memory.
    pub fn encode(self, body: &[u8], effort: Effort) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(body.to_vec()),
            Self::Gzip => {
                let level = if effort == Effort::Best { Compression::best() } else { Compression::default() };
                let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 3), level);
                encoder.write_all(body)?;
                encoder.finish()
            }
            Self::Brotli => {
                let quality = if effort == Effort::Best { 11 } else { 5 };
                let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, quality, 22);
                encoder.write_all(body)?;
                encoder.flush()?;
                Ok(encoder.into_inner())
            }
        }
    }
}

/// The weight among a list item's parameters, in thousandths: `q=0.8` is 800, none is 1000, nonsense is 0.
pub fn weight(parameters: &str) -> u16 {
    let written = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then_some(value.trim())
    });
    let Some(written) = written else { return 1000 };
    match written.parse::<f32>() {
        Ok(weight) if (0.0..=1.0).contains(&weight) => (weight * 1000.0).round() as u16,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_coding_that_is_allowed_is_taken() {
        for (header, coding) in [
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("gzip;q=1.0, br;q=0.5", Coding::Gzip),
            ("br;q=0, gzip", Coding::Gzip),
            ("BR", Coding::Brotli),
            ("*", Coding::Brotli),
            ("*;q=0", Coding::Identity),
            ("br;q=0, *;q=0.3", Coding::Gzip),
            ("br;q=nonsense", Coding::Identity),
            ("br;q=0.000", Coding::Identity),
            ("brotli, x-gzip", Coding::Identity),
            ("", Coding::Identity),
        ] {
            assert_eq!(Coding::best(header), coding, "{header:?}");
        }
    }

    #[test]
    fn without_the_header_a_page_goes_out_as_it_is() {
        assert_eq!(Coding::for_request(&HeaderMap::new()), Coding::Identity);
    }

    #[test]
    fn more_effort_makes_a_smaller_page() {
        let page = "<p>The server says that the mailbox is full; only its owner can free space.</p>\n".repeat(9)
            + &(0..400).map(|n| format!("<li>{}</li>", n * n)).collect::<String>();
        for coding in [Coding::Gzip, Coding::Brotli] {
            let quick = coding.encode(page.as_bytes(), Effort::Quick).expect("memory takes it");
            let best = coding.encode(page.as_bytes(), Effort::Best).expect("memory takes it");
            assert!(best.len() <= quick.len() && quick.len() < page.len(), "{coding:?}");
        }
    }
}
