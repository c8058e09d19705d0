//! Text search: every word must occur, literally, whatever its case, accents, apostrophes and hyphens; of words with
//! OR (or OU, in capitals) between them, one.

use crate::base::fold::fold;
use crate::model::Event;

/// A folded query: of every group one word or phrase must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextQuery {
    groups: Vec<Vec<String>>,
}

impl TextQuery {
    /// The query a user typed. Double quotes keep words together; everything else is literal, so that a
    /// parenthesis finds a parenthesis. OR joins what stands right before and right after it; where nothing stands
    /// there it is a word like any other.
    pub fn new(text: &str) -> Self {
        let mut groups: Vec<Vec<String>> = Vec::new();
        let (mut joins, mut parts_before) = (None, 0);
        let mut take = |word: &str, literal: bool| {
            if !literal && is_or(word) && joins.is_none() && !groups.is_empty() {
                // What was typed as one word is one alternative.
                let of_one = groups.split_off(groups.len().saturating_sub(parts_before));
                match parts_before {
                    0 | 1 => groups.extend(of_one),
                    _ => groups.push(vec![of_one.into_iter().flatten().collect::<Vec<_>>().join(" ")]),
                }
                joins = Some(fold(word));
                return;
            }
            let folded = fold(word);
            if folded.is_empty() {
                return;
            }
            if joins.take().is_some()
                && let Some(group) = groups.last_mut()
            {
                group.push(folded);
                parts_before = 0;
                return;
            }
            // What is typed as one word may fold to several: "Niger-Mali".
            let before = groups.len();
            match literal {
                true => groups.push(vec![folded]),
                false => groups.extend(folded.split(' ').map(|part| vec![part.to_owned()])),
            }
            parts_before = groups.len() - before;
        };
        for (i, part) in text.split('"').enumerate() {
            if i % 2 == 1 {
                take(part, true);
            } else {
                part.split_whitespace().for_each(|word| take(word, false));
            }
        }
        groups.extend(joins.map(|word| vec![word]));
        Self { groups }
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The folded words and phrases; phrases have spaces. Of each group one must be there.
    pub fn groups(&self) -> &[Vec<String>] {
        &self.groups
    }

    /// Every word and phrase.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().flatten().map(String::as_str)
    }

    /// Whether an event holds a word of every group, in its id, titles, places, actors, types, sources or notes.
    pub fn accepts(&self, event: Event<'_>) -> bool {
        if self.groups.is_empty() {
            return true;
        }
        let text = searched_text(event);
        let holds = |group: &Vec<String>| group.iter().any(|word| text.contains(word.as_str()));
        self.groups.iter().all(holds)
    }
}

/// Whether a word stands between alternatives: OR or OU, in capitals, so that the French word "ou" stays a word.
pub fn is_or(word: &str) -> bool {
    matches!(word, "OR" | "OU")
}

/// All searched text of an event, folded. Parts are kept apart by line ends, so that no word reaches
/// across two of them.
fn searched_text(event: Event<'_>) -> String {
    let mut text = String::new();
    let mut add = |part: &str| {
        text.push_str(&fold(part));
        text.push('\n');
    };
    for part in [
        event.id(),
        event.country(),
        event.admin1(),
        event.sub_kind(),
        event.kind().name(),
    ] {
        add(part);
    }
    for part in [event.title(), event.place()] {
        add(&part.en);
        add(&part.fr);
    }
    event.actors().for_each(&mut add);
    for id in event.sources() {
        add(id);
        if let Some(source) = event.dataset().source(id) {
            add(&source.custom.short.en);
            add(&source.custom.short.fr);
            source.title.iter().for_each(|title| add(title));
        }
    }
    add(&event.notes());
    text
}

#[cfg(test)]
mod tests {
    use super::TextQuery;

    fn groups(text: &str) -> Vec<Vec<String>> {
        TextQuery::new(text).groups
    }

    #[test]
    fn quotes_keep_words_together_and_nothing_is_a_pattern() {
        assert_eq!(groups("Téra  gao"), [["tera"], ["gao"]]);
        assert_eq!(groups("\"near Téra\" ("), [["near tera"], ["("]]);
        assert_eq!(groups("Niger-Mali"), [["niger"], ["mali"]]);
        assert!(groups("  ").is_empty());
    }

    #[test]
    fn or_joins_its_neighbours_and_nothing_else() {
        assert_eq!(groups("a OR b c"), [vec!["a", "b"], vec!["c"]]);
        assert_eq!(groups("a b OU \"c d\" OR e"), [vec!["a"], vec!["b", "c d", "e"]]);
        assert_eq!(groups("a ou b \"OR\" c"), [["a"], ["ou"], ["b"], ["or"], ["c"]]);
        assert_eq!(groups("OR a"), [["or"], ["a"]]);
        assert_eq!(groups("a OR"), [["a"], ["or"]]);
        assert_eq!(groups("a OR OR b"), [vec!["a", "or"], vec!["b"]]);
        assert_eq!(
            groups("Niger-Mali OR Burkina-Faso x"),
            [vec!["niger mali", "burkina faso"], vec!["x"]]
        );
    }
}
