//! Cases as JSON lines, `{"id", "at", "facts"}`: what `evaluate`, `diff` and `test` read.

use std::io::{self, BufRead, Read};

use refund_policy::limits;

use crate::failure::Failure;
use crate::input::{self, ENOUGH};

/// Calls `visit` with each line of a file that is not blank, and its number.
///
/// Of a line that is too long it gets no more than shows that it is.
pub(crate) fn each(
    name: &str,
    mut visit: impl FnMut(usize, &[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut lines = input::open(name)?;
    let mut line = Vec::new();
    for number in 1.. {
        if !read(&mut lines, &mut line).map_err(|error| input::unreadable(name, &error))? {
            break;
        }
        // Where files were joined, a mark may stand before any line.
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
        if !line.trim_ascii().is_empty() {
            visit(number, line)?;
        }
    }
    Ok(())
}

/// Reads one line without its end; false where there is no more.
fn read(lines: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let is_there = lines.take(ENOUGH).read_until(b'\n', line)? > 0;
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > limits::JSON_BYTES.most {
        lines.skip_until(b'\n')?;
    }
    Ok(is_there)
}
