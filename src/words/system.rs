//! What a system says when a file cannot be read or written, in words of our own: the system's are in its own
//! language, and some hold the path.

use std::io::{Error, ErrorKind};

use super::Words;

impl Words {
    /// Why the system refused, as the end of a sentence: "there is no such file or folder".
    pub fn system_error(&self, error: &Error) -> String {
        match (self.known_refusal(error.kind()), error.raw_os_error()) {
            (Some(known), _) => known.to_owned(),
            (None, Some(number)) => self.pick_system(&format!("{number}")),
            (None, None) => self.pick_system(&error.kind().to_string()),
        }
    }

    /// The same where only the kind is known.
    pub fn system_kind(&self, kind: ErrorKind) -> String {
        let known = self.known_refusal(kind).map(str::to_owned);
        known.unwrap_or_else(|| self.pick_system(&kind.to_string()))
    }

    fn pick_system(&self, what: &str) -> String {
        let said = self.pick("the system reports error", "le système signale l’erreur");
        format!("{said} {what}")
    }

    fn known_refusal(&self, kind: ErrorKind) -> Option<&'static str> {
        let (en, fr) = match kind {
            ErrorKind::NotFound => (
                "there is no such file or folder",
                "ce fichier ou ce dossier n’existe pas",
            ),
            ErrorKind::PermissionDenied => ("the system does not permit it", "le système ne le permet pas"),
            ErrorKind::AlreadyExists => ("a file of this name exists already", "un fichier de ce nom existe déjà"),
            ErrorKind::IsADirectory => ("this is a folder, not a file", "c’est un dossier, pas un fichier"),
            ErrorKind::NotADirectory => (
                "a part of the path is a file, not a folder",
                "une partie du chemin est un fichier, pas un dossier",
            ),
            ErrorKind::DirectoryNotEmpty => ("the folder is not empty", "le dossier n’est pas vide"),
            ErrorKind::InvalidFilename | ErrorKind::InvalidInput => (
                "this name cannot be used for a file",
                "ce nom ne convient pas à un fichier",
            ),
            ErrorKind::Unsupported => (
                "a pipe, a device or the like stands there, not a file",
                "il y a là un tube ou un périphérique, pas un fichier",
            ),
            ErrorKind::StorageFull => ("the disk is full", "le disque est plein"),
            ErrorKind::QuotaExceeded => (
                "the room that you may use on this disk is full",
                "votre part de ce disque est pleine",
            ),
            ErrorKind::ReadOnlyFilesystem => ("the disk can only be read", "le disque est en lecture seule"),
            ErrorKind::FileTooLarge => (
                "the file is too large for this disk",
                "le fichier est trop grand pour ce disque",
            ),
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => (
                "another program is using the file",
                "un autre programme utilise le fichier",
            ),
            ErrorKind::TimedOut => ("the disk does not answer", "le disque ne répond pas"),
            ErrorKind::StaleNetworkFileHandle | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => (
                "the network drive cannot be reached",
                "le disque réseau est hors d’atteinte",
            ),
            ErrorKind::UnexpectedEof => ("the file ends too early", "le fichier se termine trop tôt"),
            ErrorKind::WriteZero => ("the disk takes no more", "le disque n’accepte plus rien"),
            ErrorKind::OutOfMemory => ("there is not enough memory", "il n’y a pas assez de mémoire"),
            _ => return None,
        };
        Some(self.pick(en, fr))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{EN, FR};

    #[test]
    fn usual_refusals_are_in_the_language_of_the_screen_and_never_in_the_system_s() {
        let missing = std::fs::read("/nonexistent/file").unwrap_err();
        assert_eq!(FR.system_error(&missing), "ce fichier ou ce dossier n’existe pas");
        assert_eq!(EN.system_error(&missing), "there is no such file or folder");
        for kind in [
            ErrorKind::PermissionDenied,
            ErrorKind::StorageFull,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::IsADirectory,
        ] {
            let (en, fr) = (EN.system_kind(kind), FR.system_kind(kind));
            assert_ne!(en, fr);
            assert!(!fr.contains(&kind.to_string()) && !en.contains("error"), "{en} {fr}");
        }
    }

    #[test]
    fn an_error_without_a_wording_is_told_by_its_number() {
        let odd = Error::from_raw_os_error(71);
        assert!(
            FR.system_error(&odd).ends_with("l’erreur 71"),
            "{}",
            FR.system_error(&odd)
        );
        assert!(
            EN.system_kind(ErrorKind::BrokenPipe)
                .ends_with(&ErrorKind::BrokenPipe.to_string())
        );
    }
}
