//! The search language: filters as text and back, what it says when it does not understand, what it offers, and why
//! an event is hidden.
#![cfg(test)]

mod common;

use std::sync::Arc;

use sahel_atlas::base::{Day, DaySpan, Lang, LonLat};
use sahel_atlas::model::{EventType, PlaceClass};
use sahel_atlas::query::search::{Key, Known, ProblemKind, Query, parse, suggest, to_text};
use sahel_atlas::query::{
    Area, Certainty, Choice, Criterion, DeathRange, Elsewhere, Engine, Filter, Layer, QueryResult, Reason, RowSet,
    Slice, TimeWindow, explain_hidden,
};
use sahel_atlas::words::{EN, FR, Words};

fn result(filter: &Filter) -> QueryResult {
    let layers = [common::bundled(), common::ucdp()].map(|dataset| Layer::new(Slice::whole(dataset)));
    Engine::new().run(&layers, filter, window(&layers))
}

fn window(layers: &[Layer]) -> TimeWindow {
    let spans = layers.iter().filter_map(|layer| layer.slice.dataset.extent());
    TimeWindow {
        span: spans.reduce(DaySpan::union).unwrap(),
        certainty: Certainty::Possible,
    }
}

fn read(text: &str, lang: Lang) -> Query {
    let (filter, result) = (Filter::default(), result(&Filter::default()));
    parse(
        text,
        &Known {
            result: &result,
            filter: &filter,
            lang,
        },
    )
}

fn good(text: &str) -> Filter {
    let query = read(text, Lang::En);
    assert_eq!(query.problems, [], "{text}");
    query.filter
}

#[test]
fn keywords_work_in_both_languages_whatever_their_case_and_accents() {
    for (en, fr) in [
        ("actor:jnim", "acteur:JNIM"),
        ("deaths>5", "Morts>5"),
        ("deaths > 5", "morts:>5"),
        ("prec<=2", "précision≤2"),
        ("type:protest", "TYPE:manifestation"),
        ("-type:protest", "-type:manif"),
        ("country:niger", "pays:Niger"),
        ("region:tillaberi", "région:Tillabéri"),
        ("after:2024-01-01", "après:2024-01-01"),
        ("before:2024-06", "avant:juin 2024"),
        ("date:2024-03", "date:2024-03"),
        ("disagree:yes", "désaccord:oui"),
        ("near:\"Ansongo\",30km", "près:Ansongo"),
        ("dataset:ucdp", "jeu:UCDP"),
        ("id:inc-01", "id:INC-01"),
    ] {
        let (a, b) = (read(en, Lang::En), read(&fr.replace("juin 2024", "2024-06"), Lang::Fr));
        assert_eq!((&a.problems, &b.problems), (&vec![], &vec![]), "{en} / {fr}");
        assert_eq!(a, b, "{en} / {fr}");
        assert!(
            a.has_keywords && (a.asks_days() || a.filter != Filter::default()),
            "{en}"
        );
    }
}

#[test]
fn values_are_the_exact_one_else_all_that_hold_what_was_typed() {
    assert_eq!(
        good("country:niger").countries.include.into_iter().collect::<Vec<_>>(),
        ["Niger"]
    );
    let kinds = good("type:violence").kinds.include;
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        [EventType::Explosions, EventType::Civilians]
    );
    let both = good("country:mali,niger -country:\"Burkina Faso\"").countries;
    assert_eq!(both.include.len(), 2);
    assert_eq!(both.exclude.len(), 1);
    assert_eq!(
        good("id:inc-01").ids.include.into_iter().collect::<Vec<_>>(),
        ["INC-01"]
    );
    let classes = good("prec<=1").classes.include;
    assert_eq!(
        classes.into_iter().collect::<Vec<_>>(),
        [PlaceClass::P0, PlaceClass::P1]
    );
}

#[test]
fn plain_words_stay_what_they_were() {
    for (typed, text) in [
        ("convoi Téra", "convoi Téra"),
        ("  \"market day\"  gao", "\"market day\" gao"),
        ("l’armée (JNIM) 12:30 http://x", "l’armée (JNIM) 12:30 http://x"),
        ("\"not closed", "\"not closed\""),
    ] {
        let query = read(typed, Lang::En);
        assert_eq!(query.filter.text, text);
        assert!(query.problems.is_empty() && !query.has_keywords, "{typed}");
    }
}

