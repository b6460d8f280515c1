//! Cases that are alike but for one fact, and end up differently.

use refund_policy::Policy;
use refund_policy::compiled::cells::CellSet;
use refund_policy::document::FactIndex;

use crate::region::within;
use crate::region::{Region, each_region};

/// Two regions that differ in the cells of one fact alone.
pub(super) struct Difference {
    pub(super) one: Region,
    pub(super) other: Region,
}

/// More regions than this are not compared.
const MAX_REGIONS: usize = 2_000;

/// The first two such regions that `fits` accepts: in the one a fact lies in the cells `one`, in the other in `other`.
/// Whether a case can lie in them is for `fits` to ask.
pub(super) fn difference(
    policy: &Policy,
    fact: FactIndex,
    [one, other]: [CellSet; 2],
    fits: &dyn Fn(&Difference) -> bool,
) -> Option<Difference> {
    let (mut found, mut left) = (None, MAX_REGIONS);
    each_region_in(policy, (fact, one), &Region::default(), &mut |first| {
        each_region_in(policy, (fact, other), first, &mut |second| {
            let shared = first.and(second);
            let side = |region: &Region, set| Region {
                leaf: region.leaf,
                ..shared.with(fact, set & region.cells_of(fact))
            };
            let difference = Difference { one: side(first, one), other: side(second, other) };
            left -= 1;
            found = fits(&difference).then_some(difference);
            found.is_none() && left > 0
        });
        found.is_none() && left > 0
    });
    found
}

/// The regions in which a fact lies in these cells, within another region as far as it speaks of other facts.
fn each_region_in(
    policy: &Policy,
    (fact, set): (FactIndex, CellSet),
    around: &Region,
    visit: &mut dyn FnMut(&Region) -> bool,
) {
    let cells = within(policy, &around.with(fact, set));
    let (rest, root) = policy.diagram.restrict(policy.root, &cells, &|leaf| leaf);
    each_region(&rest, root, visit);
}
