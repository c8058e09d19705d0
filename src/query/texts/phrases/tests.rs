//! Phrases by the lists against a look at each text.

use fastrand::Rng;

use super::super::growing::Growing;
use super::super::notes::Notes;
use super::plan::Next;
use super::{Plan, Sample, Tracker};
use crate::base::fold::{each_word, fold};

/// Sentences in which words come back, and that share words with each other.
const SENTENCES: [&str; 9] = [
    "the market was closed for the day.",
    "Armed men on motorcycles attacked the village",
    "an improvised explosive device hit the convoy of the army",
    "the the army of the day, the army",
    "no casualties were reported by the sources",
    "a a b a a b a a a",
    "the group, believed to be \"katiba\" fighters",
    "Téra, l\u{2019}armée a attaqué",
    "men of the village attacked armed men on the market",
];
const GLUE: [&str; 5] = [" ", ". ", ", and ", " - ", "; the "];
const WORDS: [&str; 8] = ["the", "a", "of", "army", "day.", "Gao", "(JNIM)", "village"];

fn note(rng: &mut Rng, odd: bool) -> String {
    let mut note = String::new();
    for _ in 0..rng.usize(0..5) {
        match rng.u8(0..if odd { 4 } else { 10 }) {
            0 => note += WORDS[rng.usize(0..WORDS.len())],
            1 => note += &format!("w{}", rng.u32(0..400)),
            _ => {
                let sentence = SENTENCES[rng.usize(0..SENTENCES.len())];
                // Few are broken off, so that what mostly follows does not.
                let words = match rng.u8(0..if odd { 4 } else { 90 }) {
                    0 => rng.usize(1..8),
                    _ => 99,
                };
                note += &sentence.split(' ').take(words).collect::<Vec<_>>().join(" ");
            }
        }
        if rng.u8(0..9) == 0 {
            break;
        }
        note += GLUE[rng.usize(0..GLUE.len())];
    }
    note
}

/// The notes, folded, and what is known of them. The sample knows little of the last ones, which are unlike the others.
fn notes(rng: &mut Rng, records: u32) -> (Vec<String>, Notes, [usize; 4]) {
    let notes: Vec<String> = (0..records).map(|i| note(rng, i > records * 4 / 5)).collect();
    let (mut sample, mut buffer) = (Sample::default(), String::new());
    let sampled = notes.iter().step_by(rng.usize(1..4)).take(records as usize * 2 / 3);
    sampled.for_each(|notes| sample.add(notes, &mut buffer));
    let least = rng.u32(1..40);
    let plan = Plan::with(sample, least);
    let kinds = kinds(&plan);
    let cut = rng.u32(0..=records);
    let parts = [0..cut, cut..records].map(|part| {
        let (mut words, mut tracker) = (Growing::new(part.clone()), Tracker::new(&plan, part.clone()));
        for word in plan.words() {
            words.number(word.as_bytes()).unwrap();
        }
        for record in part {
            each_word(&notes[record as usize], &mut buffer, |word| {
                let number = words.add(record, word.as_bytes()).unwrap();
                tracker.word(record, number).unwrap();
            });
            tracker.end(record).unwrap();
        }
        (words, tracker.into_lists())
    });
    let known = Notes::of(plan, records, parts.into()).unwrap();
    (notes.iter().map(|notes| fold(notes)).collect(), known, kinds)
}

/// Straight nodes, branches, leaves, and steps that are aliases.
fn kinds(plan: &Plan) -> [usize; 4] {
    let mut kinds = [0; 4];
    for node in 1.. {
        let Some(known) = plan.node(node) else { break };
        let kind = match known.next {
            Next::Straight(_) => 0,
            Next::Branch => 1,
            Next::Leaf => 2,
        };
        kinds[kind] += 1;
        let words = 0..plan.words().len() as u32;
        kinds[3] += words
            .filter(|word| plan.step(node, *word).is_some_and(|s| s.is_alias))
            .count();
    }
    kinds
}

