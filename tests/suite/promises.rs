//! What the engine promises of any bytes. Proptest holds it to that in `properties`, and libFuzzer in `fuzz/`.

use mailclinic::catalog::{Catalog, Language};
use mailclinic::diagnose::{self, Diagnosis, Note, Why, hand_over, masked};
use mailclinic::facts::{self, Facts};
use mailclinic::parse::{self, find_addresses};
use mailclinic::text::{Folded, decode, fold, respell};

/// Recipients told apart, values of a kind, alternatives: no paste gets more.
const MOST_REPORTS: usize = 500;
const MOST_CODES: usize = 500;
const MOST_VALUES: usize = 40;
const MOST_ALTERNATIVES: usize = 3;
/// Characters of the longest ranges that are led back.
const LONGEST_RANGE: usize = 12;

/// Bytes become text, the text is folded and respelt, and whatever stands in the outcome leads back to where it stood.
pub fn text(bytes: &[u8]) {
    let text = decode(bytes).text;
    let folded = fold(&text);
    assert!(!folded.as_str().contains(|letter: char| letter.is_ascii_uppercase() || letter.is_ascii_control()));
    leads_back(&folded, &text);
    let spelt = |word: &str| match word.chars().count() % 4 {
        0 => Some(word.chars().skip(1).collect()),
        1 => Some(format!("{word}ё{word}")),
        _ => None,
    };
    if let Some(respelt) = respell(folded.as_str(), spelt) {
        leads_back(&respelt, folded.as_str());
    }
}

/// Every range of `folded` leads into `original`, in order and between characters, and from there back to itself.
fn leads_back(folded: &Folded, original: &str) {
    let text = folded.as_str();
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut before = 0;
    for (number, &start) in ends.iter().enumerate().take(ends.len() - 1) {
        let origin = folded.at(start).unwrap_or_else(|| panic!("byte {start} of {text:?} comes from nowhere"));
        assert!(before <= origin && origin < original.len(), "{origin} after {before}, {text:?} from {original:?}");
        before = origin;
        for &end in ends[number + 1..].iter().take(LONGEST_RANGE) {
            let origin = folded.origin(start..end, original);
            let there = original.get(origin.clone());
            assert!(there.is_some_and(|there| !there.is_empty()), "{:?} at {origin:?}", &text[start..end]);
            let back = folded.range_of(&origin);
            assert!(
                back.start <= start && end <= back.end,
                "{start}..{end} of {text:?} came from {origin:?} of {original:?}, which leads to {back:?}"
            );
        }
    }
    assert_eq!(folded.at(text.len()), None);
    let mut before = 0;
    for origin in original.char_indices().map(|(at, _)| at).chain([original.len()]) {
        let position = folded.position_of(origin);
        assert!(
            text.is_char_boundary(position),
            "{origin} of {original:?} leads into a letter of {text:?}: {position}"
        );
        assert!(before <= position, "{origin} of {original:?} leads to {position}, before {before}");
        before = position;
    }
}

/// A paste is taken apart into reports whose words lie inside their parts, in the texts and in the folded ones.
pub fn parse(bytes: &[u8]) {
    let reading = parse::read(bytes);
    assert!((1..=MOST_REPORTS).contains(&reading.reports.len()), "{} reports", reading.reports.len());
    let folded: Vec<Folded> = reading.parts.iter().map(|part| fold(&part.text)).collect();
    let mut known = std::collections::HashSet::new();
    for report in &reading.reports {
        let is_new = report.recipient.as_ref().is_none_or(|recipient| known.insert(recipient.to_ascii_lowercase()));
        assert!(is_new, "{:?} twice", report.recipient);
        for words in &report.words {
            let text = &reading.parts[words.part].text;
            assert!(text.get(words.range.clone()).is_some(), "{words:?} of {text:?}");
            let range = folded[words.part].range_of(&words.range);
            assert!(folded[words.part].as_str().get(range.clone()).is_some(), "{range:?} for {words:?} of {text:?}");
        }
    }
}

