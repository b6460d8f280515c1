#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| refund_fuzzing::targets::batch(data));
