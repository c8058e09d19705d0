//! Cuts what was typed into words, phrases and keywords with their values. Any text can be cut.

use std::ops::Range;

use super::Key;

/// How a keyword compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    /// `:` or `=`.
    Is,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// A piece of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A word to look for in the texts.
    Word(String),
    /// Words in quotes, to look for as they stand.
    Phrase(String),
    /// A keyword.
    Keyword {
        not: bool,
        key: Key,
        op: Op,
        value: String,
        /// The value was in quotes, and ends where they do.
        quoted: bool,
        /// What follows the quotes: `,30km`.
        rest: String,
        /// Bytes of the value in the text, with its quotes.
        value_at: Range<usize>,
    },
    /// Looks like a keyword, and is none.
    NoKey { found: String, near: Key },
    /// A minus before a word.
    Minus(String),
}

/// A piece with its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub at: Range<usize>,
    pub piece: Piece,
}

/// Every piece in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let (piece, length) = piece(rest, at);
        let length = length.max(1);
        tokens.push(Token {
            at: at..at + length,
            piece,
        });
        at += length;
    }
    tokens
}

fn piece(rest: &str, at: usize) -> (Piece, usize) {
    if let Some(inner) = rest.strip_prefix('"') {
        let end = inner.find('"');
        let length = end.map_or(rest.len(), |end| end + 2);
        return (
            Piece::Phrase(up_to(inner, end.unwrap_or(inner.len())).to_owned()),
            length,
        );
    }
    if let Some(found) = keyword(rest, at) {
        return found;
    }
    let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
    let word = up_to(rest, end);
    let minus = word.strip_prefix(['-', '−', '–']);
    match minus.filter(|word| word.starts_with(char::is_alphabetic)) {
        Some(word) => (Piece::Minus(word.to_owned()), end),
        None => (Piece::Word(word.to_owned()), end),
    }
}

fn keyword(rest: &str, at: usize) -> Option<(Piece, usize)> {
    let not = rest.strip_prefix(['-', '−', '–']);
    let body = not.unwrap_or(rest);
    let name_end = body.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))?;
    let name = up_to(body, name_end);
    let mut used = rest.len() - body.len() + name_end;
    let known = Key::from_name(name);
    // "deaths > 5": spaces around a comparison, where it can be nothing else.
    let behind = rest.get(used..)?;
    let spaced = behind.trim_start();
    let behind = if known.is_some() && spaced.starts_with(['<', '>', '≤', '≥']) {
        used += behind.len() - spaced.len();
        spaced
    } else {
        behind
    };
    let (op, length) = operator(behind)?;
    used += length;
    let Some(key) = known else {
        let near = Key::near(name).filter(|_| op == Op::Is)?;
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let found = name.to_owned();
        return Some((Piece::NoKey { found, near }, end.max(used)));
    };
    let behind = rest.get(used..)?;
    let blank = behind.len() - behind.trim_start().len();
    // "type: protest", but not a keyword whose value is still to come.
    let (used, behind) = if blank > 0 && keyword(behind.trim_start(), 0).is_none() {
        (used + blank, behind.trim_start())
    } else {
        (used, behind)
    };
    let (value, quoted, length) = value(behind);
    let tail = rest.get(used + length..).unwrap_or("");
    let tail_end = if quoted {
        tail.find(char::is_whitespace).unwrap_or(tail.len())
    } else {
        0
    };
    let piece = Piece::Keyword {
        not: not.is_some(),
        key,
        op,
        value,
        quoted,
        rest: up_to(tail, tail_end).to_owned(),
        value_at: at + used..at + used + length,
    };
    Some((piece, used + length + tail_end))
}

fn operator(text: &str) -> Option<(Op, usize)> {
    let all = [
        ("<=", Op::AtMost),
        (">=", Op::AtLeast),
        ("=<", Op::AtMost),
        ("=>", Op::AtLeast),
        ("≤", Op::AtMost),
        ("≥", Op::AtLeast),
        (":<=", Op::AtMost),
        (":>=", Op::AtLeast),
        (":<", Op::Less),
        (":>", Op::More),
        (":", Op::Is),
        ("=", Op::Is),
        ("<", Op::Less),
        (">", Op::More),
    ];
    all.iter()
        .find(|(sign, _)| text.starts_with(sign))
        .map(|(sign, op)| (*op, sign.len()))
}

/// A value, without its quotes; two quotes inside quotes stand for one.
fn value(text: &str) -> (String, bool, usize) {
    let Some(inner) = text.strip_prefix('"') else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        return (up_to(text, end).to_owned(), false, end);
    };
    let (mut value, mut from) = (String::new(), 0);
    loop {
        let part = inner.get(from..).unwrap_or("");
        let Some(end) = part.find('"') else {
            value.push_str(part);
            return (value, true, text.len());
        };
        value.push_str(up_to(part, end));
        from += end + 1;
        if inner.get(from..).is_none_or(|next| !next.starts_with('"')) {
            return (value, true, from + 1);
        }
        value.push('"');
        from += 1;
    }
}

fn up_to(text: &str, end: usize) -> &str {
    text.get(..end).unwrap_or(text)
}