/// Codes, addresses and other values stand in the text as they are listed.
pub fn facts(bytes: &[u8]) {
    let text = decode(bytes).text;
    let folded = fold(&text);
    let codes = facts::codes(&text);
    assert!(codes.replies.len() + codes.statuses.len() <= MOST_CODES);
    for code in &codes.replies {
        assert_eq!(text[code.range.clone()], code.code.to_string());
    }
    for code in &codes.statuses {
        assert_eq!(text[code.range.clone()].parse(), Ok(code.code));
    }
    for (place, address) in find_addresses(&text) {
        assert_eq!(&text[place], address);
        assert!(address.contains('@'));
    }
    let mut facts = Facts::default();
    facts.add(&text, folded.as_str());
    let Facts { replies, statuses, codes, addresses, hosts, ips, urls, ids, times } = &facts;
    for values in [replies, statuses, codes, addresses, hosts, ips, urls, ids, times] {
        assert!(values.len() <= MOST_VALUES);
        assert!(values.iter().enumerate().all(|(number, value)| !values[..number].contains(value)), "{values:?}");
    }
    for value in [addresses, ips, urls, ids, times].into_iter().flatten() {
        assert!(text.contains(value.as_str()), "{value:?} is not in {text:?}");
    }
    let lower = text.to_ascii_lowercase();
    assert!(hosts.iter().all(|host| lower.contains(host.as_str())), "{hosts:?} of {text:?}");
    are_masked(&masked(&text));
}

/// No address of a masked text has more of its local part than a letter.
fn are_masked(text: &str) {
    for (_, address) in find_addresses(text) {
        let local = address.rsplit_once('@').map_or("", |(local, _)| local);
        assert!(local.chars().count() <= 1, "{address:?} in {text:?}");
    }
}

/// The whole path: all claims of the answer are proved by words that stand in the texts. Returns the answer as JSON.
pub fn diagnose(catalog: &Catalog, bytes: &[u8]) -> String {
    let diagnosis = diagnose::diagnose(catalog, bytes);
    words_stand_in_the_text(&diagnosis);
    is_in_order(&diagnosis);
    let mut answer = String::new();
    for language in [Language::ENGLISH, Language::RUSSIAN] {
        let report = serde_json::to_value(diagnose::report(&diagnosis, catalog, language)).expect("it is plain data");
        for (number, finding) in diagnosis.findings.iter().enumerate() {
            hand_over(&diagnosis, finding, catalog, language);
            for (place, evidence) in finding.evidence.iter().enumerate() {
                let told = &report["findings"][number]["evidence"][place];
                assert_eq!(told["text"], diagnosis.parts[evidence.part].text[evidence.range.clone()]);
            }
        }
        answer += &report.to_string();
    }
    answer
}

fn words_stand_in_the_text(diagnosis: &Diagnosis<'_>) {
    let stands = |words: &str| diagnosis.parts.iter().any(|part| part.text.contains(words));
    for finding in &diagnosis.findings {
        assert!(stands(&finding.diagnostic), "{:?} of {:?}", finding.diagnostic, diagnosis.parts);
        for evidence in &finding.evidence {
            let text = &diagnosis.parts[evidence.part].text;
            let marked = text.get(evidence.range.clone());
            assert!(marked.is_some_and(|marked| !marked.is_empty()), "{evidence:?} of {text:?}");
        }
    }
    for alternative in &diagnosis.alternatives {
        if let Why::Words(words) = &alternative.why {
            assert!(stands(words), "{words:?} of {:?}", diagnosis.parts);
        }
    }
    for note in &diagnosis.notes {
        if let Note::CodeContradictsWords { words, .. } = note {
            assert!(stands(words), "{words:?} of {:?}", diagnosis.parts);
        }
    }
}

fn is_in_order(diagnosis: &Diagnosis<'_>) {
    let Diagnosis { findings, alternatives, .. } = diagnosis;
    assert!(findings.len() <= MOST_REPORTS && alternatives.len() <= MOST_ALTERNATIVES);
    assert!(findings.iter().all(|finding| (0.0..=1.0).contains(&finding.confidence)));
    assert!(alternatives.iter().all(|other| (0.0..=1.0).contains(&other.confidence)));
    assert!(alternatives.is_sorted_by(|one, next| one.confidence >= next.confidence));
    for (number, other) in alternatives.iter().enumerate() {
        let cause = &other.cause.id;
        assert!(findings.iter().all(|finding| finding.cause.id != *cause), "{cause} is a finding too");
        assert!(alternatives[..number].iter().all(|known| known.cause.id != *cause), "{cause} twice");
    }
}
