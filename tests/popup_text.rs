//! The popup as text: INC-01 is the box of the screen design, word for word.
#![cfg(test)]

mod common;

use std::sync::Arc;

use sahel_atlas::figure::recount::claims::{Counting, claims};
use sahel_atlas::figure::recount::place::derivation;
use sahel_atlas::figure::recount::record::records;
use sahel_atlas::figure::recount::{Part, recount};
use sahel_atlas::model::{Dataset, Field};
use sahel_atlas::words::{EN, FR, Words};

fn told(data: &Dataset, id: &str, words: &Words) -> String {
    let row = data.find(id).expect("the event is there");
    recount(data.event(row).unwrap(), words, false).plain()
}

/// No-break spaces are typography, not content.
fn plain_spaces(text: &str) -> String {
    text.replace(['\u{A0}', '\u{202F}'], " ").replace('’', "'")
}

fn both_languages() -> [(Arc<Dataset>, &'static Words); 2] {
    let data = common::bundled();
    [(Arc::clone(&data), &EN), (data, &FR)]
}

#[test]
fn inc_01_reads_as_designed_in_both_languages() {
    let golden = [
        include_str!("golden/popup_inc01_en.txt"),
        include_str!("golden/popup_inc01_fr.txt"),
    ];
    for ((data, words), expected) in both_languages().into_iter().zip(golden) {
        assert_eq!(plain_spaces(&told(&data, "INC-01", words)), expected);
    }
}

/// Every number that is cited has its line in the list, and the list holds nothing else.
#[test]
fn numbers_and_sources_belong_together() {
    for (data, words) in both_languages() {
        for event in data.events() {
            let told = recount(event, words, false);
            let rows = told.rows.iter().flat_map(|r| &r.groups).flat_map(|g| &g.lines);
            let mut cited: Vec<usize> = rows
                .chain(&told.origins)
                .flat_map(|line| &line.parts)
                .filter_map(|part| match part {
                    Part::Cite(n) => Some(*n),
                    _ => None,
                })
                .collect();
            cited.sort_unstable();
            cited.dedup();
            let listed: Vec<usize> = told.sources.iter().map(|s| s.number).collect();
            assert_eq!(cited, listed, "{}", event.id());
            assert!(!listed.is_empty(), "{}", event.id());
        }
    }
}

/// A figure never appears without who says it: a name or a number that leads to one.
#[test]
fn every_figure_has_its_source() {
    let data = common::bundled();
    for event in data.events() {
        let told = recount(event, &EN, false);
        let killed = told
            .rows
            .iter()
            .find(|row| row.heading == EN.field(Field::Killed))
            .unwrap();
        for line in killed.groups.iter().flat_map(|g| &g.lines) {
            let text = line.plain();
            let sourced = line.parts.iter().any(|p| matches!(p, Part::Cite(_)));
            assert!(sourced || text == EN.common.no_figure, "{}: {text}", event.id());
        }
    }
}

#[test]
fn unknown_is_said_and_is_not_zero() {
    let data = common::bundled();
    let column = told(&data, "INC-06", &EN);
    assert!(column.contains("Killed     no figure\n"), "{column}");
    assert!(told(&data, "INC-06", &FR).contains("Tués       pas de chiffre\n"));
}

#[test]
fn two_speakers_of_one_figure_keep_their_numbers_apart() {
    let data = common::bundled();
    let line = "17 or more, provisional · defence ministry [2][3] · article, no source named [1]";
    assert!(told(&data, "INC-03", &EN).contains(line));
}

#[test]
fn a_presentation_names_no_source() {
    let data = common::bundled();
    for event in data.events() {
        for words in [&EN, &FR] {
            let plain = recount(event, words, true).plain();
            for source in event.incident().sources.iter().filter_map(|id| data.source(id)) {
                assert!(!plain.contains(source.custom.short.get(words.lang)), "{plain}");
            }
            assert!(!plain.contains("RFI"), "{plain}");
        }
    }
}

#[test]
fn rows_of_another_dataset_make_a_popup() {
    let data = common::ucdp();
    for event in data.events() {
        for words in [&EN, &FR] {
            let told = recount(event, words, false);
            assert!(!told.sources.is_empty(), "{}", event.id());
            let plain = told.plain();
            assert!(plain.contains(words.field(Field::Killed)), "{plain}");
            assert!(plain.contains(words.telling.how_located), "{plain}");
        }
    }
}

/// The dossier says of every claim on people killed what the policy makes of it.
#[test]
fn the_dossier_says_which_claims_count() {
    let data = common::bundled();
    let event = data.event(data.find("INC-01").unwrap()).unwrap();
    let claims = claims(event, &EN, false);
    assert_eq!(claims.policy.figure, "29 or more");
    let killed = |side: &str| {
        let of_side = |b: &&sahel_atlas::figure::recount::claims::Block| {
            b.field == Field::Killed && b.side.as_deref() == Some(side)
        };
        claims.blocks.iter().find(of_side).unwrap()
    };
    let counting = |side: &str, value: &str| -> Vec<Counting> {
        let answer = killed(side).answers.iter().find(|a| a.value == value).unwrap();
        answer.sayings.iter().filter_map(|s| s.counting).collect()
    };
    use Counting::{Coded, Counts, Scope, SideNotCounted, Tertiary};
    let army = counting("army", "29 or more");
    assert_eq!(army, [Counts, Counts, Counts, Counts, Tertiary, Coded]);
    assert_eq!(counting("army", "60 or more"), [Scope, Scope]);
    assert_eq!(counting("attackers", "3"), [SideNotCounted]);
    let vague = killed("attackers").answers.first().unwrap();
    assert_eq!(vague.reading.as_deref(), Some("read as 24 to 99"));
    assert!(killed("army").shown.is_some());
}

/// What the dossier says about a claim is what the policy does: the claims that count give the figure.
#[test]
fn claims_that_count_give_the_shown_figure() {
    let data = common::bundled();
    for event in data.events() {
        let claims = claims(event, &EN, false);
        let counts = claims
            .blocks
            .iter()
            .flat_map(|b| &b.answers)
            .flat_map(|a| &a.sayings)
            .any(|s| s.counting == Some(Counting::Counts));
        assert_eq!(counts, event.deaths().is_known(), "{}", event.id());
    }
}

#[test]
fn steps_cite_by_number_and_records_tell_what_is_missing() {
    let data = common::bundled();
    let event = data.event(data.find("INC-01").unwrap()).unwrap();
    let derivation = derivation(event, &EN);
    let steps = derivation.date_steps.iter().chain(&derivation.place_steps);
    for step in steps {
        let text = step.plain();
        assert!(!text.contains("article-0") && text.contains('['), "{text}");
    }
    assert_eq!(derivation.others.len(), 1);
    let records = records(event, &FR);
    let third = records.iter().find(|r| r.id == "article-003").unwrap();
    assert!(third.warning);
    let missing = third
        .facts
        .iter()
        .find(|(label, _)| *label == FR.telling.record.not_printed);
    assert_eq!(missing.unwrap().1, "pas de titre, pas d’éditeur, pas de signature");
}
