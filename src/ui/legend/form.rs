//! How wide and how dense the legend is: as the map leaves room for it.

use super::{AROUND, GAP, SIZES_ROW};
use crate::figure::Legend;
use crate::ui::layers::LayerRow;
use crate::words::Words;

/// Height of a heading.
const HEADING: f32 = 17.0;
/// What the second line of a text takes.
const SECOND: f32 = 14.0;
/// So many characters of a text are taken to fit into a line of the form that has room.
const IN_A_LINE: usize = 25;

/// How wide and how dense the legend is, points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Form {
    /// Width of the content.
    pub width: f32,
    /// Height of a row that can be clicked.
    pub(super) row: f32,
    /// Height of a row that explains.
    pub(super) line: f32,
    /// Whether what can stand on one line does: names of datasets, the sizes.
    pub(super) short: bool,
}

impl Form {
    /// Where the map is high enough.
    pub const ROOMY: Self = Self {
        width: 224.0,
        row: 22.0,
        line: 19.0,
        short: false,
    };
    /// Where it is not: wider, so that nothing takes a second line, and denser.
    pub const DENSE: Self = Self {
        width: 276.0,
        row: 19.0,
        line: 17.0,
        short: true,
    };

    /// The form in which a legend is wholly seen in a height, if it is in one.
    pub fn within(height: f32, legend: &Legend, layers: &[LayerRow], words: &Words) -> Self {
        let long = |text: &str| if text.chars().count() > IN_A_LINE { SECOND } else { 0.0 };
        let kinds = legend
            .kinds
            .iter()
            .map(|entry| Self::ROOMY.row + long(words.event_type(entry.value)));
        let mut all = AROUND + GAP + 2.0 * SECOND + kinds.sum::<f32>();
        if layers.len() > 1 {
            all += HEADING
                + layers
                    .iter()
                    .map(|layer| Self::ROOMY.line + long(&layer.name))
                    .sum::<f32>();
        }
        let flags = [
            legend.exact,
            legend.near,
            legend.part_of_region,
            legend.area,
            legend.possible,
        ];
        let explained = match &legend.surface {
            Some(key) => key.scale.classes().count() + 1,
            None => flags.iter().filter(|shown| **shown).count() + 2 * usize::from(legend.differ),
        };
        all += Self::ROOMY.line * explained as f32 + HEADING;
        if legend.surface.is_none() {
            let many = legend.many || legend.spots.is_some();
            all += HEADING + SIZES_ROW + f32::from(u8::from(many)) * (Self::ROOMY.line + SECOND);
        }
        if all > height { Self::DENSE } else { Self::ROOMY }
    }
}
