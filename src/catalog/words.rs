//! The words of the interface: Fluent messages of `content/ui/<language>.ftl`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use regex::Regex;
use unic_langid::LanguageIdentifier;

use super::{Folders, Language, Problem};

/// `home-lead = Paste what you got.`: a message begins at the start of a line.
static MESSAGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^([A-Za-z][A-Za-z0-9_-]*) *=").expect("a constant pattern"));
/// `{ $n }`, or `{ $n ->` before its plural forms.
static VARIABLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{ *\$([A-Za-z][A-Za-z0-9_-]*)").expect("a constant pattern"));

/// One language's messages.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    messages: BTreeMap<String, BTreeSet<String>>,
}

/// A message that cannot be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsaid {
    /// No message of that id in this language.
    #[error("no message `{0}`")]
    Missing(String),
    /// The message is there, but a variable or reference in it is not.
    #[error("message `{id}`: {why}")]
    Broken {
        /// The message's id.
        id: String,
        /// What Fluent says.
        why: String,
    },
}

impl Words {
    /// Reads a `.ftl` file.
    ///
    /// # Errors
    /// Lines that are not Fluent.
    pub fn read(file: &str, text: &str, language: Language) -> Result<Self, Vec<Problem>> {
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
            let problem = |error: fluent_bundle::FluentError| Problem::of_file(file, error.to_string());
            errors.into_iter().map(|error| problem(fluent_bundle::FluentError::ParserError(error))).collect::<Vec<_>>()
        })?;
        let locale: LanguageIdentifier =
            language.as_str().parse().map_err(|_| vec![Problem::of_file(file, "is named for no language")])?;
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).map_err(|errors| {
            errors.into_iter().map(|error| Problem::of_file(file, error.to_string())).collect::<Vec<_>>()
        })?;
        Ok(Self { language, bundle, messages: messages(text) })
    }

    /// The language of these words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Every message's id, with the variables in it.
    pub fn messages(&self) -> &BTreeMap<String, BTreeSet<String>> {
        &self.messages
    }

    /// Whether there is a message of that id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// A message with its variables filled in. A missing message shows as its id, which the tests find.
    pub fn text(&self, id: &str, args: &[(&str, &str)]) -> String {
        self.try_text(id, args).unwrap_or_else(|_| id.to_owned())
    }

    /// A message about a number of things, in the plural form that the language wants; the variable is `n`.
    pub fn count(&self, id: &str, n: usize) -> String {
        let mut args = FluentArgs::new();
        args.set("n", FluentValue::from(n));
        self.say(id, &args).unwrap_or_else(|_| id.to_owned())
    }

    /// A message with its variables filled in.
    ///
    /// # Errors
    /// No such message, or one that lacks a variable.
    pub fn try_text(&self, id: &str, args: &[(&str, &str)]) -> Result<String, Unsaid> {
        let args: FluentArgs = args.iter().copied().collect();
        self.say(id, &args)
    }

    fn say(&self, id: &str, args: &FluentArgs) -> Result<String, Unsaid> {
        let missing = || Unsaid::Missing(id.to_owned());
        let pattern = self.bundle.get_message(id).and_then(|message| message.value()).ok_or_else(missing)?;
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        match errors.first() {
            None => Ok(said),
            Some(error) => Err(Unsaid::Broken { id: id.to_owned(), why: error.to_string() }),
        }
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

/// The bundle cannot list what it holds.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        if let Some(found) = MESSAGE.captures(line) {
            current = Some(messages.entry(found[1].to_owned()).or_default());
        }
        if let Some(variables) = &mut current {
            variables.extend(VARIABLE.captures_iter(line).map(|found| found[1].to_owned()));
        }
    }
    messages
}

/// Reads `ui/<language>.ftl` of each language.
pub(super) fn read(
    folders: &Folders,
    languages: &[Language],
    problems: &mut Vec<Problem>,
) -> BTreeMap<Language, Words> {
    let mut all = BTreeMap::new();
    for &language in languages {
        let file = format!("ui/{language}.ftl");
        match Words::read(&file, folders.text(&file).unwrap_or_default(), language) {
            Ok(words) => drop(all.insert(language, words)),
            Err(found) => problems.extend(found),
        }
    }
    if !all.contains_key(&Language::ENGLISH) {
        problems.push(Problem::of_file("ui/en.ftl", "is missing, and everything falls back to it"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn russian(text: &str) -> Words {
        Words::read("ui/ru.ftl", text, Language::RUSSIAN).expect("the text is Fluent")
    }

    #[test]
    fn russian_numbers_take_their_three_forms() {
        let words =
            russian("n = { $n ->\n    [one] { $n } письмо\n    [few] { $n } письма\n   *[many] { $n } писем\n }\n");
        let said = [1, 2, 5, 11, 21, 22].map(|n| words.count("n", n));
        assert_eq!(said, ["1 письмо", "2 письма", "5 писем", "11 писем", "21 письмо", "22 письма"]);
    }

    #[test]
    fn a_missing_variable_is_an_error_and_not_a_hole() {
        let words = russian("hello = Привет, { $name }\n");
        assert_eq!(words.text("hello", &[("name", "Анна")]), "Привет, Анна");
        assert!(matches!(words.try_text("hello", &[]), Err(Unsaid::Broken { .. })));
        assert!(matches!(words.try_text("bye", &[]), Err(Unsaid::Missing(_))));
    }
}