/// Some words of the notes that stand together, cut anywhere; now and then with a word of somewhere else.
fn phrase(rng: &mut Rng, notes: &[String]) -> String {
    let one = &notes[rng.usize(0..notes.len())];
    let words: Vec<&str> = one.split(' ').collect();
    let from = rng.usize(0..words.len());
    let to = (from + rng.usize(2..=12)).min(words.len());
    let mut words: Vec<&str> = words[from..to].to_vec();
    if rng.u8(0..3) == 0 {
        let at = rng.usize(0..words.len());
        words[at] = ["the", "army", "a", "of", "day,", "w7", "men"][rng.usize(0..7)];
    }
    let phrase = words.join(" ");
    let letters: Vec<char> = phrase.chars().collect();
    let (mut first, mut last) = (0, letters.len());
    if rng.bool() {
        first = rng.usize(0..=letters.len().min(4));
        last -= rng.usize(0..=(letters.len() - first).min(4));
    }
    letters[first..last.max(first)]
        .iter()
        .collect::<String>()
        .trim()
        .to_owned()
}

#[test]
fn phrases_are_where_a_look_at_each_text_finds_them() {
    let (mut all, mut sure, mut unsure, mut asked) = ([0; 4], 0, 0, 0);
    for seed in 0..40 {
        let mut rng = Rng::with_seed(seed);
        let records = rng.u32(1..1_500);
        let (notes, known, kinds) = notes(&mut rng, records);
        all.iter_mut().zip(kinds).for_each(|(all, n)| *all += n);
        for _ in 0..60 {
            let phrase = phrase(&mut rng, &notes);
            if !phrase.contains(' ') {
                continue;
            }
            let held = known.holding(&phrase, None).unwrap();
            for (record, notes) in (0u32..).zip(&notes) {
                let holds = notes.contains(&phrase);
                let (yes, may) = (held.sure.has(record), held.unsure.has(record));
                assert!(!(yes && may), "{phrase:?} in {record} (seed {seed})");
                assert!(holds || !yes, "{phrase:?} is not in {record}: {notes:?} (seed {seed})");
                assert!(
                    !holds || yes || may,
                    "{phrase:?} is in {record}: {notes:?} (seed {seed})"
                );
            }
            sure += held.sure.count();
            unsure += held.unsure.count();
            asked += 1;
        }
    }
    assert!(asked > 1_000 && all.iter().all(|kind| *kind > 50), "{asked} {all:?}");
    assert!(
        sure * 2 > unsure,
        "{sure} records without reading them, {unsure} to read"
    );
}

#[test]
fn templates_of_any_length_are_found_without_reading() {
    let mut rng = Rng::with_seed(1);
    let text = |rng: &mut Rng| {
        let one = |rng: &mut Rng| SENTENCES[rng.usize(0..3)];
        format!("{}. {}", one(rng), one(rng))
    };
    let notes: Vec<String> = (0..3_000).map(|_| text(&mut rng)).collect();
    let (mut sample, mut buffer) = (Sample::default(), String::new());
    notes.iter().for_each(|notes| sample.add(notes, &mut buffer));
    let plan = Plan::with(sample, 30);
    let (mut words, mut tracker) = (Growing::new(0..3_000), Tracker::new(&plan, 0..3_000));
    for word in plan.words() {
        words.number(word.as_bytes()).unwrap();
    }
    for (record, text) in (0..).zip(&notes) {
        each_word(text, &mut buffer, |word| {
            let number = words.add(record, word.as_bytes()).unwrap();
            tracker.word(record, number).unwrap();
        });
        tracker.end(record).unwrap();
    }
    let lists = tracker.into_lists();
    let known = Notes::of(plan, 3_000, vec![(words, lists)]).unwrap();
    for sentence in &SENTENCES[..3] {
        let phrase = fold(sentence);
        let held = known.holding(&phrase, None).unwrap();
        let expected = notes.iter().filter(|notes| fold(notes).contains(&phrase)).count();
        assert_eq!((held.sure.count(), held.unsure.count()), (expected, 0), "{phrase}");
    }
}
