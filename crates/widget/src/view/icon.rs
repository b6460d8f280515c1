//! Icons: each says again what a text beside it says, and so is unseen by a screen reader.

use refund_policy::Status;

use crate::node::{Element, svg};

/// A drawing of 24 by 24, in lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Icon {
    /// A tick in a circle.
    Check,
    /// A tick.
    Tick,
    /// Stairs.
    Step,
    /// A balance.
    Scale,
    /// A cross in a circle.
    Cross,
    /// A question mark in a circle.
    Question,
    /// An i in a circle.
    Info,
    /// A page of a calendar.
    Calendar,
    /// A picture.
    Image,
    /// A sheet of paper.
    File,
    /// A speech bubble.
    Chat,
    /// An arrow that leads away.
    Out,
}

impl Icon {
    /// The icon of a status.
    pub(crate) fn of(status: Status) -> Icon {
        match status {
            Status::Qualifies => Icon::Check,
            Status::ActionRequired => Icon::Step,
            Status::Review => Icon::Scale,
            Status::DoesNotQualify => Icon::Cross,
            Status::NeedsInformation => Icon::Question,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Icon::Check => "M8 12.5l2.8 2.8L16.5 9M12 3a9 9 0 100 18 9 9 0 000-18z",
            Icon::Tick => "M5 12.5l4.5 4.5L19 7.5",
            Icon::Step => "M4 19h5v-5h5V9h6M15 4l5 5-5 5",
            Icon::Scale => "M12 4v16M7 20h10M5 7h14M5 7l-2.5 6a2.6 2.6 0 005 0zM19 7l-2.5 6a2.6 2.6 0 005 0z",
            Icon::Cross => "M9 9l6 6M15 9l-6 6M12 3a9 9 0 100 18 9 9 0 000-18z",
            Icon::Question => {
                "M9.6 9.4a2.5 2.5 0 114.1 1.9c-.9.7-1.7 1.2-1.7 2.4M12 17v.1M12 3a9 9 0 100 18 9 9 0 000-18z"
            }
            Icon::Info => "M12 11v5M12 8v.1M12 3a9 9 0 100 18 9 9 0 000-18z",
            Icon::Calendar => "M5 6h14v14H5zM5 10h14M9 3v5M15 3v5M12 13v4M10 15h4",
            Icon::Image => "M4 5h16v14H4zM4 16l4.5-4.5L13 16l3-3 4 4M15.5 9v.1",
            Icon::File => "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
            Icon::Chat => "M4 5h16v11h-9l-4 4v-4H4z",
            Icon::Out => "M8 16L17 7M9.5 7H17v7.5",
        }
    }
}

/// An icon. Those that go somewhere go where reading does.
pub(crate) fn icon(icon: Icon) -> Element {
    let look = if matches!(icon, Icon::Step | Icon::Out) { "icon onward" } else { "icon" };
    svg("svg")
        .class(look)
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(svg("path").attr("d", icon.path()))
}
