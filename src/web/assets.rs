//! Style, script and icon: embedded, and named by their content, so that a browser keeps them for good.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rust_embed::RustEmbed;

use super::cached::{Keep, Media, Sheet};
use super::state::State;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// One file of `static/`.
pub struct Asset {
    /// `site.css`
    name: String,
    /// `/static/site-1f2e3d4c.css`
    pub url: String,
    /// The hash that a browser holds a script against (Subresource Integrity).
    pub integrity: String,
}

/// Every file of `static/`.
pub struct Assets(Vec<Asset>);

impl Assets {
    /// The files as they were when the program was built.
    pub fn embedded() -> Self {
        Self(Files::iter().filter_map(|name| Asset::of(&name)).collect())
    }

    /// The file of that name. The templates name only files that exist: a test holds it.
    pub fn get(&self, name: &str) -> Option<&Asset> {
        self.0.iter().find(|asset| asset.name == name)
    }

    /// The present address of a file by an address that an older page may still hold.
    pub fn current(&self, path: &str) -> Option<&str> {
        let (stem, extension) = path.strip_prefix("/static/")?.rsplit_once('.')?;
        let (stem, _hash) = stem.rsplit_once('-')?;
        self.0
            .iter()
            .find(|asset| asset.name.strip_suffix(extension).and_then(|s| s.strip_suffix('.')) == Some(stem))
            .map(|asset| asset.url.as_str())
    }
}

impl Asset {
    fn of(name: &str) -> Option<Self> {
        let hash = Files::get(name)?.metadata.sha256_hash();
        let (stem, extension) = name.rsplit_once('.')?;
        let short: String = hash[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        Some(Self {
            name: name.to_owned(),
            url: format!("/static/{stem}-{short}.{extension}"),
            integrity: format!("sha256-{}", STANDARD.encode(hash)),
        })
    }
}

/// `/static/{name}`
pub fn asset_sheets(state: &State) -> Vec<Sheet> {
    state.assets.0.iter().map(|asset| sheet(&asset.url, &asset.name, Keep::Forever)).collect()
}

/// `/favicon.ico`, which browsers ask for where no page has told them of the icon.
pub fn favicon_sheets(_: &State) -> Vec<Sheet> {
    vec![sheet("/favicon.ico", "icon.svg", Keep::Briefly)]
}

fn sheet(path: &str, name: &str, keep: Keep) -> Sheet {
    let media = match name.rsplit_once('.') {
        Some((_, "css")) => Media::Css,
        Some((_, "js")) => Media::Script,
        Some((_, "svg")) => Media::Svg,
        _ => Media::Text,
    };
    let name = name.to_owned();
    let print = move |_: &State| Ok(Files::get(&name).map(|file| file.data.into_owned()).unwrap_or_default());
    Sheet::new(path, media, print).kept(keep)
}
