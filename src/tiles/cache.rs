//! A bounded map that forgets what was used longest ago.

use std::collections::HashMap;
use std::hash::Hash;

/// At most `capacity` values. Small capacities only: forgetting looks at every value.
pub(super) struct Cache<K, V> {
    values: HashMap<K, (u64, V)>,
    capacity: usize,
    clock: u64,
}

impl<K: Hash + Eq + Copy, V> Cache<K, V> {
    /// An empty cache.
    pub fn new(capacity: usize) -> Self {
        Self {
            values: HashMap::new(),
            capacity: capacity.max(1),
            clock: 0,
        }
    }

    /// The value of `key`, which counts as used now.
    pub fn get(&mut self, key: &K) -> Option<&V> {
        self.clock += 1;
        let (used, value) = self.values.get_mut(key)?;
        *used = self.clock;
        Some(value)
    }

    /// Whether `key` is held, without counting as a use.
    pub fn contains(&self, key: &K) -> bool {
        self.values.contains_key(key)
    }

    /// Holds `value`, forgetting the one used longest ago when full.
    pub fn put(&mut self, key: K, value: V) {
        self.clock += 1;
        if self.values.len() >= self.capacity && !self.values.contains_key(&key) {
            let oldest = self.values.iter().min_by_key(|(_, (used, _))| *used);
            if let Some(oldest) = oldest.map(|(key, _)| *key) {
                self.values.remove(&oldest);
            }
        }
        self.values.insert(key, (self.clock, value));
    }

    /// Number of values held.
    pub fn len(&self) -> usize {
        self.values.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;

    #[test]
    fn the_value_used_longest_ago_goes_first() {
        let mut cache = Cache::new(2);
        cache.put(1, 'a');
        cache.put(2, 'b');
        assert_eq!(cache.get(&1), Some(&'a'));
        cache.put(3, 'c');
        assert!(cache.contains(&1) && cache.contains(&3) && !cache.contains(&2));
        assert_eq!(cache.len(), 2);
    }

    #[test]
    fn replacing_a_value_forgets_nothing() {
        let mut cache = Cache::new(2);
        cache.put(1, 'a');
        cache.put(2, 'b');
        cache.put(2, 'c');
        assert_eq!(cache.get(&1), Some(&'a'));
        assert_eq!(cache.get(&2), Some(&'c'));
    }
}