#[test]
fn ranges_of_deaths_are_brought_together() {
    let range = |text: &str| good(text).deaths.unwrap();
    let made = |min, max, with_unknown| DeathRange { min, max, with_unknown };
    assert_eq!(range("deaths>5"), made(6, None, false));
    assert_eq!(range("deaths>=5 deaths<10"), made(5, Some(9), false));
    assert_eq!(range("deaths:3..8 deaths:unknown"), made(3, Some(8), true));
    assert_eq!(range("morts:7"), made(7, Some(7), false));
}

#[test]
fn days_are_half_open_and_open_ends_are_those_of_the_data() {
    let day = |text: &str| Day::parse_iso(text).unwrap();
    let data = DaySpan::inclusive(day("2023-01-01"), day("2024-12-31"));
    let window = |text: &str| read(text, Lang::En).window(data);
    assert_eq!(
        window("date:2024-02"),
        Some(DaySpan::inclusive(day("2024-02-01"), day("2024-02-29")))
    );
    assert_eq!(
        window("after:2024-03-05"),
        Some(DaySpan::inclusive(day("2024-03-05"), day("2024-12-31")))
    );
    assert_eq!(
        window("before:2024"),
        Some(DaySpan::inclusive(day("2023-01-01"), day("2023-12-31")))
    );
    assert_eq!(window("gao"), None);
    assert_eq!(
        window("after:2030").map(DaySpan::days),
        Some(1),
        "a window is never empty"
    );
}

#[test]
fn what_is_not_understood_is_said_with_its_place() {
    for (text, at, says) in [
        (
            "gao country:nigre",
            13,
            "nothing in the open data is called “nigre”. Did you mean Niger?",
        ),
        ("contry:niger", 1, "Did you mean “country:”?"),
        (
            "deaths>many",
            8,
            "deaths wants a number, as in >5, <=20, 3..8, not “many”.",
        ),
        ("deaths:unknown", 8, "also a number"),
        ("deaths>5 deaths<3", 17, "no number is both"),
        ("prec<=9", 7, "a number from 0"),
        ("after:yesterday", 7, "after:yesterday"),
        ("after:2024-05 before:2024-01", 22, "no day is both"),
        ("disagree:perhaps", 10, "yes or no"),
        ("near:Nowhereatall", 6, "a place that is known"),
        ("near:\"Ansongo\",30miles", 6, "a distance"),
        ("-deaths>5", 9, "no minus"),
        ("actor>jnim", 7, "a colon"),
        ("country:", 1, "a name"),
        ("-protest", 1, "a minus leaves out only before a keyword"),
        ("area:drawn", 6, "a shape that was drawn"),
    ] {
        let says = says.replace("also a number", "a number too");
        let query = read(text, Lang::En);
        let problem = query.problems.first().unwrap_or_else(|| panic!("{text}: understood"));
        let said = problem.explain(text, &EN);
        assert!(
            said.contains(&says) && said.starts_with(&format!("At character {at}: ")),
            "{text}: {said}"
        );
        assert!(problem.explain(text, &FR).starts_with("Au caractère"));
    }
    let dates = read("after:5/6/2024", Lang::En);
    assert!(matches!(dates.problems[0].kind, ProblemKind::Date(Key::After, ..)));
}

fn some<T: Ord + Clone>(rng: &mut fastrand::Rng, of: &[T]) -> Choice<T> {
    let mut choice = Choice::default();
    for value in of {
        match rng.u8(0..8) {
            0 => drop(choice.include.insert(value.clone())),
            1 => drop(choice.exclude.insert(value.clone())),
            _ => {}
        }
    }
    choice
}

