//! Bytes → facts: codes, hosts and addresses stand in the text as they are listed, and can be masked.
#![no_main]

use mailclinic_fuzz::promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::facts(bytes));
