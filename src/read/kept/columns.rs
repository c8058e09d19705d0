//! The columns of a dataset as blocks of a copy. What is written here in one order is read there in the same.

use std::io::Result;

use super::blocks::{Reader, Writer};
use crate::base::LonLat;
use crate::model::dataset::{CodeColumns, Columns, InFile};
use crate::model::dictionary::{Dictionary, Interner, Lists, Pairs};
use crate::model::segment::Vocabulary;
use crate::model::{Dataset, Deaths, PlaceClass, Sharpness, Spot};

/// Blocks that are read on a thread of their own: those of ids and of where the rows lie.
pub(super) const FIRST_BLOCKS: usize = 7;

/// Writes what [`read_first`] reads; `false` for a file whose rows cannot be written so.
pub(super) fn write_first(writer: &mut Writer<'_>, dataset: &Dataset, rows: &InFile) -> Result<bool> {
    writer.strings(dataset.ids())?;
    writer.numbers(dataset.record_numbers())?;
    let starts = writer.ascending(rows.starts.iter().copied())?;
    let lines = writer.ascending(rows.lines.2.iter().copied())?;
    let (into, from): (Vec<u32>, Vec<u32>) = rows.folded.iter().copied().unzip();
    writer.numbers(&into)?;
    writer.numbers(&from)?;
    Ok(starts && lines)
}

/// Ids and record numbers as a part of the columns, and where the rows lie.
pub(super) fn read_first(reader: &mut Reader<'_>) -> Option<(Columns, InFile)> {
    let columns = Columns {
        ids: reader.strings()?,
        record: reader.numbers()?,
        ..Columns::default()
    };
    let starts = reader.ascending()?;
    let before = reader.ascending()?;
    let (into, from) = (reader.numbers()?, reader.numbers()?);
    let records = starts.len();
    let known = |record: &u32| (*record as usize) < records;
    let fits = into.len() == from.len() && into.iter().chain(&from).all(known);
    let rows = InFile {
        starts,
        lines: (0, 0, before),
        folded: into.into_iter().zip(from).collect(),
        found: String::new(),
    };
    fits.then_some((columns, rows))
}

/// Writes what [`read_rest`] reads.
pub(super) fn write_rest(writer: &mut Writer<'_>, dataset: &Dataset) -> Result<()> {
    let days = dataset.starts().iter().map(|day| day.number().cast_unsigned());
    writer.numbers(&days.collect::<Vec<_>>())?;
    let lengths = dataset.starts().iter().zip(dataset.ends());
    let lengths = lengths.map(|(start, end)| end.number().wrapping_sub(start.number()).cast_unsigned());
    writer.numbers(&lengths.collect::<Vec<_>>())?;
    writer.bytes(&dataset.span_kinds().iter().map(|kind| *kind as u8).collect::<Vec<_>>())?;
    let precisions = dataset.date_precisions().iter();
    writer.bytes(&precisions.map(|precision| *precision as u8).collect::<Vec<_>>())?;
    writer.bytes(&dataset.kinds().iter().map(|kind| *kind as u8).collect::<Vec<_>>())?;
    let disagreements = dataset.disagreement_counts().iter();
    writer.numbers(&disagreements.map(|n| u32::from(*n)).collect::<Vec<_>>())?;
    writer.numbers(dataset.spots().1)?;
    writer.numbers(dataset.sharpness().1)?;
    writer.numbers(dataset.titles().1)?;
    writer.numbers(dataset.sub_kinds().1)?;
    writer.numbers(dataset.countries().1)?;
    writer.numbers(dataset.admin1s().1)?;
    writer.numbers(dataset.places().1)?;
    writer.numbers(dataset.actors().1)?;
    writer.numbers(dataset.source_ids().1)?;
    writer.numbers(dataset.death_figures().1)?;
    write_words(writer, dataset)
}

/// Everything but ids and record numbers.
pub(super) fn read_rest(reader: &mut Reader<'_>) -> Option<Columns> {
    let signed = |numbers: Vec<u32>| numbers.into_iter().map(u32::cast_signed).collect::<Vec<i32>>();
    let start = signed(reader.numbers()?);
    let lengths = signed(reader.numbers()?);
    let ends = start
        .iter()
        .zip(&lengths)
        .map(|(start, days)| start.wrapping_add(*days));
    Some(Columns {
        end: ends.collect(),
        start: (start.len() == lengths.len()).then_some(start)?,
        span_kind: reader.bytes()?,
        date_precision: reader.bytes()?,
        kind: reader.bytes()?,
        disagreements: {
            let counts = reader.numbers()?.into_iter();
            counts.map(|n| u16::try_from(n).ok()).collect::<Option<_>>()?
        },
        codes: CodeColumns {
            spot: reader.numbers()?,
            sharpness: reader.numbers()?,
            title: reader.numbers()?,
            sub_kind: reader.numbers()?,
            country: reader.numbers()?,
            admin1: reader.numbers()?,
            place: reader.numbers()?,
            actors: reader.numbers()?,
            sources: reader.numbers()?,
            deaths: reader.numbers()?,
        },
        words: read_words(reader)?,
        ..Columns::default()
    })
}