fn random_filter(rng: &mut fastrand::Rng, result: &QueryResult) -> Filter {
    let names = |facets: &sahel_atlas::query::TextValues| -> Vec<String> {
        facets.iter().map(|facet| facet.value.clone()).collect()
    };
    let facets = &result.facets;
    let ids: Vec<String> = result.events().map(|(_, event)| event.id().to_owned()).collect();
    let towns = &sahel_atlas::base::gazetteer::bundled().towns;
    let radius = [30_000.0, 1.5, 12_345.678, 250.0, 100_000.0][rng.usize(0..5)];
    let texts = [
        "",
        "gao",
        "\"market day\" l’armée",
        "(x) 12",
        "a:b",
        "gao OR \"market day\" x",
        "a \"OR\" b",
    ];
    Filter {
        countries: some(rng, &names(&facets.countries)),
        admin1s: some(rng, &names(&facets.admin1s)),
        sub_kinds: some(rng, &names(&facets.sub_kinds)),
        actors: some(rng, &names(&facets.actors)),
        sources: some(rng, &names(&facets.sources)),
        kinds: some(rng, &EventType::ALL),
        classes: some(
            rng,
            &[
                PlaceClass::P0,
                PlaceClass::P1,
                PlaceClass::P2,
                PlaceClass::P3,
                PlaceClass::P4,
                PlaceClass::P5,
            ],
        ),
        deaths: rng.bool().then(|| {
            let min = rng.u32(0..9);
            DeathRange {
                min,
                max: rng.bool().then(|| min + rng.u32(0..9)),
                with_unknown: rng.bool(),
            }
        }),
        disagree: [None, Some(true), Some(false)][rng.usize(0..3)],
        area: match rng.u8(0..4) {
            0 => Some(Area::Circle {
                centre: towns
                    .iter()
                    .nth(rng.usize(0..200))
                    .map_or(LonLat::new(0.0, 0.0).unwrap(), |town| town.at),
                radius_m: radius,
            }),
            1 => Some(Area::Circle {
                centre: LonLat::new(rng.f64() * 360.0 - 180.0, rng.f64() * 180.0 - 90.0).unwrap(),
                radius_m: rng.f64() * 50_000.0 + 1.0,
            }),
            2 => Some(Area::Polygon(vec![LonLat::new(1.0, 2.0).unwrap(); 4])),
            _ => None,
        },
        ids: some(rng, &ids),
        datasets: some(
            rng,
            &result
                .parts
                .iter()
                .map(|part| part.dataset.card().id.clone())
                .collect::<Vec<_>>(),
        ),
        text: texts[rng.usize(0..texts.len())].to_owned(),
    }
}

#[test]
fn a_filter_written_as_text_reads_as_the_same_filter() {
    let result = result(&Filter::default());
    let mut rng = fastrand::Rng::with_seed(3);
    for round in 0..400 {
        let filter = random_filter(&mut rng, &result);
        let start = Day::from_number(19_000 + rng.i32(0..900));
        let span = match rng.u8(0..4) {
            0 => None,
            1 => Some(sahel_atlas::base::Step::Month.span_of(start)),
            2 => Some(sahel_atlas::base::Step::Year.span_of(start)),
            _ => Some(DaySpan::inclusive(start, start.plus(rng.i32(0..90)))),
        };
        let words: [&Words; 2] = [&EN, &FR];
        let words = words[round % 2];
        let known = Known {
            result: &result,
            filter: &filter,
            lang: words.lang,
        };
        let text = to_text(&filter, span, &known, words);
        let read = parse(&text, &known);
        assert_eq!(read.problems, [], "{text}");
        assert_eq!(read.filter, filter, "{text}");
        assert_eq!(read.window(DaySpan::day(start)), span, "{text}");
        assert_eq!(to_text(&read.filter, span, &known, words), text, "written again");
    }
}

#[test]
fn a_text_that_reads_as_a_keyword_stays_a_text() {
    let result = result(&Filter::default());
    let filter = Filter {
        text: "actor:jnim -x gao".to_owned(),
        ..Filter::default()
    };
    let known = Known {
        result: &result,
        filter: &filter,
        lang: Lang::En,
    };
    let text = to_text(&filter, None, &known, &EN);
    assert_eq!(text, "\"actor:jnim\" \"-x\" gao");
    assert_eq!(parse(&text, &known).filter.text, text);
}

