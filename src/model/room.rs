//! Room for columns that grow while a large file is read and are dropped once they stand in the dataset.
//!
//! The usual allocator of Linux asks the system for memory of its own for each block of 32 MiB or more. Of such a
//! block only what is written becomes real, it does not move while it grows, and the system has it back the moment it
//! is dropped. Smaller blocks may come from memory that several share: what is dropped there stays with the program as
//! holes. At a million rows these were a quarter of what the program held.

/// A block of so many bytes belongs to nobody else.
const OWN: usize = 33 << 20;
/// Rows from which on columns get blocks of their own.
const MANY: usize = 50_000;

/// Makes room for so many more cells.
pub(crate) fn reserve<T>(column: &mut Vec<T>, more: usize) {
    let own = own(more, OWN / size_of::<T>().max(1));
    if own.is_none_or(|own| column.try_reserve_exact(own).is_err()) {
        column.reserve_exact(more);
    }
}

/// Makes room for so many more texts of so many bytes in all.
pub(crate) fn reserve_text(text: &mut String, texts: usize, bytes: usize) {
    let own = own(texts, OWN).map(|own| own.max(bytes));
    if own.is_none_or(|own| text.try_reserve_exact(own).is_err()) {
        text.reserve_exact(bytes);
    }
}

/// Room of a block of its own, where that is worth it.
fn own(rows: usize, own: usize) -> Option<usize> {
    (cfg!(target_os = "linux") && rows >= MANY).then_some(own.max(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_as_many_as_was_asked_for() {
        for more in [0, 1, MANY - 1, MANY, 12_000_000] {
            let (mut column, mut text) = (vec![7_u32], String::from("a"));
            reserve(&mut column, more);
            reserve_text(&mut text, more, more * 3);
            assert!(column.capacity() > more, "{more}");
            assert!(text.capacity() > more * 3, "{more}");
            assert_eq!((column, text.as_str()), (vec![7], "a"));
        }
    }

    #[test]
    fn columns_of_large_files_get_blocks_of_their_own_on_linux() {
        let (mut many, mut few) = (Vec::<u32>::new(), Vec::<u32>::new());
        reserve(&mut many, MANY);
        reserve(&mut few, MANY - 1);
        assert_eq!(many.capacity() * size_of::<u32>() >= OWN - 4, cfg!(target_os = "linux"));
        assert!(few.capacity() < 2 * MANY);
    }
}
