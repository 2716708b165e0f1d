//! The commands of the command line, a file each.

pub mod check;
pub mod diagnose;
mod in_order;
pub mod serve;

use std::path::PathBuf;

use mailclinic::catalog::Catalog;

/// The catalog, or its problems on standard error.
fn load_catalog(content: &[PathBuf]) -> Option<Catalog> {
    match Catalog::load(content) {
        Ok(catalog) => Some(catalog),
        Err(problems) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            eprintln!("mailclinic: the content has problems: {}", problems.len());
            None
        }
    }
}
