//! How one instance looks, packed into twelve bytes.

/// What an instance is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// The symbol of the event type with this position in the list of types.
    Symbol(u8),
    /// A disc with a ring that shows the shares of types.
    Pie,
    /// A tag of areas, as wide as its size says, with a bar of the shares of types.
    Tag {
        /// So far to the north and to the east of its position, points, up to 127.
        beside: f32,
    },
    /// A circle of the true radius around a place, in the colour of a type.
    Ring {
        /// Position of the type.
        kind: u8,
        /// Dashed.
        dashed: bool,
        /// Radius as a part of the world's side, in fixed point.
        radius: u32,
    },
}

/// See the module. Zero draws nothing.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, bytemuck::Pod, bytemuck::Zeroable)]
pub struct Look([u32; 3]);

/// Positions of bits, as in the shader.
const SIZE: u32 = 4;
const HOLLOW: u32 = 14;
const POSSIBLE: u32 = 15;
const HOVERED: u32 = 16;
const SELECTED: u32 = 17;
const DASHED: u32 = 18;
const RING_KIND: u32 = 20;
const BESIDE: u32 = 23;

impl Look {
    /// Draws nothing.
    pub const NOTHING: Self = Self([0; 3]);

    /// A symbol, disc, tag or ring; `size` in points, up to 255.
    pub fn new(shape: Shape, size: f32) -> Self {
        let quarters = ((size * 4.0).round() as u32).min(1023) << SIZE;
        match shape {
            Shape::Symbol(kind) => Self([u32::from(kind.min(6)) | quarters, 0, 0]),
            Shape::Pie => Self([7 | quarters, 0, 0]),
            Shape::Tag { beside } => Self([9 | quarters | ((beside * 4.0).round() as u32).min(511) << BESIDE, 0, 0]),
            Shape::Ring { kind, dashed, radius } => {
                let flags = u32::from(dashed) << DASHED | u32::from(kind.min(6)) << RING_KIND;
                Self([8 | 1 << SIZE | flags, radius, 0])
            }
        }
    }

    /// With shares of the types, for a disc or a tag.
    #[must_use]
    pub fn with_shares(mut self, kinds: &[u32; 7]) -> Self {
        let total: u64 = kinds.iter().map(|n| u64::from(*n)).sum();
        let mut sum = 0_u64;
        let mut ends = [0_u8; 8];
        for (end, count) in ends.iter_mut().zip(kinds) {
            sum += u64::from(*count);
            // Rounded; one that is there at all keeps at least one part where there is room.
            *end = ((sum * 255 + total / 2) / total.max(1)).min(255) as u8;
        }
        let [a, b, c, d, e, f, g, h] = ends;
        let Self([_, y, z]) = &mut self;
        (*y, *z) = (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]));
        self
    }

    /// With these marks.
    #[must_use]
    pub fn with(mut self, marks: Marks) -> Self {
        let Self([x, ..]) = &mut self;
        for (flag, bit) in [
            (marks.hollow, HOLLOW),
            (marks.possible, POSSIBLE),
            (marks.hovered, HOVERED),
            (marks.selected, SELECTED),
        ] {
            *x |= u32::from(flag) << bit;
        }
        self
    }
}

/// What an instance says beside type and size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// Hollow core: the place is known to a circle only.
    pub hollow: bool,
    /// Pale: it only may have happened in the window.
    pub possible: bool,
    /// The pointer is over it.
    pub hovered: bool,
    /// It is selected.
    pub selected: bool,
}
