//! The grammar of the paragraph for a report: who says what about how many of whom, as a sentence of its
//! language. Data hold speakers without an article ("defence ministry", "ministère de la Défense").

use crate::base::Lang;
use crate::model::{Field, Number, Side, SideKind, SideRole};

/// Who speaks, with the article the language wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// As it stands within a sentence: "the defence ministry", "l'armée".
    pub name: String,
    /// Whether a verb takes the plural.
    pub plural: bool,
}

/// A name for people: one, many, and whether French words that go with it are feminine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    one: String,
    many: String,
    feminine: bool,
}

impl People {
    fn new(one: &str, many: &str) -> Self {
        Self {
            one: one.to_owned(),
            many: many.to_owned(),
            feminine: false,
        }
    }
}

/// English: heads that take no article.
const BARE_EN: [&str; 5] = ["witnesses", "observers", "sources", "media", "journalists"];
/// English: heads that stand for one of many.
const ONE_OF_EN: [&str; 3] = ["official", "spokesman", "spokeswoman"];

/// French: first word, article with its space, plural.
const ARTICLES_FR: [(&str, &str, bool); 26] = [
    ("ministère", "le ", false),
    ("ministre", "le ", false),
    ("gouvernement", "le ", false),
    ("bulletin", "le ", false),
    ("titre", "le ", false),
    ("général", "le ", false),
    ("journal", "le ", false),
    ("groupe", "le ", false),
    ("JNIM", "le ", false),
    ("CSP-PSD", "le ", false),
    ("CSP", "le ", false),
    ("armée", "l\u{2019}", false),
    ("article", "l\u{2019}", false),
    ("agence", "l\u{2019}", false),
    ("État", "l\u{2019}", false),
    ("CMA", "la ", false),
    ("presse", "la ", false),
    ("autorités", "les ", true),
    ("porte-parole", "un ", false),
    ("élu", "un ", false),
    ("responsable", "un ", false),
    ("sources", "des ", true),
    ("témoins", "des ", true),
    ("observateurs", "des ", true),
    ("médias", "des ", true),
    ("habitants", "des ", true),
];

impl super::Words {
    /// Of a text that is too long, only the beginning is shown.
    pub fn part_of_text(&self, shown: u64, of: u64) -> String {
        let size = |bytes: u64| match bytes >> 20 {
            0 => format!(
                "{}\u{A0}{}",
                self.number(bytes.div_ceil(1 << 10)),
                self.pick("KiB", "Kio")
            ),
            _ => self.size(bytes),
        };
        let (shown, of) = (size(shown), size(of));
        match self.lang {
            Lang::En => format!("Only the first {shown} of {of} are shown; what follows stays as it is."),
            Lang::Fr => {
                format!("Seuls les premiers {shown} sur {of} sont affichés\u{A0}; la suite reste telle quelle.")
            }
        }
    }

    /// A speaker with an article; what follows a comma goes into brackets: "the army spokesman (unnamed)".
    pub fn speaker(&self, by: &str) -> Speaker {
        match self.lang {
            Lang::En => speaker_en(by),
            Lang::Fr => speaker_fr(by),
        }
    }

    /// The people of a side: soldiers, civilians, attackers, members of a group.
    pub fn people(&self, side: Option<&Side>) -> People {
        let Some(side) = side else {
            return self.anybody();
        };
        let name = side.name.get(self.lang);
        let (one, many) = match (side.kind, side.role) {
            (SideKind::State, _) => (self.pick("soldier", "militaire"), self.pick("soldiers", "militaires")),
            (SideKind::Civilians, _) => (self.pick("civilian", "civil"), name),
            (SideKind::ArmedGroup, SideRole::Attacking) => (
                self.pick("attacker", "assaillant"),
                self.pick("attackers", "assaillants"),
            ),
            (SideKind::ArmedGroup, _) => return self.members(name),
            (SideKind::Unknown, _) => return self.anybody(),
        };
        People::new(one, many)
    }

    fn anybody(&self) -> People {
        People {
            one: self.pick("person", "personne").to_owned(),
            many: self.pick("people", "personnes").to_owned(),
            feminine: true,
        }
    }

    fn members(&self, name: &str) -> People {
        let of = match self.lang {
            Lang::En => format!("of {}", speaker_en(name).name),
            Lang::Fr => of_fr(&speaker_fr(name).name),
        };
        let member = |word: &str| format!("{word} {of}");
        People::new(
            &member(self.pick("member", "membre")),
            &member(self.pick("members", "membres")),
        )
    }

