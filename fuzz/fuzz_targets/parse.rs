//! Bytes → reports: their words lie inside their parts.
#![no_main]

use mailclinic_fuzz::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::parse(bytes));
