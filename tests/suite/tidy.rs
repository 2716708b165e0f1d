//! The house stays as it is drawn: which module may use which, and the first line of every file.

use std::path::{Path, PathBuf};

/// The dependency table of ARCHITECTURE.md: a module, and the modules of ours that it may use.
const MAY_USE: [(&str, &[&str]); 9] = [
    ("text", &["code"]),
    ("code", &[]),
    ("config", &[]),
    ("parse", &["code", "text"]),
    ("facts", &["code", "parse"]),
    ("catalog", &["code", "text"]),
    ("diagnose", &["catalog", "code", "facts", "parse", "text"]),
    ("web", &["catalog", "code", "config", "diagnose", "facts", "parse", "text"]),
    ("command", &["catalog", "config", "diagnose", "web"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for item in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        match item.path() {
            path if path.is_dir() => files.extend(sources(&path)),
            path if path.extension().is_some_and(|ending| ending == "rs") => files.push(path),
            _ => {}
        }
    }
    files.sort();
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The module that a source file belongs to: `src/parse/dsn.rs` → `parse`.
fn module(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).expect("it is a source file");
    let first = inside.components().next().expect("it has a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn modules_use_only_what_the_table_allows() {
    let mut seen = 0;
    for file in sources(&root().join("src")) {
        let module = module(&file);
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else { continue };
        let text = std::fs::read_to_string(&file).expect("it can be read");
        for path in text.split("crate::").skip(1).chain(text.split("mailclinic::").skip(1)) {
            let used: String = path.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let is_ours = MAY_USE.iter().any(|(name, _)| *name == used);
            if is_ours && used != module {
                seen += 1;
                assert!(allowed.contains(&used.as_str()), "{} uses {used}", file.display());
            }
        }
    }
    assert!(seen > 20, "only {seen} uses were seen");
}

#[test]
fn every_file_opens_with_what_it_is() {
    for folder in ["src", "tests"] {
        for file in sources(&root().join(folder)) {
            let text = std::fs::read_to_string(&file).expect("it can be read");
            assert!(text.starts_with("//! "), "{} does not say what it is", file.display());
        }
    }
}

#[test]
fn every_template_has_its_page() {
    let mut code = String::new();
    for file in sources(&root().join("src/web")) {
        code += &std::fs::read_to_string(&file).expect("it can be read");
    }
    let templates = std::fs::read_dir(root().join("templates")).expect("the folder is there").flatten();
    let names: Vec<String> = templates.map(|item| item.file_name().to_string_lossy().into_owned()).collect();
    let markup: String = names
        .iter()
        .map(|name| std::fs::read_to_string(root().join("templates").join(name)).expect("it can be read"))
        .collect();
    for name in names {
        assert!(
            code.contains(&format!("\"{name}\"")) || markup.contains(&format!("\"{name}\"")),
            "nothing shows {name}"
        );
    }
    assert!(!markup.contains(" style=") && !markup.contains("<style") && !markup.contains(" onclick="));
}
