//! The clock. Nothing below this floor reads it.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::base::Day;

/// Today in universal time: the day that a picture says it was made on.
#[expect(clippy::disallowed_methods, reason = "this is where the clock is read")]
pub fn today() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Day::from_number(i32::try_from(since.as_secs() / 86_400).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_not_in_another_century() {
        let (year, _, _) = today().to_ymd();
        assert!((2024..2124).contains(&year), "{year}");
    }
}