fn write_words(writer: &mut Writer<'_>, dataset: &Dataset) -> Result<()> {
    for dictionary in [dataset.sub_kinds().0, dataset.countries().0, dataset.admin1s().0] {
        writer.strings(dictionary.stored())?;
    }
    for pairs in [dataset.titles().0, dataset.places().0] {
        let (words, pairs) = pairs.stored();
        writer.strings(words)?;
        let (en, fr): (Vec<u32>, Vec<u32>) = pairs.iter().copied().unzip();
        writer.numbers(&en)?;
        writer.numbers(&fr)?;
    }
    for lists in [dataset.actors().0, dataset.source_ids().0] {
        let (offsets, codes) = lists.stored();
        writer.strings(lists.dictionary().stored())?;
        writer.ascending(offsets.iter().map(|offset| u64::from(*offset)))?;
        writer.numbers(codes)?;
    }
    let figures = dataset.death_figures().0.iter();
    let figures = figures.map(|d| (d.low, d.best, d.high, d.high_open));
    writer.bytes(&super::blocks::json(&figures.collect::<Vec<_>>())?)?;
    let at = |spot: &Spot| [spot.at().lon(), spot.at().lat()];
    let spots = dataset.spots().0.iter().flat_map(at);
    writer.bytes(&spots.flat_map(f64::to_le_bytes).collect::<Vec<u8>>())?;
    let sharpness = dataset.sharpness().0.iter();
    let sharpness = sharpness.map(|s| (s.class(), s.radius().to_bits()));
    writer.bytes(&super::blocks::json(&sharpness.collect::<Vec<_>>())?)
}

type Figure = (Option<u32>, Option<u32>, Option<u32>, bool);

fn read_words(reader: &mut Reader<'_>) -> Option<Vocabulary> {
    let dictionary = |reader: &mut Reader<'_>| reader.strings().map(Dictionary::from_stored);
    let pairs = |reader: &mut Reader<'_>| {
        let words = reader.strings()?;
        let (en, fr) = (reader.numbers()?, reader.numbers()?);
        let pairs = en.iter().copied().zip(fr.iter().copied()).collect();
        Pairs::from_stored(words, pairs).filter(|_| en.len() == fr.len())
    };
    let lists = |reader: &mut Reader<'_>| {
        let values = dictionary(reader)?;
        let offsets = reader.ascending_u32()?;
        Lists::from_stored(values, offsets, reader.numbers()?)
    };
    let words = Vocabulary {
        sub_kinds: dictionary(reader)?,
        countries: dictionary(reader)?,
        admin1s: dictionary(reader)?,
        titles: pairs(reader)?,
        places: pairs(reader)?,
        actors: lists(reader)?,
        sources: lists(reader)?,
        ..Vocabulary::default()
    };
    let deaths = reader.json::<Vec<Figure>>()?.into_iter();
    let deaths = deaths.map(|(low, best, high, high_open)| Deaths {
        low,
        best,
        high,
        high_open,
    });
    let deaths = Interner::from_stored(deaths.collect());
    let spots = Interner::from_stored(read_spots(&reader.bytes()?)?);
    let sharpness = reader.json::<Vec<(PlaceClass, u64)>>()?.into_iter();
    let sharpness: Option<Vec<Sharpness>> = sharpness
        .map(|(class, bits)| {
            let radius = f64::from_bits(bits);
            (radius.is_finite() && radius >= 0.0).then(|| Sharpness::new(class, radius))
        })
        .collect();
    Some(Vocabulary {
        deaths,
        spots,
        sharpness: Interner::from_stored(sharpness?),
        ..words
    })
}

fn read_spots(bytes: &[u8]) -> Option<Vec<Spot>> {
    let (numbers, rest) = bytes.as_chunks();
    let (pairs, odd) = numbers.as_chunks();
    let spot =
        |[lon, lat]: &[[u8; 8]; 2]| LonLat::new(f64::from_le_bytes(*lon), f64::from_le_bytes(*lat)).map(Spot::new);
    let sound = rest.is_empty() && odd.is_empty();
    pairs.iter().map(spot).collect::<Option<_>>().filter(|_| sound)
}
