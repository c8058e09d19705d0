//! OR between what was typed.

use super::lex::{Op, Piece, Token};
use super::{Key, ProblemKind, Reading};
use crate::query::text::is_or;

impl Reading<'_> {
    /// OR between words joins them; between values of one keyword it says what is so anyway; elsewhere it would say
    /// something that is not so.
    pub(super) fn or(&mut self, token: &Token, around: (Option<&Token>, Option<&Token>)) {
        let (Some(before), Some(after)) = around else {
            return self.problem(&token.at, ProblemKind::Or);
        };
        let is_text = |token: &Token| match &token.piece {
            Piece::Word(word) => !is_or(word),
            Piece::Phrase(phrase) => !phrase.trim().is_empty(),
            _ => false,
        };
        let names = |token: &Token| match &token.piece {
            Piece::Keyword {
                not: false,
                key,
                op: Op::Is,
                ..
            } => {
                let one_of = key.criterion().is_some() || matches!(key, Key::Id | Key::Precision);
                one_of.then_some(*key)
            }
            _ => None,
        };
        match &token.piece {
            Piece::Word(word) if is_text(before) && is_text(after) => self.text.push(word.clone()),
            _ if names(before).is_some() && names(before) == names(after) => {}
            _ => self.problem(&token.at, ProblemKind::Or),
        }
    }
}
