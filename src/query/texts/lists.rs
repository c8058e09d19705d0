//! Lists of records, close together: bitmaps of those that more than one record in eight holds, which are fast to bring
//! together, and sparse lists of others ([`super::sparse`]), of which a million entries take one to two megabytes. A
//! list of one record is its number.

use super::sparse;
use crate::query::rows::RowSet;

/// One record in so many makes a list long.
const LONG: u32 = 8;

/// Records, or rows, that hold what is asked for, and others that may: whoever asks reads these.
#[derive(Debug)]
pub(super) struct Held {
    /// They do.
    pub sure: RowSet,
    /// They may; none of those that do.
    pub unsure: RowSet,
}

impl Held {
    /// None of so many.
    pub fn none(records: usize) -> Self {
        Self {
            sure: RowSet::none(records),
            unsure: RowSet::none(records),
        }
    }
}

/// Where a list lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    /// Where it begins; of a long one its number among the bitmaps, of one record that record.
    at: u32,
    /// Number of records.
    pub count: u32,
}

/// See the module.
#[derive(Debug)]
pub(super) struct Lists {
    records: u32,
    sparse: Vec<u8>,
    bitmaps: Vec<RowSet>,
}

impl Lists {
    /// None yet, of so many records; room for the bytes of lists that are not long.
    pub fn new(records: u32, room: usize) -> Self {
        Self {
            records,
            sparse: Vec::with_capacity(room + sparse::SPARE),
            bitmaps: Vec::new(),
        }
    }

    /// Bytes that a list takes that is not long.
    pub fn room(count: u32, records: u32) -> usize {
        if is_sparse(count, records) {
            sparse::size(count, records)
        } else {
            0
        }
    }

    /// Appends a list of ascending records.
    pub fn push(&mut self, holding: &[u32]) -> List {
        let count = u32::try_from(holding.len()).unwrap_or(u32::MAX);
        let at = match holding {
            [only] => *only,
            many if is_sparse(count, self.records) => {
                let at = u32::try_from(self.sparse.len()).unwrap_or(u32::MAX);
                sparse::write(many, self.records, &mut self.sparse);
                at
            }
            many => {
                let mut set = RowSet::none(self.records as usize);
                many.iter().for_each(|record| set.insert(*record));
                self.bitmaps.push(set);
                u32::try_from(self.bitmaps.len()).unwrap_or(u32::MAX) - 1
            }
        };
        List { at, count }
    }

    /// Nothing is appended any more.
    pub fn close(&mut self) {
        self.sparse.resize(self.sparse.len() + sparse::SPARE, 0);
        self.sparse.shrink_to_fit();
        self.bitmaps.shrink_to_fit();
    }

    /// Number of records that there may be.
    pub fn records(&self) -> u32 {
        self.records
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.sparse.capacity() + self.bitmaps.iter().map(|set| set.words().len() * 8).sum::<usize>()
    }

    /// Number of bitmaps.
    #[cfg(test)]
    pub fn bitmaps(&self) -> usize {
        self.bitmaps.len()
    }

    /// Entries that have to be walked to read a list.
    pub fn entries(&self, list: List) -> u64 {
        match is_sparse(list.count, self.records) {
            true => u64::from(list.count),
            false => 0,
        }
    }

    /// Adds the records of a list to a set.
    pub fn add_to(&self, list: List, set: &mut RowSet) {
        match list.count {
            0 => {}
            1 => set.insert(list.at),
            count if is_sparse(count, self.records) => {
                sparse::each(&self.sparse, list.at as usize, count, self.records, |record| {
                    set.insert(record)
                });
            }
            _ => {
                if let Some(bitmap) = self.bitmaps.get(list.at as usize) {
                    set.union(bitmap);
                }
            }
        }
    }

    /// The records of a list.
    pub fn set(&self, list: List) -> RowSet {
        let mut set = RowSet::none(self.records as usize);
        self.add_to(list, &mut set);
        set
    }
}

fn is_sparse(count: u32, records: u32) -> bool {
    count != 1 && (count <= records / LONG || count <= 64)
}
