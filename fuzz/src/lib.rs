//! What the fuzz targets share: the promises that the test suite holds the engine to, and the catalog, read once.

use std::sync::LazyLock;

use mailclinic::catalog::Catalog;

#[path = "../../tests/suite/promises.rs"]
pub mod promises;

/// The embedded catalog.
pub fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> =
        LazyLock::new(|| Catalog::load(&[]).unwrap_or_else(|problems| panic!("{problems:?}")));
    &CATALOG
}
