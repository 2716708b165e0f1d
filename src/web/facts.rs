//! The facts found in a paste, each with what it means.

use super::excerpt::visible;
use super::frame::Frame;
use super::providers;
use crate::catalog::Catalog;
use crate::code::Code;
use crate::diagnose::{Diagnosis, Finding};

/// Values of one kind that are shown; a log has thousands.
const MOST: usize = 8;

/// One kind of fact.
pub struct Fact {
    pub name: String,
    pub values: Vec<Value>,
    /// How many more there are.
    pub more: Option<String>,
    /// What facts of this kind mean.
    pub about: Option<String>,
}

/// One value.
pub struct Value {
    pub text: String,
    pub said_by: SaidBy,
    /// The page that explains it.
    pub path: Option<String>,
    /// What this value means.
    pub about: Option<String>,
}

/// Whose words a value is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidBy {
    /// It stands in the text.
    Text,
    /// We say it.
    Us,
}

/// Every fact that is there, the telling ones first.
pub fn facts(diagnosis: &Diagnosis<'_>, catalog: &Catalog, frame: &Frame) -> Vec<Fact> {
    let found = diagnosis.facts();
    let teller = Teller { catalog, frame };
    let of_findings = |value: fn(&Finding) -> Option<String>| -> Vec<String> {
        let mut values: Vec<String> = diagnosis.findings.iter().filter_map(value).collect();
        values.dedup();
        values
    };
    let stages = of_findings(|finding| finding.stage.map(|stage| format!("stage-{}", stage.as_str())));
    let stages: Vec<String> = stages.iter().map(|id| frame.say(id)).collect();
    let facts = [
        teller.codes("found-reply", &found.replies),
        teller.codes("found-status", &found.statuses),
        teller.codes("found-client", &found.codes),
        teller.plain("found-recipient", &of_findings(|finding| finding.recipient.clone())),
        teller.providers(diagnosis),
        teller.plain("found-refused-by", &of_findings(|finding| finding.refused_by.clone())),
        teller.plain("found-reported-by", &of_findings(|finding| finding.reported_by.clone())),
        teller.ours("found-stage", &stages),
        teller.plain("found-addresses", &found.addresses),
        teller.plain("found-hosts", &found.hosts),
        teller.plain("found-ips", &found.ips),
        teller.plain("found-urls", &found.urls),
        teller.plain("found-ids", &found.ids),
        teller.plain("found-times", &found.times),
    ];
    facts.into_iter().filter(|fact| !fact.values.is_empty()).collect()
}

/// Whether there is any code among them.
pub fn has_codes(diagnosis: &Diagnosis<'_>) -> bool {
    let found = diagnosis.facts();
    !(found.replies.is_empty() && found.statuses.is_empty() && found.codes.is_empty())
}

struct Teller<'a> {
    catalog: &'a Catalog,
    frame: &'a Frame<'a>,
}

impl Teller<'_> {
    fn plain(&self, id: &str, values: &[String]) -> Fact {
        self.list(id, values, SaidBy::Text)
    }

    fn ours(&self, id: &str, values: &[String]) -> Fact {
        self.list(id, values, SaidBy::Us)
    }

    fn list(&self, id: &str, values: &[String], said_by: SaidBy) -> Fact {
        let about = self.frame.say(&format!("{id}-about"));
        let value = |text: &String| Value { text: visible(text), said_by, path: None, about: None };
        self.fact(id, values.iter().take(MOST).map(value).collect(), values.len(), Some(about))
    }

    /// Whose servers spoke, each with its page.
    fn providers(&self, diagnosis: &Diagnosis<'_>) -> Fact {
        let mut fact = self.ours("found-provider", &[]);
        for provider in diagnosis.findings.iter().filter_map(|finding| finding.provider) {
            if fact.values.iter().all(|value| value.text != provider.name) {
                let path = providers::page_of(&provider.id, self.catalog, self.frame.language);
                fact.values.push(Value { text: provider.name.clone(), said_by: SaidBy::Us, path, about: None });
            }
        }
        fact
    }

    fn codes(&self, id: &str, values: &[String]) -> Fact {
        self.fact(id, values.iter().take(MOST).map(|value| self.code(value)).collect(), values.len(), None)
    }

    fn fact(&self, id: &str, values: Vec<Value>, found: usize, about: Option<String>) -> Fact {
        let more = (found > values.len()).then(|| self.frame.count("list-more", found - values.len()));
        Fact { name: self.frame.say(id), values, more, about }
    }

    fn code(&self, written: &str) -> Value {
        let language = self.frame.language;
        let page = written.parse::<Code>().ok().and_then(|code| self.catalog.code_page(code));
        let text = page.and_then(|page| page.texts.get(&language).or_else(|| page.texts.values().next()));
        let about = match text {
            Some(text) => format!("{}. {}", text.name.trim_end_matches('.'), text.practice),
            None => self.frame.say("found-code-about"),
        };
        let path = page.map(|page| format!("/{language}/codes/{}", page.code));
        Value { text: visible(written), said_by: SaidBy::Text, path, about: Some(about) }
    }
}
