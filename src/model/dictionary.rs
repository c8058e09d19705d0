//! Dictionary-encoded text columns: each distinct value is kept once.

use std::collections::HashMap;

/// Position of a value in its [`Dictionary`].
pub type Code = u32;

/// The distinct values of a column, in order of first appearance.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    values: Vec<String>,
    codes: HashMap<String, Code>,
}

impl Dictionary {
    /// The code of `value`, which is added if it is new.
    pub fn code(&mut self, value: &str) -> Code {
        if let Some(code) = self.codes.get(value) {
            return *code;
        }
        let code = Code::try_from(self.values.len()).unwrap_or(Code::MAX);
        self.values.push(value.to_owned());
        self.codes.insert(value.to_owned(), code);
        code
    }

    /// The code of `value` if the column has it.
    pub fn find(&self, value: &str) -> Option<Code> {
        self.codes.get(value).copied()
    }

    /// The value of a code; empty for a code of another dictionary.
    pub fn value(&self, code: Code) -> &str {
        self.values.get(code as usize).map_or("", String::as_str)
    }

    /// All values, by code.
    pub fn values(&self) -> &[String] {
        &self.values
    }
}

/// A column of one dictionary value for each row.
#[derive(Debug, Clone, Default)]
pub struct TextColumn {
    dictionary: Dictionary,
    rows: Vec<Code>,
}

impl TextColumn {
    /// Appends a row.
    pub fn push(&mut self, value: &str) {
        let code = self.dictionary.code(value);
        self.rows.push(code);
    }

    /// The code of a row.
    pub fn code(&self, row: usize) -> Code {
        self.rows.get(row).copied().unwrap_or(Code::MAX)
    }

    /// The value of a row, empty where there is none.
    pub fn get(&self, row: usize) -> &str {
        self.dictionary.value(self.code(row))
    }

    /// The distinct values.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }
}

/// A column of any number of dictionary values for each row.
#[derive(Debug, Clone)]
pub struct ListColumn {
    dictionary: Dictionary,
    /// Row `i` owns `codes[offsets[i]..offsets[i + 1]]`.
    offsets: Vec<u32>,
    codes: Vec<Code>,
}

impl Default for ListColumn {
    fn default() -> Self {
        Self {
            dictionary: Dictionary::default(),
            offsets: vec![0],
            codes: Vec::new(),
        }
    }
}

impl ListColumn {
    /// Appends a row.
    pub fn push<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) {
        for value in values {
            let code = self.dictionary.code(value);
            self.codes.push(code);
        }
        self.offsets.push(u32::try_from(self.codes.len()).unwrap_or(u32::MAX));
    }

    /// The codes of a row.
    pub fn codes(&self, row: usize) -> &[Code] {
        let bounds = self.offsets.get(row).zip(self.offsets.get(row + 1));
        bounds
            .and_then(|(from, to)| self.codes.get(*from as usize..*to as usize))
            .unwrap_or(&[])
    }

    /// The values of a row.
    pub fn get(&self, row: usize) -> impl Iterator<Item = &str> {
        self.codes(row).iter().map(|code| self.dictionary.value(*code))
    }

    /// The distinct values.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_kept_once_and_rows_find_them() {
        let mut column = ListColumn::default();
        column.push(["JNIM", "Civilians"]);
        column.push([]);
        column.push(["JNIM"]);
        assert_eq!(column.get(0).collect::<Vec<_>>(), ["JNIM", "Civilians"]);
        assert_eq!(column.get(1).count(), 0);
        assert_eq!(column.get(2).collect::<Vec<_>>(), ["JNIM"]);
        assert_eq!(column.get(3).count(), 0);
        assert_eq!(column.dictionary().values().len(), 2);
    }
}
