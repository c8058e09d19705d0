//! Text search: every word must occur, literally, whatever its case, accents, apostrophes and hyphens.

use crate::base::fold::fold;
use crate::model::Event;

/// A folded query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextQuery {
    words: Vec<String>,
}

impl TextQuery {
    /// The query a user typed. Double quotes keep words together; everything else is literal, so that a
    /// parenthesis finds a parenthesis.
    pub fn new(text: &str) -> Self {
        let mut words = Vec::new();
        for (i, part) in text.split('"').enumerate() {
            let folded = fold(part);
            if i % 2 == 1 {
                words.push(folded);
            } else {
                words.extend(folded.split(' ').map(str::to_owned));
            }
        }
        words.retain(|word| !word.is_empty());
        Self { words }
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The folded words and phrases; phrases have spaces.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether an event holds every word, in its id, titles, places, actors, types, sources or notes.
    pub fn accepts(&self, event: Event<'_>) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = searched_text(event);
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
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

    #[test]
    fn quotes_keep_words_together_and_nothing_is_a_pattern() {
        assert_eq!(TextQuery::new("Téra  gao").words, ["tera", "gao"]);
        assert_eq!(TextQuery::new("\"near Téra\" (").words, ["near tera", "("]);
        assert!(TextQuery::new("  ").words.is_empty());
    }
}
