//! What people call types of events, in English and French.

use crate::base::fold::fold;
use crate::model::EventType;

/// Words for types that leave no doubt, folded.
const TYPES: [(&str, EventType); 43] = [
    ("battle", EventType::Battles),
    ("combat", EventType::Battles),
    ("combats", EventType::Battles),
    ("clash", EventType::Battles),
    ("affrontement", EventType::Battles),
    ("affrontements", EventType::Battles),
    ("accrochage", EventType::Battles),
    ("embuscade", EventType::Battles),
    ("ambush", EventType::Battles),
    ("ied", EventType::Explosions),
    ("eei", EventType::Explosions),
    ("mine", EventType::Explosions),
    ("explosion", EventType::Explosions),
    ("explosions", EventType::Explosions),
    ("airstrike", EventType::Explosions),
    ("air strike", EventType::Explosions),
    ("frappe aerienne", EventType::Explosions),
    ("drone strike", EventType::Explosions),
    ("frappe de drone", EventType::Explosions),
    ("shelling", EventType::Explosions),
    ("explosions/violences a distance", EventType::Explosions),
    ("violences contre les civils", EventType::Civilians),
    ("violence contre les civils", EventType::Civilians),
    ("riot", EventType::Riots),
    ("emeute", EventType::Riots),
    ("emeutes", EventType::Riots),
    ("protest", EventType::Protests),
    ("manifestation", EventType::Protests),
    ("manifestations", EventType::Protests),
    ("developpements strategiques", EventType::Strategic),
    ("abduction", EventType::Civilians),
    ("kidnapping", EventType::Civilians),
    ("enlevement", EventType::Civilians),
    ("enlevements", EventType::Civilians),
    ("assassinat", EventType::Civilians),
    ("execution", EventType::Civilians),
    ("looting", EventType::Strategic),
    ("pillage", EventType::Strategic),
    ("pillages", EventType::Strategic),
    ("attaque eei", EventType::Explosions),
    ("ied attack", EventType::Explosions),
    ("landmine", EventType::Explosions),
    ("tir d'obus", EventType::Explosions),
];

/// Words of headers that name the types themselves, `Attaque/Enlèvement/Pillage`, folded.
pub(super) const TYPE_WORDS: [&str; 22] = [
    "attaque",
    "attack",
    "enlevement",
    "abduction",
    "kidnapping",
    "pillage",
    "looting",
    "embuscade",
    "ambush",
    "eei",
    "ied",
    "assassinat",
    "killing",
    "combat",
    "battle",
    "affrontement",
    "clash",
    "explosion",
    "frappe",
    "strike",
    "manifestation",
    "protest",
];

/// The type that a value means: a word of its own, the name of a type, or a value that begins with such a word, as
/// `Affrontement armé` and `EEI / mine` do. Other where nothing says it.
pub(super) fn kind_of(value: &str) -> EventType {
    let folded = fold(value.trim());
    let known = |word: &str| TYPES.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
    let named = known(&folded).unwrap_or_else(|| EventType::from_name(value));
    if named != EventType::Other {
        return named;
    }
    let words: Vec<&str> = folded
        .split([' ', '/', ',', ';', ':', '(', ')', '\''])
        .filter(|word| !word.is_empty())
        .collect();
    let head = words.first().copied().unwrap_or_default();
    let attack = ["attaque", "attack", "violence", "violences"].contains(&head);
    if attack && words.iter().any(|word| ["eei", "ied"].contains(word)) {
        return EventType::Explosions;
    }
    if attack && words.iter().any(|word| word.starts_with("civil")) {
        return EventType::Civilians;
    }
    // A mine may be one of gold.
    let tells = head != "mine" && words.len() > 1;
    known(head).filter(|_| tells).unwrap_or(EventType::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_says_more_than_its_type_has_it_still() {
        for (value, kind) in [
            ("Affrontement armé", EventType::Battles),
            ("EEI / mine", EventType::Explosions),
            ("Attaque à l\u{2019}EEI", EventType::Explosions),
            ("Attaque contre civils", EventType::Civilians),
            ("Enlèvement de personnes", EventType::Civilians),
            ("violence against civilians", EventType::Civilians),
            ("Mine d\u{2019}or fermée", EventType::Other),
            ("market attack", EventType::Other),
            ("Autre", EventType::Other),
            ("", EventType::Other),
        ] {
            assert_eq!(kind_of(value), kind, "{value}");
        }
    }
}
