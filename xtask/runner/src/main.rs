//! Cargo's runner for `wasm32-unknown-unknown`: wasm-bindgen's test runner as a library, so that it is always the release
//! that the crates are pinned to.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
