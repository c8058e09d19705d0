//! Event types: ACLED's six, and "other or unknown".

use serde::Serialize;

/// What happened, in the six types of the ACLED codebook (2023 edition) or none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventType {
    /// Fighting between armed sides.
    Battles,
    /// Bombs, shelling, air and drone strikes, mines.
    Explosions,
    /// Attacks on people who do not fight.
    Civilians,
    /// Violent demonstrations and mobs.
    Riots,
    /// Peaceful demonstrations.
    Protests,
    /// Movements, agreements, arrests and other developments.
    Strategic,
    /// The dataset gives no type, or one this program does not know.
    Other,
}

impl EventType {
    /// Every type in the order of legend and filters.
    pub const ALL: [Self; 7] = [
        Self::Battles,
        Self::Explosions,
        Self::Civilians,
        Self::Riots,
        Self::Protests,
        Self::Strategic,
        Self::Other,
    ];

    /// ACLED's English name, as files and exports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Battles => "Battles",
            Self::Explosions => "Explosions/Remote violence",
            Self::Civilians => "Violence against civilians",
            Self::Riots => "Riots",
            Self::Protests => "Protests",
            Self::Strategic => "Strategic developments",
            Self::Other => "Other or unknown",
        }
    }

    /// The type with this ACLED name (letter case does not matter); [`Self::Other`] for any other text.
    pub fn from_name(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name().eq_ignore_ascii_case(name.trim()))
            .unwrap_or(Self::Other)
    }

    /// Position in [`Self::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

impl Serialize for EventType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for EventType {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let kind = Self::from_name(&name);
        if kind == Self::Other && !name.eq_ignore_ascii_case(Self::Other.name()) {
            let known: Vec<_> = Self::ALL.iter().map(|k| k.name()).collect();
            return Err(serde::de::Error::custom(format!(
                "found \"{name}\", expected one of: {}",
                known.join(", ")
            )));
        }
        Ok(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::EventType;

    #[test]
    fn names_go_round_and_indices_follow_the_list() {
        for (i, kind) in EventType::ALL.into_iter().enumerate() {
            assert_eq!(EventType::from_name(kind.name()), kind);
            assert_eq!(kind.index(), i);
        }
        assert_eq!(EventType::from_name("battles "), EventType::Battles);
        assert_eq!(EventType::from_name("Verkehrsunfall"), EventType::Other);
    }
}
