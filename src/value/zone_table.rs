//! A zone's changes of offset, read once: to look one up costs less than to ask the zone.

use crate::value::time::{Instant, Zone};

/// A zone between two instants.
pub(crate) struct ZoneTable {
    /// From when on which offset holds, in seconds east of UTC; the first is that of [`ZoneTable::FROM`].
    changes: Vec<(Instant, i32)>,
}

/// No zone has changed its clocks and put them back within a week since 2000.
const WEEK: i64 = 7 * 24 * 3_600_000;

impl ZoneTable {
    /// 1999-12-01T00:00:00Z.
    const FROM: i64 = 944_006_400_000;
    /// 2060-01-01T00:00:00Z. What lies beyond is rare, and asking a browser for an offset is slow.
    const TO: i64 = 2_840_140_800_000;

    /// Reads a zone.
    pub(crate) fn new(zone: &dyn Zone) -> ZoneTable {
        let offset = |millis| zone.offset_at(Instant::from_millis(millis));
        let mut changes = vec![(Instant::from_millis(Self::FROM), offset(Self::FROM))];
        let mut early = Self::FROM;
        while early < Self::TO {
            let late = (early + WEEK).min(Self::TO);
            let (before, after) = (offset(early), offset(late));
            if before != after {
                let (mut old, mut new) = (early, late);
                while new - old > 1 {
                    let middle = old.midpoint(new);
                    if offset(middle) == before { old = middle } else { new = middle }
                }
                changes.push((Instant::from_millis(new), after));
            }
            early = late;
        }
        ZoneTable { changes }
    }

    /// Whether it knows everything about the windows that begin and are asked for between these two.
    pub(crate) fn covers(&self, from: Instant, to: Instant) -> bool {
        Self::FROM + WEEK <= from.millis() && to.millis() <= Self::TO - WEEK
    }
}

impl Zone for ZoneTable {
    fn offset_at(&self, at: Instant) -> i32 {
        let next = self.changes.partition_point(|(from, _)| *from <= at);
        self.changes.get(next.saturating_sub(1)).map_or(0, |(_, offset)| *offset)
    }
}

#[cfg(test)]
mod tests {
    use super::{WEEK, ZoneTable};
    use crate::value::time::testing::find_zone;
    use crate::value::time::{Instant, Zone};

    #[test]
    fn a_table_says_what_its_zone_says() {
        for name in
            ["Europe/Madrid", "Africa/Casablanca", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia"]
        {
            let zone = find_zone(name).expect("a known zone");
            let table = ZoneTable::new(zone.as_ref());
            for (from, _) in &table.changes {
                for millis in [from.millis() - 1, from.millis()] {
                    let at = Instant::from_millis(millis.max(ZoneTable::FROM));
                    assert_eq!(table.offset_at(at), zone.offset_at(at), "{name} {at}");
                }
            }
            for hour in (ZoneTable::FROM..ZoneTable::TO).step_by(17 * 3_600_000) {
                let at = Instant::from_millis(hour);
                assert_eq!(table.offset_at(at), zone.offset_at(at), "{name} {at}");
            }
        }
    }

    #[test]
    fn a_table_knows_its_ends() {
        let zone = find_zone("Europe/Paris").expect("a known zone");
        let table = ZoneTable::new(zone.as_ref());
        let [from, to] = [ZoneTable::FROM + WEEK, ZoneTable::TO - WEEK].map(Instant::from_millis);
        assert!(table.covers(from, to));
        assert!(!table.covers(Instant::from_millis(from.millis() - 1), to));
        assert!(!table.covers(from, Instant::from_millis(to.millis() + 1)));
    }
}
