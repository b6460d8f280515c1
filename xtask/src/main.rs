//! The project's own tasks: `cargo xtask demo`, `cargo xtask test` and their parts, one file each.
//!
//! What a task needs and does not find, `setup` brings; nothing is installed beside the checkout but Rust's wasm
//! target and, for the tests, a browser.

mod process;

mod setup;

mod assets;
mod files;
mod strings;
mod wasm;

mod package;
mod script_tag;

mod build;

mod demo;
mod hosts;
mod nightly;
mod peers;
mod size;
mod speed;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask TASK

  demo [--port N]     builds everything and opens the demo shop on 127.0.0.1 (port 8080)
  test [--only NAME]  runs every check, or the one of that name
  build               builds the script tag's files (target/dist) and the npm package (npm/dist)
  size                says what a page loads, and fails where that is over the budget
  speed               says how soon a page has a verdict, beside other components
  peers               says what a decision takes in Node, beside other engines
  hosts [NAME]        builds an app per bundler and framework, opens it, and prints the table of npm/README.md
  gallery             takes pictures of every screen (target/gallery)
  nightly             runs the random tests a hundred times as long, and the fuzzer where there is one
  corpus              writes what the fuzzer starts from (fuzz/corpus)
  generate            writes policies/schema.json and each policy's SOURCE.md
  setup               brings what the other tasks need";

/// A program of its own, as `corpus` is: this one is compiled before anything else is built, and needs neither.
const GENERATE: &str = "cargo run --package refund-authoring --example generate";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["demo"] => demo::serve("8080"),
        ["demo", "--port", port] => demo::serve(port),
        ["test"] => test::run(None),
        ["test", "--only", name] => test::run(Some(name)),
        ["build"] => setup::for_build().and_then(|()| build::run()),
        ["size"] => size::run(),
        ["speed"] => speed::run_benchmark(),
        ["hosts"] => hosts::all(None),
        ["hosts", name] => hosts::all(Some(name)),
        ["peers"] => peers::run_benchmark(),
        ["gallery"] => test::gallery(),
        ["nightly"] => nightly::run(),
        ["corpus"] => nightly::corpus(),
        ["generate"] => process::run(&mut process::command(GENERATE)),
        ["setup"] => setup::for_tests(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