#[test]
fn no_text_makes_it_stumble() {
    let result = result(&Filter::default());
    let filter = Filter::default();
    let pieces = [
        "actor",
        "deaths",
        "prec",
        "near",
        "date",
        "after",
        "id",
        "-",
        ":",
        "<",
        ">",
        "=",
        "≤",
        "\"",
        "\"\"",
        ",",
        "..",
        "é",
        "\u{301}",
        " ",
        "\u{A0}",
        "9",
        "99999999999",
        "km",
        "-0",
        "NaN",
        "2024",
        "-13",
        "W",
        "€",
        "𝄞",
        "−",
        "mali",
        "inf",
        " OR ",
        "OU",
    ];
    let mut rng = fastrand::Rng::with_seed(9);
    for lang in [Lang::En, Lang::Fr] {
        let known = Known {
            result: &result,
            filter: &filter,
            lang,
        };
        let words = if lang == Lang::En { &EN } else { &FR };
        for _ in 0..4_000 {
            let text: String = (0..rng.usize(0..12))
                .map(|_| pieces[rng.usize(0..pieces.len())])
                .collect();
            let query = parse(&text, &known);
            for problem in &query.problems {
                assert!(text.get(problem.at.clone()).is_some(), "{text:?}: {problem:?}");
                assert!(!problem.explain(&text, words).is_empty());
            }
            let caret = rng.usize(0..text.len() + 2);
            let found = suggest(&text, caret, &known, words);
            assert!(text.get(found.replace.clone()).is_some());
            if query.problems.is_empty() {
                let written = to_text(&query.filter, None, &known, words);
                assert_eq!(
                    parse(&written, &known).filter,
                    query.filter,
                    "{text:?} written as {written:?}"
                );
            }
        }
    }
}

#[test]
fn offers_are_keywords_then_values_and_can_be_read() {
    let result = result(&Filter::default());
    let filter = Filter::default();
    let known = Known {
        result: &result,
        filter: &filter,
        lang: Lang::En,
    };
    let offers = |text: &str| suggest(text, text.len(), &known, &EN);
    let labels = |text: &str| offers(text).offers.into_iter().map(|o| o.label).collect::<Vec<_>>();
    assert_eq!(labels("gao cou").first().map(String::as_str), Some("country:"));
    assert!(labels("country:ni").contains(&"country: Niger".to_owned()));
    assert!(labels("mali").contains(&"country: Mali".to_owned()));
    assert!(labels("-type:pro").contains(&"-type: Protests".to_owned()));
    assert_eq!(labels("near:anso"), ["near: Ansongo, 30 km"]);
    assert!(labels("").is_empty() && labels("gao ").is_empty());
    assert_eq!(offers("gao country:ni").replace, 4..14);
    for text in [
        "country:",
        "type:",
        "actor:",
        "source:",
        "dataset:",
        "disagree:",
        "near:an",
    ] {
        let found = offers(text).offers;
        assert!(!found.is_empty(), "{text}");
        for offer in found {
            assert_eq!(parse(&offer.insert, &known).problems, [], "{}", offer.insert);
        }
    }
}

#[test]
fn every_reason_that_hides_an_event_is_named() {
    let dataset = common::bundled();
    let event = dataset.event(dataset.find("INC-01").unwrap()).unwrap();
    let other = ["Mali", "Niger"]
        .into_iter()
        .find(|country| *country != event.country())
        .unwrap();
    let mut filter = Filter {
        text: "nothing says this".to_owned(),
        ..Filter::default()
    };
    filter.countries.toggle(other.to_owned());
    let far = event.span().unwrap().end().plus(4_000);
    let ask = |filter: &Filter, span: DaySpan, base: Option<Arc<RowSet>>| {
        let live = base.unwrap_or_else(|| Arc::new(RowSet::all(dataset.len())));
        let name = Arc::new(sahel_atlas::base::Text::same("collection"));
        let layer = Layer::new(Slice::new(Arc::clone(&dataset), live, name, 0));
        let window = TimeWindow {
            span,
            certainty: Certainty::Possible,
        };
        let result = Engine::new().run(&[layer], filter, window);
        explain_hidden(&result, filter, "INC-01", &Elsewhere::default(), &EN)
    };
    let all = dataset.extent().unwrap();
    assert_eq!(ask(&Filter::default(), all, None), []);
    let none = Arc::new(RowSet::none(dataset.len()));
    assert_eq!(ask(&Filter::default(), all, Some(none)), [Reason::Newer]);
    let reasons = ask(&filter, DaySpan::day(far), None);
    assert_eq!(reasons.len(), 3);
    assert_eq!(reasons[0], Reason::Dates { span: event.span() });
    let criteria: Vec<Criterion> = reasons[1..]
        .iter()
        .map(|reason| match reason {
            Reason::Criterion { criterion, .. } => *criterion,
            _ => panic!("{reason:?}"),
        })
        .collect();
    assert_eq!(criteria, [Criterion::Country, Criterion::Text]);
    let said = reasons[1].explain(&EN);
    assert!(said.contains(event.country()) && said.contains(other), "{said}");
    for reason in &reasons {
        assert!(!reason.explain(&FR).is_empty());
    }
}

