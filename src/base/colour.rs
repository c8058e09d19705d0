//! Colour values without a drawing library.

/// An sRGB colour, 8 bits a channel, opaque.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// A colour from `0xRRGGBB`.
    pub const fn hex(value: u32) -> Self {
        Self(
            ((value >> 16) & 0xFF) as u8,
            ((value >> 8) & 0xFF) as u8,
            (value & 0xFF) as u8,
        )
    }

    /// Relative luminance as WCAG 2.2 defines it, 0 (black) to 1 (white).
    pub fn luminance(self) -> f64 {
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(self.0) + 0.7152 * channel(self.1) + 0.0722 * channel(self.2)
    }

    /// Contrast ratio with another colour as WCAG 2.2 defines it, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

#[cfg(test)]
mod tests {
    use super::Rgb;

    #[test]
    fn contrast_of_black_and_white_is_21() {
        let ratio = Rgb::hex(0xFFFFFF).contrast(Rgb::hex(0x000000));
        assert!((ratio - 21.0).abs() < 1e-9);
    }

    #[test]
    fn hex_is_read_in_order() {
        assert_eq!(Rgb::hex(0xD55E00), Rgb(0xD5, 0x5E, 0x00));
    }
}
