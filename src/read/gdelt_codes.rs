//! What the columns and codes of GDELT mean.

use crate::model::EventType;

/// Columns of an event before its three places.
pub(super) const BEFORE: [&str; 35] = [
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
];
/// Columns of each place; version 1 has no ADM2Code.
pub(super) const PLACE: [&str; 8] = [
    "Type",
    "FullName",
    "CountryCode",
    "ADM1Code",
    "ADM2Code",
    "Lat",
    "Long",
    "FeatureID",
];

/// FIPS 10-4 codes of the countries of the map and their neighbours.
pub(super) const COUNTRIES: [(&str, &str); 15] = [
    ("ML", "Mali"),
    ("NG", "Niger"),
    ("UV", "Burkina Faso"),
    ("NI", "Nigeria"),
    ("AG", "Algeria"),
    ("BN", "Benin"),
    ("CD", "Chad"),
    ("CM", "Cameroon"),
    ("GH", "Ghana"),
    ("GV", "Guinea"),
    ("IV", "Ivory Coast"),
    ("LY", "Libya"),
    ("MR", "Mauritania"),
    ("SG", "Senegal"),
    ("TO", "Togo"),
];

/// The type of a CAMEO code: its root, and the codes that bomb, shell or riot.
pub(super) fn event_type(root: &str, code: &str) -> EventType {
    match (root, code) {
        (_, code) if code.starts_with("145") => EventType::Riots,
        ("14", _) => EventType::Protests,
        (_, code) if ["183", "194", "195"].iter().any(|c| code.starts_with(c)) => EventType::Explosions,
        ("18" | "20", _) => EventType::Civilians,
        ("19", _) => EventType::Battles,
        ("15" | "17", _) => EventType::Strategic,
        _ => EventType::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_type_of_their_meaning() {
        assert_eq!(event_type("14", "141"), EventType::Protests);
        assert_eq!(event_type("14", "1451"), EventType::Riots);
        assert_eq!(event_type("18", "1831"), EventType::Explosions);
        assert_eq!(event_type("18", "180"), EventType::Civilians);
        assert_eq!(event_type("19", "193"), EventType::Battles);
        assert_eq!(event_type("20", "202"), EventType::Civilians);
        assert_eq!(event_type("04", "042"), EventType::Other);
    }
}
