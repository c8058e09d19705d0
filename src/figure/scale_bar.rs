//! The scale bar: a round length, right at the latitude of the frame's centre.

use super::map_frame::MapFrame;
use crate::base::Metres;

/// A length and how wide it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScaleBar {
    /// Length on the ground: 1, 2 or 5 times a power of ten.
    pub metres: Metres,
    /// Width, points.
    pub width: f32,
}

impl ScaleBar {
    /// The longest round length that is at most `most` points wide.
    pub fn of(frame: &MapFrame, most: f32) -> Self {
        let scale = frame.points_per_metre(frame.centre.lat());
        let longest = (f64::from(most.max(1.0)) / scale).max(1e-3);
        let power = 10_f64.powf(longest.log10().floor());
        let metres = [5.0, 2.0, 1.0]
            .into_iter()
            .map(|digit| digit * power)
            .find(|length| *length <= longest * (1.0 + 1e-9))
            .unwrap_or(power);
        Self {
            metres,
            width: (metres * scale) as f32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::LonLat;

    #[test]
    fn the_bar_is_round_fits_and_is_as_long_as_it_says() {
        for lat in [0.0, 15.0, 25.0] {
            for tenth in 20..145_u8 {
                let centre = LonLat::new(1.0, lat).unwrap();
                let frame = MapFrame {
                    centre,
                    zoom: f64::from(tenth) / 10.0,
                    size: (800.0, 600.0),
                };
                let bar = ScaleBar::of(&frame, 120.0);
                assert!(bar.width <= 120.01 && bar.width > 40.0, "{bar:?}");
                let digit = bar.metres / 10_f64.powf(bar.metres.log10().floor());
                assert!([1.0, 2.0, 5.0].iter().any(|d| (d - digit).abs() < 1e-6), "{digit}");
                if frame.zoom > 6.0 {
                    let end = frame.project(centre.destination(90.0, bar.metres));
                    let drawn = end.distance(frame.project(centre));
                    assert!((drawn - bar.width).abs() / drawn < 0.01, "{drawn} {bar:?}");
                }
            }
        }
    }
}
