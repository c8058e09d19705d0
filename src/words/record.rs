//! Words about source records, and of the question before a link opens.

/// Labels of a source record.
#[derive(Debug)]
pub struct RecordWords {
    /// Title.
    pub title: &'static str,
    /// In.
    pub container: &'static str,
    /// Publisher.
    pub publisher: &'static str,
    /// Authors.
    pub author: &'static str,
    /// Agency.
    pub agency: &'static str,
    /// Printed date.
    pub printed: &'static str,
    /// Estimated date.
    pub estimated: &'static str,
    /// Between the estimated date and its reason.
    pub reason: &'static str,
    /// Language.
    pub language: &'static str,
    /// How it was read.
    pub read_as: &'static str,
    /// Host of the copy.
    pub host: &'static str,
    /// What it is.
    pub role: &'static str,
    /// What it does not print.
    pub not_printed: &'static str,
    /// Admiralty grade.
    pub grade: &'static str,
    /// Explains F6.
    pub ungraded: &'static str,
    /// Tertiary.
    pub tertiary: &'static str,
    /// Which others repeat it.
    pub repeated: &'static str,
    /// Address.
    pub address: &'static str,
    /// There is no record.
    pub unknown: &'static str,
    /// Remark.
    pub note: &'static str,
    /// Other CSL fields: (name in CSL, label).
    pub other: [(&'static str, &'static str); 8],
}

/// Dialog before a link opens.
#[derive(Debug)]
pub struct LinkWords {
    /// Title.
    pub title: &'static str,
    /// What opening means.
    pub warning: &'static str,
    /// Nothing has been sent yet.
    pub not_sent: &'static str,
    /// The host has letters beyond ASCII or is an encoded name.
    pub strange_host: &'static str,
    /// Not an address of the web.
    pub not_web: &'static str,
    /// Open.
    pub open: &'static str,
    /// Copy address.
    pub copy: &'static str,
}

/// English.
pub static RECORD_EN: RecordWords = RecordWords {
    title: "Title",
    container: "In",
    publisher: "Publisher",
    author: "By",
    agency: "Agency",
    printed: "Printed date",
    estimated: "Estimated date",
    reason: "Why",
    language: "Language",
    read_as: "Read",
    host: "Copy found on",
    role: "What it is",
    not_printed: "Not printed",
    grade: "Grade",
    ungraded: "reliability and credibility cannot be judged (Admiralty code)",
    tertiary: "tertiary: tells what others reported, never sets a figure",
    repeated: "Repeats",
    address: "Address",
    unknown: "The file names this source and says nothing more about it.",
    note: "Remark",
    other: [
        ("editor", "Editing"),
        ("publisher-place", "Place"),
        ("version", "Version"),
        ("volume", "Volume"),
        ("issue", "Issue"),
        ("page", "Page"),
        ("accessed", "Seen"),
        ("genre", "Genre"),
    ],
};

/// French.
pub static RECORD_FR: RecordWords = RecordWords {
    title: "Titre",
    container: "Dans",
    publisher: "Éditeur",
    author: "Par",
    agency: "Agence",
    printed: "Date imprimée",
    estimated: "Date estimée",
    reason: "Pourquoi",
    language: "Langue",
    read_as: "Lu",
    host: "Copie trouvée sur",
    role: "Nature",
    not_printed: "Non imprimé",
    grade: "Cote",
    ungraded: "fiabilité et crédibilité ne peuvent être jugées (code de l’Amirauté)",
    tertiary: "tertiaire\u{A0}: dit ce que d’autres ont rapporté, ne fixe jamais un chiffre",
    repeated: "Reprend",
    address: "Adresse",
    unknown: "Le fichier nomme cette source et n’en dit rien de plus.",
    note: "Remarque",
    other: [
        ("editor", "Édition"),
        ("publisher-place", "Lieu"),
        ("version", "Version"),
        ("volume", "Volume"),
        ("issue", "Numéro"),
        ("page", "Page"),
        ("accessed", "Vu le"),
        ("genre", "Genre"),
    ],
};

/// English.
pub static LINK_EN: LinkWords = LinkWords {
    title: "Open this address in the browser?",
    warning: "The browser will contact this host; it then knows your network address and what you look up.",
    not_sent: "Nothing has been sent yet.",
    strange_host: "The name of the host has letters that can be mistaken for others. Read it letter by letter.",
    not_web: "This is not an address of the web (http or https). It can be copied, not opened.",
    open: "Open",
    copy: "Copy address",
};

/// French.
pub static LINK_FR: LinkWords = LinkWords {
    title: "Ouvrir cette adresse dans le navigateur\u{A0}?",
    warning: "Le navigateur contactera cet hôte, qui connaîtra votre adresse réseau et ce que vous consultez.",
    not_sent: "Rien n’a encore été envoyé.",
    strange_host: "Le nom de l’hôte a des lettres que l’on peut confondre avec d’autres. Lisez-le lettre par lettre.",
    not_web: "Ce n’est pas une adresse du web (http ou https). On peut la copier, pas l’ouvrir.",
    open: "Ouvrir",
    copy: "Copier l’adresse",
};
