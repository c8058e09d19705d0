//! Words of the selection tools on the map.

use super::Words;

/// See the module.
#[derive(Debug)]
pub struct PickingWords {
    /// Button that opens the list of tools.
    pub tools: &'static str,
    /// Names with their keys, in the order of `session::AreaTool`.
    pub tool_names: [(&'static str, &'static str); 4],
    /// What to do with each tool.
    pub tool_help: [&'static str; 4],
    /// Switch: only what the map shows.
    pub only_frame: &'static str,
    /// Describes that criterion.
    pub in_frame: &'static str,
    /// Describes a box.
    pub in_box: &'static str,
    /// Button: filter.
    pub filter_here: &'static str,
    /// Button: away with the shape.
    pub clear: &'static str,
    /// Why so many cannot be selected.
    pub too_many: &'static str,
}

/// English.
pub static EN: PickingWords = PickingWords {
    tools: "Select on the map",
    tool_names: [
        ("Box", "X, Shift+drag"),
        ("Lasso", "O"),
        ("Polygon", "G"),
        ("Circle", "R"),
    ],
    tool_help: [
        "Drag a box · Esc ends",
        "Draw around incidents · Esc ends",
        "Click the corners; double click or Enter closes · Esc ends",
        "Drag from the centre outwards · Esc ends",
    ],
    only_frame: "Only what the map shows",
    in_frame: "what the map shows",
    in_box: "inside the drawn box",
    filter_here: "Filter to this area",
    clear: "Clear",
    too_many: "Too many to select one by one. Filter to this area instead.",
};

/// French.
pub static FR: PickingWords = PickingWords {
    tools: "Sélectionner sur la carte",
    tool_names: [
        ("Rectangle", "X, Maj+glisser"),
        ("Lasso", "O"),
        ("Polygone", "G"),
        ("Cercle", "R"),
    ],
    tool_help: [
        "Glissez un rectangle · Échap pour finir",
        "Entourez des incidents · Échap pour finir",
        "Cliquez les sommets\u{A0}; double clic ou Entrée ferme · Échap pour finir",
        "Glissez du centre vers l’extérieur · Échap pour finir",
    ],
    only_frame: "Seulement ce que montre la carte",
    in_frame: "ce que montre la carte",
    in_box: "dans le rectangle dessiné",
    filter_here: "Filtrer sur cette zone",
    clear: "Effacer",
    too_many: "Trop nombreux pour être sélectionnés un à un. Filtrez plutôt sur cette zone.",
};

impl Words {
    /// "Select these 12".
    pub fn select_these(&self, n: usize) -> String {
        let n = self.number(n as u64);
        self.pick("Select these #", "Sélectionner ces #").replace('#', &n)
    }
}
