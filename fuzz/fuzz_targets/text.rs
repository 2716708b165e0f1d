//! Bytes → decoded and folded: every folded range leads back to its words.
#![no_main]

use mailclinic_fuzz::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::text(bytes));
