//! What the columns of a table mean that no reader knows: the wizard makes a mapping, `--map` reads one.

use serde::{Deserialize, Serialize};

/// The meaning of the columns of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// Version of this document.
    pub schema_version: u32,
}
