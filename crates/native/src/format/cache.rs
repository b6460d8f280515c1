//! Formatters that are made when they are first asked for, and then kept: making one takes several times as long as formatting.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

/// Formatters by what they are for.
pub(super) struct Cache<K, F>(RwLock<HashMap<K, Arc<F>>>);

impl<K, F> Default for Cache<K, F> {
    fn default() -> Cache<K, F> {
        Cache(RwLock::default())
    }
}

impl<K: Eq + Hash, F> Cache<K, F> {
    /// The formatter for this; what cannot be made is tried again the next time.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> Option<F>) -> Option<Arc<F>> {
        // Whoever panicked left whole entries behind.
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.or_else(|| {
            let made = Arc::new(make()?);
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
            Some(made)
        })
    }
}
