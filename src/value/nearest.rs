//! The name that was meant where an unknown one is used.

/// The longest name that anything has, in characters.
pub(crate) const MAX_CHARS: usize = 64;

/// The name among `names` that `name` was probably meant to be: at most a third of its letters away.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // What is longer than any name was not meant to be one.
    if name.len() > MAX_CHARS {
        return None;
    }
    let limit = (name.chars().count() / 3).max(1);
    names
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(away, _)| *away <= limit)
        .min_by_key(|(away, _)| *away)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's distance in characters, one row at a time.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut last = index + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(&right) {
            let next = (diagonal + usize::from(from != *to)).min(last + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, next);
            last = next;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn the_nearest_name_is_suggested() {
        assert_eq!(nearest("purchase_at", ["reason", "purchased_at"]), Some("purchased_at"));
        assert_eq!(nearest("zzz", ["reason", "purchased_at"]), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
