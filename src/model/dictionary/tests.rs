use super::*;

#[test]
fn values_are_kept_once_and_found_again() {
    let mut dictionary = Dictionary::default();
    let names: Vec<String> = (0..500).map(|i| format!("name {}", i % 37)).collect();
    let codes: Vec<Code> = names.iter().map(|n| dictionary.code(n)).collect();
    assert_eq!(dictionary.len(), 37);
    for (name, code) in names.iter().zip(codes) {
        assert_eq!(dictionary.value(code), name);
        assert_eq!(dictionary.find(name), Some(code));
    }
    assert_eq!(dictionary.find("nobody"), None);
    assert_eq!(dictionary.value(NO_CODE), "");
}

#[test]
fn values_of_any_kind_are_kept_once_while_their_table_grows() {
    let mut interner = Interner::default();
    let codes: Vec<Code> = (0..5_000_u32).map(|i| interner.code(i % 700)).collect();
    assert_eq!(interner.values().len(), 700);
    for (i, code) in (0..5_000_u32).zip(codes) {
        assert_eq!(interner.value(code), Some(&(i % 700)));
    }
}

#[test]
fn lists_are_kept_and_survive_a_merge() {
    let mut a = Lists::default();
    let first = a.code(["JNIM", "Civilians"]);
    let none = a.code([]);
    assert_eq!(a.code(["JNIM", "Civilians"]), first);
    assert_eq!((a.len(), a.dictionary().len()), (2, 2));
    let mut b = Lists::default();
    b.code(["Civilians"]);
    b.code(["JNIM", "Civilians"]);
    let map = a.absorb(&b);
    assert_eq!(a.values(map[0]).collect::<Vec<_>>(), ["Civilians"]);
    assert_eq!(a.values(map[1]).collect::<Vec<_>>(), ["JNIM", "Civilians"]);
    // Lists of others are not looked for, values and lists of its own are.
    assert_eq!((a.len(), a.dictionary().len()), (4, 2));
    assert_eq!(a.code(["JNIM", "Civilians"]), first);
    assert_eq!(a.values(none).count(), 0);
    assert_eq!(a.values(NO_CODE).count(), 0);
}

#[test]
fn pairs_keep_both_languages() {
    let mut pairs = Pairs::default();
    let mali = pairs.code("Mali", "Mali");
    let seven = pairs.code("seven", "sept");
    assert_eq!(pairs.code("Mali", "Mali"), mali);
    assert_eq!(pairs.value(seven), ("seven", "sept"));
    let mut other = Pairs::default();
    other.code("seven", "sept");
    assert_eq!(pairs.absorb(&other), [seven]);
    assert_eq!(pairs.value(NO_CODE), ("", ""));
}

#[test]
fn strings_of_any_length_keep_their_bounds() {
    let mut strings = Strings::default();
    for text in ["", "é", "", "abc"] {
        strings.push(text);
    }
    assert_eq!(strings.iter().collect::<Vec<_>>(), ["", "é", "", "abc"]);
    assert_eq!((strings.len(), strings.get(9)), (4, ""));
    let mut some = Strings::default();
    for range in [1..4, 0..2, 2..2, 3..4, 3..9] {
        some.append_range(&strings, range);
    }
    assert_eq!(some.iter().collect::<Vec<_>>(), ["é", "", "abc", "", "é", "abc"]);
}
