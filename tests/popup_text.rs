//! The popup as text: INC-01 is the box of the screen design, word for word.

mod common;

use sahel_atlas::figure::recount::recount;
use sahel_atlas::words::{EN, FR, Words};

fn told(id: &str, words: &Words) -> String {
    let data = common::bundled();
    let row = data.find(id).expect("a bundled incident");
    recount(data.event(row).unwrap(), words, false).plain()
}

/// No-break spaces are typography, not content.
fn plain_spaces(text: &str) -> String {
    text.replace(['\u{A0}', '\u{202F}'], " ").replace('’', "'")
}

#[test]
fn inc_01_reads_as_designed_in_both_languages() {
    let golden = [
        (&EN, include_str!("golden/popup_inc01_en.txt")),
        (&FR, include_str!("golden/popup_inc01_fr.txt")),
    ];
    for (words, expected) in golden {
        let told = plain_spaces(&told("INC-01", words));
        for (found, expected) in told.lines().zip(expected.lines()) {
            assert_eq!(found, expected);
        }
        assert_eq!(told.lines().count(), expected.lines().count());
    }
}
#[test]
fn dump() {
    for n in 1..=10 {
        for w in [&EN, &FR] {
            println!("{}", told(&format!("INC-{n:02}"), w));
        }
    }
}
