//! What `cargo xtask corpus` runs: writes the inputs that cargo-fuzz starts from.

use std::fs;
use std::io;
use std::path::Path;

use refund_fuzzing::corpus;

/// Writes `fuzz/corpus/<target>/…`.
fn main() -> io::Result<()> {
    let fuzz = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus"));
    for (target, seeds) in corpus::all() {
        // What the fuzzer has found beside them stays.
        let folder = fuzz.join(target);
        fs::create_dir_all(&folder)?;
        for seed in &seeds {
            fs::write(folder.join(&seed.name), &seed.input)?;
        }
        println!("{}: {} seeds", folder.display(), seeds.len());
    }
    Ok(())
}
