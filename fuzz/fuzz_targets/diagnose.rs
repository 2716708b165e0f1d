//! Bytes → the whole answer: what it claims is proved by words of the text.
#![no_main]

use mailclinic_fuzz::{catalog, promises};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    promises::diagnose(catalog(), bytes);
});
