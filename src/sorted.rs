//! Short sorted lists. The standard sorts are made for long ones and weigh more in a page than all that sorts here.

/// Puts an item in its place, unless it is there already.
pub(crate) fn insert<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(place) = list.binary_search(&item) {
        list.insert(place, item);
    }
}

#[cfg(test)]
mod tests {
    use super::insert;

    #[test]
    fn items_are_in_order_and_once() {
        let mut list = Vec::new();
        for item in [3, 1, 2, 3, 1] {
            insert(&mut list, item);
        }
        assert_eq!(list, [1, 2, 3]);
    }
}
