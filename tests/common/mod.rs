//! What several test programs need.

use std::sync::Arc;

use sahel_atlas::base::Pulse;
use sahel_atlas::model::Dataset;
use sahel_atlas::read;

/// The bundled collection.
pub fn bundled() -> Arc<Dataset> {
    Arc::new(read::bundled().expect("the bundled data are good"))
}

/// Made-up rows in the form of UCDP's table.
#[allow(clippy::allow_attributes, dead_code, reason = "each test file uses its own part")]
pub fn ucdp() -> Arc<Dataset> {
    let bytes = include_bytes!("../golden/ucdp_release.csv").to_vec();
    let opened = read::read_bytes("ucdp_release.csv", bytes, &Pulse::default()).expect("the rows are good");
    Arc::new(opened.dataset)
}
