//! What all workers share: the catalog, the site, and the pages printed from them.

use super::assets::Assets;
use super::cached::Sheets;
use super::nearest::Nearest;
use super::routes;
use crate::catalog::Catalog;
use crate::config::{Limits, Site};

/// One catalog and everything made from it. It never changes: a new catalog is a new state.
pub struct State {
    /// The content.
    pub catalog: Catalog,
    /// Whose site it is.
    pub site: Site,
    /// What a request may bring.
    pub limits: Limits,
    pub(super) assets: Assets,
    pub(super) nearest: Nearest,
    pub(super) sheets: Sheets,
}

impl State {
    /// Lists every page, and renders none: each is printed when it is first asked for.
    pub fn new(catalog: Catalog, site: Site, limits: Limits) -> Self {
        let nearest = Nearest::new(&catalog);
        let mut state = Self { catalog, site, limits, assets: Assets::embedded(), nearest, sheets: Sheets::default() };
        state.sheets = routes::sheets(&state);
        state
    }

    /// Prints every page at the best compression: some seconds of work, for a thread in the background.
    pub fn print_all(&self) {
        self.sheets.print_all(self);
    }

    /// The addresses of everything that is printed.
    pub fn printed_paths(&self) -> impl Iterator<Item = &str> {
        self.sheets.paths()
    }
}
