//! The formats that files are read as.

/// The format a file was read as. As text ([`Format::code`]): its name in small letters with underlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Format {
    /// Incidents of our own, GeoJSON.
    Native,
    /// Incidents of our own, table.
    NativeTable,
    /// A UCDP GED release or API table.
    UcdpGed,
    /// The table that UCDP's web site exports.
    UcdpWebExport,
    /// An ACLED event table of any edition.
    Acled,
    /// A table read by a mapping.
    Mapped,
    /// Features of somebody else, GeoJSON.
    #[strum(serialize = "geojson")]
    GeoJson,
    /// A list of JSON objects, as programs exchange them.
    #[strum(serialize = "json")]
    JsonRecords,
    /// Events of a TimeMap, JSON.
    #[strum(serialize = "timemap")]
    TimeMap,
    /// Placemarks, KML or KMZ.
    Kml,
    /// Waypoints, GPX.
    Gpx,
    /// A sheet of a workbook that is no table of a known dataset.
    Workbook,
    /// GDELT events, machine-coded.
    Gdelt,
}

impl Format {
    /// Its name in files that programs read: `ucdp_ged`.
    pub fn code(self) -> &'static str {
        self.into()
    }
}
