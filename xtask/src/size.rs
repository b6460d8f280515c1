//! `size`: what a shopper's page loads for the widget, and whether that is still little.

use anyhow::{Context, Result, bail};

use crate::assets::{LOCALES, brotli, gzip, read};
use crate::build::dist;

/// At most this much in brotli for script, wasm, style and one locale's strings: what it weighs with every feature, so that no
/// change adds to it unseen. It may only come down: 90 kB is the most that a page may cost, 60 where it is to get.
const BUDGET: usize = 89_500;

/// What is counted together, and the files that it is.
const PARTS: [(&str, &[&str]); 3] = [
    ("script", &["refund-widget.js", "inside.js"]),
    ("wasm", &["evaluator.wasm"]),
    ("style", &["widget.css"]),
];

/// Bytes as they are, gzipped, and in brotli.
#[derive(Default)]
struct Size([usize; 3]);

/// Prints a table, and fails where its sum is over the budget.
pub(crate) fn run() -> Result<()> {
    println!("{:10}{:>10}{:>10}{:>10}", "", "raw", "gzip", "brotli");
    let mut sum = Size::default();
    for (part, files) in PARTS {
        let mut size = Size::default();
        for file in files {
            size.add(&measure(file)?);
        }
        size.print(part);
        sum.add(&size);
    }
    let strings = heaviest_strings()?;
    strings.print("strings");
    sum.add(&strings);
    sum.print("sum");
    let Size([_, _, shipped]) = sum;
    if shipped > BUDGET {
        bail!("the widget is {shipped} bytes in brotli, over its budget of {BUDGET}");
    }
    Ok(())
}

/// One locale's: a page loads no other.
fn heaviest_strings() -> Result<Size> {
    let locales = LOCALES.map(|locale| measure(&format!("strings/{locale}.json")));
    let mut sizes = locales.into_iter().collect::<Result<Vec<Size>>>()?;
    sizes.sort_by_key(|Size([_, _, brotli])| *brotli);
    sizes.pop().context("there is no locale")
}

fn measure(file: &str) -> Result<Size> {
    let bytes = read(&dist().join(file))?;
    Ok(Size([bytes.len(), gzip(&bytes)?.len(), brotli(&bytes)?.len()]))
}

impl Size {
    fn add(&mut self, other: &Size) {
        for (bytes, more) in self.0.iter_mut().zip(other.0) {
            *bytes += more;
        }
    }

    fn print(&self, name: &str) {
        let Size([raw, gzip, brotli]) = self;
        println!("{name:10}{raw:>10}{gzip:>10}{brotli:>10}");
    }
}
