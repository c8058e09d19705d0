//! `render`: the map as a picture for a report, without a window.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{OpenArgs, SelectArgs};
use super::{CliError, datasets, say, select};
use crate::app::clock;
use crate::base::LonLat;
use crate::figure::map_frame::ZOOM_RANGE;
use crate::figure::page::PageView;
use crate::gpu::Offscreen;
use crate::query::run;
use crate::tasks::store::write_whole;
use crate::ui::page::{Picture, PictureError, encode};
use crate::words::Words;

/// What can be typed after `render`.
#[derive(Debug, clap::Args)]
pub struct RenderArgs {
    /// Files to draw instead of the bundled incidents
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The PNG file to write
    #[arg(long, value_name = "PNG")]
    pub out: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    pub force: bool,
    /// Width and height in pixels
    #[arg(long, value_name = "WxH", default_value = "1600x1000", value_parser = parse_size)]
    pub size: (u32, u32),
    /// How the files are to be opened.
    #[command(flatten)]
    pub open: OpenArgs,
    /// Incidents to draw.
    #[command(flatten)]
    pub select: SelectArgs,
    /// Middle of the map; else all incidents are shown
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true, value_parser = parse_center)]
    pub center: Option<LonLat>,
    /// Zoom of the map, 2 (the continent) to 14.5; else all incidents are shown
    #[arg(long, value_name = "Z", value_parser = parse_zoom)]
    pub zoom: Option<f64>,
    /// Colours
    #[arg(long, value_enum, default_value_t = ThemeArg::Light)]
    pub theme: ThemeArg,
    /// Title; else the name of the dataset
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Letters on symbols of every size
    #[arg(long)]
    pub letters: bool,
    /// Other reported places too
    #[arg(long)]
    pub other_places: bool,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ThemeArg {
    /// For paper and light screens
    Light,
    /// For dark screens
    Dark,
}

/// Draws the picture and writes it whole or not at all.
///
/// # Errors
/// [`CliError`] where a file cannot be read or written, an argument makes no sense, or nothing can draw.
pub fn render(args: &RenderArgs, words: &'static Words) -> Result<ExitCode, CliError> {
    check_target(&args.out, args.force, words)?;
    let datasets = datasets(&args.files, &args.open, words)?;
    let filter = select::filter(&datasets, &args.select, words)?;
    let window = select::window(&datasets, &args.select, words)?;
    let picture = Picture {
        result: Arc::new(run(&datasets, &filter, window)),
        filter,
        lang: words.lang,
        dark: args.theme == ThemeArg::Dark,
        title: args.title.clone(),
        accessed: clock::today(),
        view: PageView::Fit {
            centre: args.center,
            zoom: args.zoom,
        },
        size: args.size,
        letters: args.letters,
        other_places: args.other_places,
    };
    let mut offscreen = Offscreen::new().map_err(PictureError::from)?;
    let bytes = encode(&picture.draw(&mut offscreen)?)?;
    let name = args.out.display().to_string();
    write_whole(&args.out, &bytes)
        .map_err(|error| CliError::Argument(words.not_saved(&name, &words.system_error(&error))))?;
    say(&words.saved(&name));
    Ok(ExitCode::SUCCESS)
}

/// Refuses, before anything is drawn, what could not be written afterwards.
fn check_target(out: &Path, force: bool, words: &Words) -> Result<(), CliError> {
    let name = out.display().to_string();
    if !out.extension().is_some_and(|e| e.eq_ignore_ascii_case("png")) {
        return Err(CliError::Argument(words.not_png(&name)));
    }
    if out.exists() && !force {
        return Err(CliError::Argument(words.file_exists(&name)));
    }
    Ok(())
}

fn parse_size(text: &str) -> Result<(u32, u32), String> {
    let expected = || format!("found \"{text}\", expected width and height in pixels such as 1600x1000");
    let (width, height) = text.split_once(['x', 'X', '×']).ok_or_else(expected)?;
    let side = |text: &str| text.trim().parse::<u32>().ok();
    side(width).zip(side(height)).ok_or_else(expected)
}

fn parse_center(text: &str) -> Result<LonLat, String> {
    let expected = || format!("found \"{text}\", expected longitude and latitude in degrees such as 2.11,13.51");
    let (lon, lat) = text.split_once(',').ok_or_else(expected)?;
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let (lon, lat) = number(lon).zip(number(lat)).ok_or_else(expected)?;
    LonLat::new(lon, lat)
        .ok_or_else(|| format!("found \"{text}\", expected a longitude from -180 to 180 and a latitude from -90 to 90"))
}

fn parse_zoom(text: &str) -> Result<f64, String> {
    let (least, most) = ZOOM_RANGE;
    let zoom = text.parse::<f64>().ok().filter(|zoom| (least..=most).contains(zoom));
    zoom.ok_or_else(|| format!("found \"{text}\", expected a zoom from {least} to {most}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_positions_and_zooms_are_read_or_refused_with_what_was_expected() {
        assert_eq!(parse_size("800x600"), Ok((800, 600)));
        assert_eq!(parse_center("-1.5, 12.4"), Ok(LonLat::new(-1.5, 12.4).unwrap()));
        assert!(parse_zoom("6.5").is_ok());
        for (error, part) in [
            (parse_size("800").unwrap_err(), "1600x1000"),
            (parse_size("-3x5").unwrap_err(), "-3x5"),
            (parse_center("12").unwrap_err(), "2.11,13.51"),
            (parse_center("2.0,95").unwrap_err(), "-90 to 90"),
            (parse_zoom("NaN").unwrap_err(), "2 to 14.5"),
            (parse_zoom("40").unwrap_err(), "40"),
        ] {
            assert!(error.contains(part), "{error}");
        }
    }
}
