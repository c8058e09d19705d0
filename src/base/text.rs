//! The two languages of the program and texts that exist in both.

use serde::{Deserialize, Serialize};

/// Language of the screen and of every text the program writes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English, the default where the system asks for neither.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// The language of a system locale such as `fr_BF.UTF-8` or `en-GB`; English where it is neither.
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("fr") {
            Self::Fr
        } else {
            Self::En
        }
    }

    /// The two-letter code, as in `--lang`.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

impl std::str::FromStr for Lang {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "en" => Ok(Self::En),
            "fr" => Ok(Self::Fr),
            other => Err(format!("found \"{other}\", expected en or fr")),
        }
    }
}

/// One text in both languages. Imported free text, which has only its own language, is not a `Text`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

impl Text {
    /// The same wording in both languages (a name, a number).
    pub fn same(text: impl Into<String>) -> Self {
        let en = text.into();
        Self { fr: en.clone(), en }
    }

    /// A text from its two wordings.
    pub fn new(en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            fr: fr.into(),
        }
    }

    /// The wording in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locale_names_of_every_system_are_understood() {
        for (locale, lang) in [
            ("fr_BF.UTF-8", Lang::Fr),
            ("fr", Lang::Fr),
            ("FR-FR", Lang::Fr),
            ("en-GB", Lang::En),
            ("C", Lang::En),
            ("de_DE", Lang::En),
        ] {
            assert_eq!(Lang::from_locale(locale), lang, "{locale}");
        }
    }
}
