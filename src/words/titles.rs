//! Titles of incidents as people read them: the dataset's own, else what it was and where, in their language.

use std::borrow::Cow;

use crate::model::Event;

impl super::Words {
    /// The title of an event: its dataset's own, else sub-type and place, else type and place.
    pub fn title<'a>(&self, event: Event<'a>) -> Cow<'a, str> {
        if let Some(title) = event.own_title(self.lang) {
            return Cow::Borrowed(title);
        }
        let what = match event.sub_kind() {
            "" => Cow::Borrowed(self.event_type(event.kind())),
            sub_type => Cow::Owned(capital(&self.sub_type(sub_type))),
        };
        match event.place_in(self.lang) {
            "" => what,
            place => Cow::Owned(format!("{what}, {place}")),
        }
    }
}

/// With a capital at its beginning, as a title has it.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