    /// How many: "at least 29", "24 to 99"; the claim's own words where it has some.
    pub fn how_many(&self, number: Option<Number>, value: Option<&str>) -> String {
        if let Some(value) = value {
            return value.to_owned();
        }
        let n = |value: u32| self.number(u64::from(value));
        match number.map(|number| (number.low, number.high)) {
            Some((Some(low), None)) => format!("{} {}", self.pick("at least", "au moins"), n(low)),
            Some((Some(low), Some(high))) if low != high => format!("{} {} {}", n(low), self.pick("to", "à"), n(high)),
            Some((Some(low), _)) => n(low),
            _ => self.common.no_figure.to_owned(),
        }
    }

    /// Whether a claim's words are a quantity, so that people can follow: "several dozen", but not
    /// "survivors being searched for".
    pub fn is_quantity(&self, value: &str) -> bool {
        const WORDS: [&str; 12] = [
            "dozen",
            "hundred",
            "several",
            "score",
            "dizaine",
            "centaine",
            "vingtaine",
            "trentaine",
            "douzaine",
            "plusieurs",
            "millier",
            "thousand",
        ];
        let bare = value.trim_matches(|c: char| !c.is_alphanumeric());
        WORDS.iter().any(|word| bare.contains(word)) || bare.ends_with(|c: char| c.is_ascii_digit())
    }

    /// A quantity with its people: "at least 29 soldiers", "« plusieurs dizaines » d'assaillants".
    pub fn many_people(&self, quantity: &str, people: &People, one: bool) -> String {
        let noun = if one { &people.one } else { &people.many };
        let bare = quantity.trim_matches(|c: char| !c.is_alphanumeric());
        let collective = match self.lang {
            Lang::En => ["dozens", "hundreds", "scores", "thousands"]
                .iter()
                .any(|w| bare.ends_with(w)),
            Lang::Fr => ["aine", "aines", "millier", "milliers"]
                .iter()
                .any(|w| bare.ends_with(w)),
        };
        match (self.lang, collective) {
            (_, false) => format!("{quantity} {noun}"),
            (Lang::En, true) => format!("{quantity} of {noun}"),
            (Lang::Fr, true) => format!("{quantity} {}", of_fr(noun)),
        }
    }

    /// What happened to them, as it follows the people: "killed", "tués", "tuée".
    pub fn happened(&self, field: Field, people: &People, one: bool) -> String {
        let (en, fr) = match field {
            Field::Wounded => ("wounded", "blessé"),
            Field::Missing => ("missing", "disparu"),
            Field::Captured => ("captured", "capturé"),
            _ => ("killed", "tué"),
        };
        let gender = if people.feminine { "e" } else { "" };
        let plural = if one { "" } else { "s" };
        match self.lang {
            Lang::En => en.to_owned(),
            Lang::Fr => format!("{fr}{gender}{plural}"),
        }
    }

    /// "The army claimed to have killed" as an infinitive in English: "to have killed".
    pub fn to_have_done(&self, field: Field) -> &'static str {
        match field {
            Field::Wounded => "to have wounded",
            Field::Captured => "to have captured",
            _ => "to have killed",
        }
    }

    /// After the figure in French: ", affirme le ministère", ", affirment les autorités".
    pub fn claims_fr(&self, speaker: &Speaker) -> String {
        let verb = if speaker.plural { "affirment" } else { "affirme" };
        format!("{verb} {}", speaker.name)
    }

    /// The second time an unnamed somebody of one source speaks: "the same army spokesman".
    pub fn the_same(&self, speaker: &Speaker) -> Speaker {
        let name = speaker.name.as_str();
        let (articles, same): (&[&str], &str) = match self.lang {
            Lang::En => (&["an unnamed ", "an ", "a "], "the same "),
            Lang::Fr => (&["un "], "le même "),
        };
        let bare = articles.iter().find_map(|article| name.strip_prefix(article));
        Speaker {
            name: bare.map_or_else(
                || name.to_owned(),
                |bare| format!("{same}{}", bare.split(" (").next().unwrap_or(bare)),
            ),
            plural: speaker.plural,
        }
    }

    /// Somebody whose name is not printed: "an article", "un article"; "a report", "un texte".
    pub fn unnamed_source(&self, article: bool) -> Speaker {
        let name = if article {
            self.pick("an article", "un article")
        } else {
            self.pick("a report", "un autre texte")
        };
        Speaker {
            name: name.to_owned(),
            plural: false,
        }
    }
}

