//! The content folders laid over each other: the embedded one first, then each of the operator's, file by file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;
use serde::de::DeserializeOwned;

#[derive(RustEmbed)]
#[folder = "content/"]
#[include = "*.toml"]
#[include = "*.md"]
#[include = "*.ftl"]
struct Embedded;

/// Something wrong in a content file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file's path inside the content folder, such as `errors/mailbox-full/ru.md`.
    pub file: String,
    /// Its line, counted from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl Problem {
    /// A problem of the whole file.
    pub fn of_file(file: &str, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: 0, what: what.into() }
    }

    /// A problem at a byte of the file's text.
    pub fn at(file: &str, text: &str, offset: usize, what: impl Into<String>) -> Self {
        let before = &text.as_bytes()[..offset.min(text.len())];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        Self { file: file.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.what),
            line => write!(f, "{}:{line}: {}", self.file, self.what),
        }
    }
}

/// Every content file by its path, after the overlays.
#[derive(Debug, Default)]
pub struct Folders {
    files: BTreeMap<String, Cow<'static, str>>,
}

impl Folders {
    /// The embedded content with each overlay laid over it, the last one on top.
    ///
    /// # Errors
    /// Files that cannot be read or are not UTF-8.
    pub fn read(overlays: &[PathBuf]) -> Result<Self, Vec<Problem>> {
        let mut folders = Self::default();
        let mut problems = Vec::new();
        for path in Embedded::iter() {
            let Some(file) = Embedded::get(&path) else { continue };
            match into_text(file.data) {
                Some(text) => drop(folders.files.insert(path.into_owned(), text)),
                None => problems.push(Problem::of_file(&path, "is not UTF-8")),
            }
        }
        for overlay in overlays {
            folders.lay(overlay, Path::new(""), &mut problems);
        }
        if problems.is_empty() { Ok(folders) } else { Err(problems) }
    }

    /// Content given file by file, for tests and tools.
    pub fn of(files: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { files: files.into_iter().map(|(path, text)| (path, Cow::Owned(text))).collect() }
    }

    /// Every file's path and text, sorted by path.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_ref()))
    }

    /// The text of a file, if there is one of that path.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// The names of the folders right below `folder`, sorted.
    pub fn names_below(&self, folder: &str) -> BTreeSet<&str> {
        self.files
            .keys()
            .filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/')?.split_once('/'))
            .map(|(name, _)| name)
            .collect()
    }

    /// The names of the files right in `folder`, sorted.
    pub fn files_in(&self, folder: &str) -> impl Iterator<Item = &str> {
        self.files
            .keys()
            .filter_map(move |path| path.strip_prefix(folder)?.strip_prefix('/'))
            .filter(|name| !name.contains('/'))
    }

    /// A TOML file; what is wrong with it goes to `problems`.
    pub(super) fn table<T: DeserializeOwned>(&self, file: &str, problems: &mut Vec<Problem>) -> Option<T> {
        let Some(text) = self.text(file) else {
            problems.push(Problem::of_file(file, "is missing"));
            return None;
        };
        toml::from_str(text)
            .inspect_err(|error: &toml::de::Error| {
                let offset = error.span().map_or(0, |span| span.start);
                problems.push(Problem::at(file, text, offset, error.message()));
            })
            .ok()
    }

    fn lay(&mut self, overlay: &Path, below: &Path, problems: &mut Vec<Problem>) {
        let shown = below.to_string_lossy().replace('\\', "/");
        let listing = match std::fs::read_dir(overlay.join(below)) {
            Ok(listing) => listing,
            Err(error) => return problems.push(Problem::of_file(&shown, format!("cannot be read: {error}"))),
        };
        for item in listing.flatten() {
            let path = below.join(item.file_name());
            let shown = path.to_string_lossy().replace('\\', "/");
            if overlay.join(&path).is_dir() {
                self.lay(overlay, &path, problems);
            } else if is_content(&shown) {
                match std::fs::read_to_string(overlay.join(&path)) {
                    Ok(text) => drop(self.files.insert(shown, Cow::Owned(text))),
                    Err(error) => problems.push(Problem::of_file(&shown, format!("cannot be read: {error}"))),
                }
            }
        }
    }
}

fn is_content(path: &str) -> bool {
    [".toml", ".md", ".ftl"].iter().any(|ending| path.ends_with(ending))
}

fn into_text(bytes: Cow<'static, [u8]>) -> Option<Cow<'static, str>> {
    match bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
    }
}
