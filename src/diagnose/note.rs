//! The note to hand over: what whoever can mend the error needs to know, with private data masked.

use super::{Diagnosis, Finding};
use crate::catalog::{Catalog, Language, Who};
use crate::parse::find_addresses;

/// A ready note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Whom it is for.
    pub to: Who,
    /// Its subject line.
    pub subject: String,
    /// Its text, plain, in paragraphs.
    pub text: String,
}

/// Writes the note about a finding to whoever can mend it.
pub fn hand_over(diagnosis: &Diagnosis<'_>, finding: &Finding<'_>, catalog: &Catalog, language: Language) -> HandOver {
    let words = catalog.words(language);
    let to = finding.cause.who;
    let why = finding.entry.article(language).map_or("", |article| article.why.as_str());
    let subject = words.text("handover-subject", &[("why", why)]);
    let greeting = words.text(&format!("handover-greeting-{}", to.as_str()), &[]);
    let facts = facts(diagnosis, finding, catalog, language).join("\n");
    let said = words.text("handover-said", &[]);
    let ask = words.text(&format!("handover-ask-{}", to.as_str()), &[]);
    let number = finding.entry.number.to_string();
    let more = words.text("handover-more", &[("number", &number), ("id", &finding.entry.id)]);
    let quoted = masked(&finding.diagnostic);
    let quoted = if quoted.is_empty() { String::new() } else { format!("{said}\n{}\n\n", indented(&quoted)) };
    HandOver { to, subject, text: format!("{greeting}\n\n{why}.\n\n{facts}\n\n{quoted}{ask}\n{more}\n") }
}

/// A line for each fact that is known.
fn facts(diagnosis: &Diagnosis<'_>, finding: &Finding<'_>, catalog: &Catalog, language: Language) -> Vec<String> {
    let words = catalog.words(language);
    let code = |id: &str, code: Option<String>| code.map(|code| (id.to_owned(), code));
    let rows = [
        code("fact-recipient", finding.recipient.as_deref().map(masked)),
        code("fact-reply", finding.reply.map(|reply| reply.to_string())),
        code("fact-status", finding.status.map(|status| status.to_string())),
        code("fact-refused-by", finding.refused_by.clone()),
        code("fact-reported-by", finding.reported_by.clone()),
        code("fact-ip", diagnosis.facts().ips.first().cloned()),
        code("fact-time", diagnosis.facts().times.first().cloned()),
        code("fact-id", diagnosis.facts().ids.first().cloned()),
    ];
    rows.into_iter().flatten().map(|(id, value)| format!("{}: {value}", words.text(&id, &[]))).collect()
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {}", line.trim_end())).collect::<Vec<_>>().join("\n")
}

/// A text with the local part of every address cut to its first letter: `a…@example.org`.
pub fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for (place, address) in find_addresses(text) {
        let Some(at) = address.rfind('@') else { continue };
        if place.start < from {
            // `x@y@z`: the domain of one is the local part of the next.
            masked.truncate(masked.rfind('@').unwrap_or(masked.len()));
            masked.push_str(&address[at..]);
            from = place.end;
            continue;
        }
        let first = address.trim_start_matches('"').chars().next().filter(|_| address.chars().count() > 2);
        masked.push_str(&text[from..place.start]);
        masked.extend(first.filter(|first| *first != '@'));
        masked.push('…');
        masked.push_str(&address[at..]);
        from = place.end;
    }
    masked.push_str(&text[from..]);
    masked
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn addresses_keep_their_first_letter_and_domain() {
        assert_eq!(masked("550 <anna.b@example.org>: no"), "550 <a…@example.org>: no");
        assert_eq!(masked("\"anna b\"@example.org и я@пример.рф"), "a…@example.org и я…@пример.рф");
        assert_eq!(masked("delist@me@example.org"), "d…@example.org");
        assert_eq!(masked("\"a@b\"@c"), "\"a…@c");
        assert_eq!(masked("no address"), "no address");
    }
}