/// The text with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn speaker_en(by: &str) -> Speaker {
    let (head, rest) = by.split_once(", ").unwrap_or((by, ""));
    let head_without_brackets = head.split(" (").next().unwrap_or(head);
    let last = head_without_brackets.rsplit(' ').next().unwrap_or_default();
    let first = head.split(' ').next().unwrap_or_default();
    let one_of = ONE_OF_EN.contains(&last);
    let has_article = ["a", "an", "the"].contains(&first);
    if rest == "unnamed" && one_of && !has_article {
        return Speaker {
            name: format!("an unnamed {head}"),
            plural: false,
        };
    }
    let capital = head.starts_with(char::is_uppercase);
    let article = if has_article || (capital && !one_of) || BARE_EN.contains(&last) {
        ""
    } else if one_of && head.to_lowercase().starts_with(['a', 'e', 'i', 'o']) {
        "an "
    } else if one_of {
        "a "
    } else {
        "the "
    };
    Speaker {
        name: format!("{article}{head}{}", brackets(rest)),
        plural: false,
    }
}

fn speaker_fr(by: &str) -> Speaker {
    let (head, rest) = by.split_once(", ").unwrap_or((by, ""));
    let first = head.split(' ').next().unwrap_or_default();
    let known = ARTICLES_FR.iter().find(|(word, _, _)| *word == first);
    let (article, plural) = known.map_or(("", false), |(_, article, plural)| (*article, *plural));
    let two = head.contains(" et ");
    Speaker {
        name: format!("{article}{head}{}", brackets(rest)),
        plural: plural || two,
    }
}

fn brackets(rest: &str) -> String {
    if rest.is_empty() {
        String::new()
    } else {
        format!(" ({rest})")
    }
}

/// French "de" before a noun or a name with its article: "du CSP-PSD", "d'assaillants", "de militaires".
fn of_fr(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("le ") {
        return format!("du {rest}");
    }
    if let Some(rest) = name.strip_prefix("les ") {
        return format!("des {rest}");
    }
    let vowel = name
        .to_lowercase()
        .starts_with(['a', 'e', 'é', 'è', 'ê', 'i', 'o', 'u']);
    if vowel {
        format!("d\u{2019}{name}")
    } else {
        format!("de {name}")
    }
}

#[cfg(test)]
mod tests {
    use crate::words::{EN, FR};

    #[test]
    fn speakers_get_the_article_of_their_language() {
        for (by, said) in [
            ("defence ministry", "the defence ministry"),
            ("army spokesman, unnamed", "an unnamed army spokesman"),
            ("RFI", "RFI"),
            ("Islamic State (Amaq)", "Islamic State (Amaq)"),
            ("local elected official", "a local elected official"),
            ("witnesses", "witnesses"),
            ("article, no source named", "the article (no source named)"),
            ("Gen. Mody, defence minister", "Gen. Mody (defence minister)"),
            ("a journalist", "a journalist"),
            ("CSP-PSD, via Wikipedia", "CSP-PSD (via Wikipedia)"),
        ] {
            assert_eq!(EN.speaker(by).name, said);
        }
        for (by, said, plural) in [
            ("ministère de la Défense", "le ministère de la Défense", false),
            ("autorités militaires (CNSP)", "les autorités militaires (CNSP)", true),
            (
                "porte-parole de l'armée, anonyme",
                "un porte-parole de l'armée (anonyme)",
                false,
            ),
            ("État islamique", "l\u{2019}État islamique", false),
            ("RFI", "RFI", false),
            ("témoins", "des témoins", true),
        ] {
            let speaker = FR.speaker(by);
            assert_eq!((speaker.name.as_str(), speaker.plural), (said, plural));
        }
    }

    #[test]
    fn quantities_join_their_people() {
        let people = FR.people(None);
        assert_eq!(
            FR.many_people("« plusieurs dizaines »", &people, false),
            "« plusieurs dizaines » de personnes"
        );
        assert_eq!(FR.many_people("plus de 100", &people, false), "plus de 100 personnes");
        assert_eq!(
            EN.many_people("\"dozens\"", &EN.people(None), false),
            "\"dozens\" of people"
        );
        assert!(EN.is_quantity("more than 100") && EN.is_quantity("\"several dozen\""));
        assert!(!EN.is_quantity("survivors being searched for"));
    }
}