#[test]
fn an_id_elsewhere_is_explained_by_where_it_is() {
    let result = result(&Filter::default());
    let filter = Filter::default();
    let ask = |elsewhere: &Elsewhere| explain_hidden(&result, &filter, "X-9", elsewhere, &EN);
    assert_eq!(ask(&Elsewhere::default()), [Reason::Unknown]);
    let set_aside = Elsewhere {
        set_aside: vec![("X-9".to_owned(), "mine.csv".to_owned(), 12)],
        ..Elsewhere::default()
    };
    let reasons = ask(&set_aside);
    assert!(matches!(&reasons[..], [Reason::SetAside { line: 12, .. }]));
    assert!(reasons[0].explain(&EN).contains("mine.csv, line 12"));
    let hidden = Elsewhere {
        hidden: vec![("Ours".to_owned(), common::bundled())],
        ..Elsewhere::default()
    };
    let only_ucdp = Engine::new().run(&[Layer::new(Slice::whole(common::ucdp()))], &filter, result.window);
    let reasons = explain_hidden(&only_ucdp, &filter, "INC-01", &hidden, &EN);
    assert!(
        matches!(&reasons[..], [Reason::DatasetHidden(_, name)] if name == "Ours"),
        "{reasons:?}"
    );
}

#[test]
fn or_joins_words_or_values_of_one_keyword_and_says_where_it_cannot() {
    let count = |text: &str| {
        let query = read(text, Lang::En);
        assert_eq!(query.problems, [], "{text}");
        let events = [common::bundled(), common::ucdp()];
        let passes = |event: &sahel_atlas::model::Event<'_>| {
            Criterion::ALL
                .into_iter()
                .all(|criterion| query.filter.accepts(criterion, *event))
        };
        let ids = |dataset: &Arc<sahel_atlas::model::Dataset>| -> Vec<String> {
            dataset
                .events()
                .filter(passes)
                .map(|event| event.id().to_owned())
                .collect()
        };
        events
            .iter()
            .flat_map(ids)
            .collect::<std::collections::BTreeSet<String>>()
    };
    let (gao, niamey) = (count("gao"), count("niamey"));
    let either: std::collections::BTreeSet<String> = gao.union(&niamey).cloned().collect();
    assert!(gao != niamey && !gao.is_empty() && !niamey.is_empty());
    assert_eq!(count("gao OR niamey"), either);
    assert_eq!(count("gao OU niamey"), either);
    assert_eq!(count("country:mali gao OR niamey"), count("gao OR niamey country:mali"));
    assert_eq!(good("country:mali OR country:niger"), good("country:mali,niger"));
    assert_eq!(good("gao or niamey").text, "gao or niamey");
    for text in [
        "OR gao",
        "gao OR",
        "gao OR OR niamey",
        "gao OR country:mali",
        "country:mali OR type:protest",
        "country:mali OR -country:niger",
        "gao OR country:mali niamey",
    ] {
        let query = read(text, Lang::En);
        let or: Vec<_> = query
            .problems
            .iter()
            .filter(|problem| problem.kind == ProblemKind::Or)
            .collect();
        assert!(!or.is_empty(), "{text}");
        assert!(
            or[0].explain(text, &FR).contains("OU relie"),
            "{}",
            or[0].explain(text, &FR)
        );
    }
}
