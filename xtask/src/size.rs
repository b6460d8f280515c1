//! `size`: what a shopper's page loads for the widget, and whether that is still little.

use anyhow::{Context, Result, bail};

use crate::assets::with_suffix;
use crate::files::read;
use crate::script_tag::dist;
use crate::strings::LOCALES;

/// What script, wasm, style and one locale's words weigh in brotli with every feature, so that no change adds to it unseen. It
/// may only come down.
const BUDGET: usize = 251_400;
/// What they are to weigh at most. It is not reached: ARCHITECTURE, "Weight", says what stands in the way.
const GOAL: usize = 150_000;

/// What is counted together, and the files that it is.
const PARTS: [(&str, &[&str]); 3] = [
    ("script", &["refund-widget.js", "load.js"]),
    ("wasm", &["refund-widget.wasm"]),
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
    let words = heaviest_words()?;
    words.print("words");
    sum.add(&words);
    sum.print("sum");
    let Size([_, _, shipped]) = sum;
    if shipped > BUDGET {
        bail!("the widget is {shipped} bytes in brotli, over its budget of {BUDGET}");
    }
    if shipped > GOAL {
        println!("The goal of {GOAL} is not reached: the widget is {} bytes over it.", shipped - GOAL);
    }
    Ok(())
}

/// One locale's, the widget's and the evaluator's: a page loads no other.
fn heaviest_words() -> Result<Size> {
    let locale = |locale: &str| {
        let mut size = measure(&format!("strings/{locale}.json"))?;
        size.add(&measure(&format!("words/{locale}.json"))?);
        Ok(size)
    };
    let sizes = LOCALES.map(locale).into_iter().collect::<Result<Vec<Size>>>()?;
    sizes.into_iter().max_by_key(|Size([_, _, brotli])| *brotli).context("there is no locale")
}

/// A built file and its compressed forms, which are beside it.
fn measure(file: &str) -> Result<Size> {
    let file = dist().join(file);
    let [raw, gzip, brotli] = ["", ".gz", ".br"].map(|suffix| read(&with_suffix(&file, suffix)));
    Ok(Size([raw?.len(), gzip?.len(), brotli?.len()]))
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
