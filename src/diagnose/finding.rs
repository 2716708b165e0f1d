//! A ranking → the finding that is told: cause, codes, delivery, and the words that prove it.

use std::ops::Range;

use super::rank::{Candidate, Codes, InWords, Ranking};
use super::vote::{Sign, Vote};
use super::{Alternative, Delivered, Evidence, Finding, MOST_ALTERNATIVES, Note, Why, confidence};
use crate::catalog::{Catalog, Cause, Entry, Lasts, Strength, Trust};
use crate::code::{Code, EnhancedCode, ReplyCode};
use crate::parse::{Action, Part, Reading, Report, Shape, Stage, Voice};
use crate::text::Folded;

/// A notice that nothing has failed, a complaint, a text about something else: causes that the paste's shape tells.
const NOTICE: &str = "success-or-delay-notice";
const COMPLAINT: &str = "spam-complaint-report";
const NO_MAIL: &str = "not-a-mail-error";

/// The score from which a fault beside a delay notice's words is told.
const NAMES_A_FAULT: f64 = 14.0;

/// So many codes that refuse, in a text with nobody's address, are a list: no session was refused in so many ways.
const LISTED_CODES: usize = 4;

/// Evidence that is marked for one finding.
const MOST_EVIDENCE: usize = 6;
/// Bytes of the deciding reply that are told.
const LONGEST_DIAGNOSTIC: usize = 600;

/// The finding of a ranking, if it is sure enough of one.
pub(super) fn finding<'c>(
    catalog: &'c Catalog,
    reading: &Reading,
    folded: &[Folded],
    ranking: &Ranking<'_>,
) -> Option<Finding<'c>> {
    let (entry, confidence, votes) = believed(catalog, reading, ranking)?;
    let cause = catalog.cause(&entry.cause)?;
    let evidence = evidence(catalog, reading, folded, votes);
    let report = ranking.report;
    let (status, reply) = (status(report, &ranking.codes), reply(&ranking.codes, reading.shape));
    let delayed = ranking.candidates.first().is_some_and(|first| is_notice(catalog, first));
    let delivered = match delivered(cause, report, reply) {
        Delivered::No if delayed && report.action.is_none() => Delivered::Delayed,
        told => told,
    };
    let (diagnostic, stage) = diagnostic(reading, folded, report, &evidence);
    Some(Finding {
        entry,
        cause,
        confidence,
        permanent: permanent(cause, status, reply),
        delivered,
        recipient: report.recipient.clone(),
        status,
        reply,
        provider: ranking.providers.first().and_then(|id| catalog.provider(id)),
        stage,
        refused_by: report.refused_by.clone(),
        reported_by: report.reported_by.clone(),
        diagnostic,
        evidence,
    })
}

/// The entry that is believed, how much, and the votes for it.
fn believed<'c, 'r>(
    catalog: &'c Catalog,
    reading: &Reading,
    ranking: &'r Ranking<'_>,
) -> Option<(&'c Entry, f64, &'r [Vote])> {
    let told_by_shape = |id: &str| catalog.entry(id).map(|entry| (entry, 0.98, &[] as &[Vote]));
    match reading.shape {
        Shape::Complaint => return told_by_shape(COMPLAINT),
        Shape::AutoReply => return told_by_shape(NOTICE),
        _ if ranking.report.action.is_some_and(is_done) => return told_by_shape(NOTICE),
        Shape::Text if is_list_of_codes(reading, ranking) => return told_by_shape(NO_MAIL),
        _ => {}
    }
    let bar = if reading.shape == Shape::Notice { confidence::NOTICE_BAR } else { confidence::BAR };
    let sure = best(catalog, reading, ranking).filter(|(_, confidence)| *confidence >= bar);
    match sure {
        Some((best, confidence)) => Some((&catalog.entries()[best.entry], confidence, &best.votes)),
        None if ranking.report.action == Some(Action::Delayed) => told_by_shape(NOTICE),
        None => None,
    }
}

/// Whether the text explains codes instead of reporting an error: it names several that refuse, and nobody's address.
fn is_list_of_codes(reading: &Reading, ranking: &Ranking<'_>) -> bool {
    let mut codes: Vec<ReplyCode> = ranking.codes.replies.iter().map(|reply| reply.code).collect();
    codes.retain(|code| !code.is_positive());
    codes.sort_unstable();
    codes.dedup();
    codes.len() >= LISTED_CODES && !reading.parts.iter().any(|part| part.text.contains('@'))
}

/// The best candidate. A mail system's own delay notice says that it still tries in so many words; the fault that it
/// names beside them is what is asked for.
fn best<'r>(catalog: &Catalog, reading: &Reading, ranking: &'r Ranking<'_>) -> Option<(&'r Candidate, f64)> {
    let mut candidates = ranking.candidates.as_slice();
    if reading.shape == Shape::Notice
        && let [first, second, ..] = candidates
        && is_notice(catalog, first)
        && second.score >= NAMES_A_FAULT
    {
        candidates = &candidates[1..];
    }
    let (best, others) = candidates.split_first()?;
    Some((best, confidence::of_best(best.score, others.first().map(|next| next.score))))
}

fn is_notice(catalog: &Catalog, candidate: &Candidate) -> bool {
    catalog.entries()[candidate.entry].cause == NOTICE
}

fn is_done(action: Action) -> bool {
    matches!(action, Action::Delivered | Action::Relayed | Action::Expanded)
}

/// Other causes in question over all recipients, the likeliest first.
pub(super) fn alternatives<'c>(
    catalog: &'c Catalog,
    reading: &Reading,
    folded: &[Folded],
    findings: &[Finding<'c>],
    rankings: &[Ranking<'_>],
) -> Vec<Alternative<'c>> {
    let mut all: Vec<Alternative<'c>> = Vec::new();
    for ranking in rankings {
        let Some((best, sure)) = best(catalog, reading, ranking) else { continue };
        for candidate in &ranking.candidates {
            let entry = &catalog.entries()[candidate.entry];
            let told = findings.iter().any(|finding| finding.cause.id == entry.cause)
                || all.iter().any(|known| known.cause.id == entry.cause);
            let Some(cause) = catalog.cause(&entry.cause).filter(|_| !told) else { continue };
            let confidence = match std::ptr::eq(candidate, best) {
                true => sure,
                false => confidence::of_later(candidate.score, best.score, sure),
            };
            all.push(Alternative { entry, cause, confidence, why: why(reading, folded, candidate) });
        }
    }
    all.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    all.truncate(MOST_ALTERNATIVES);
    all
}

fn why(reading: &Reading, folded: &[Folded], candidate: &Candidate) -> Why {
    match candidate.votes.first().map(|vote| &vote.sign) {
        Some(Sign::Wording { part, range, .. }) => {
            let text = &reading.parts[*part].text;
            Why::Words(text[folded[*part].origin(range.clone(), text)].to_owned())
        }
        Some(Sign::Code { code, .. }) => Why::Code(code.to_string()),
        Some(Sign::Likeness { words }) => Why::Likeness(words.join(", ")),
        None => Why::Likeness(String::new()),
    }
}

fn rule(catalog: &Catalog, entry: usize, wording: usize) -> String {
    format!("{}/{}", catalog.entries()[entry].id, catalog.matcher().wording(wording).number)
}

/// Contradictions between codes and words, and what happened to the paste on its way in.
pub(super) fn notes(catalog: &Catalog, reading: &Reading, folded: &[Folded], rankings: &[Ranking<'_>]) -> Vec<Note> {
    let contradiction = |ranking| contradiction(catalog, reading, folded, ranking);
    let mut notes: Vec<Note> = rankings.iter().filter_map(contradiction).collect();
    notes.dedup();
    notes.extend(reading.guessed_charset.iter().cloned().map(Note::CharsetGuessed));
    notes.extend(reading.truncated.then_some(Note::Truncated));
    notes
}

/// A code that nearly always means another cause than the words that were believed.
fn contradiction(catalog: &Catalog, reading: &Reading, folded: &[Folded], ranking: &Ranking<'_>) -> Option<Note> {
    let (best, _) = best(catalog, reading, ranking)?;
    let Sign::Wording { part, range, strength, .. } = &best.votes.first()?.sign else { return None };
    if *strength == Strength::Weak {
        return None;
    }
    let decides = |code: Code| catalog.code_page(code).is_some_and(|page| page.trust == Trust::Decides);
    let code = ranking.candidates.iter().skip(1).flat_map(|other| &other.votes).find_map(|vote| match vote.sign {
        Sign::Code { code: code @ Code::Enhanced(_), .. } if decides(code) => Some(code),
        _ => None,
    })?;
    let text = &reading.parts[*part].text;
    let words = text[folded[*part].origin(range.clone(), text)].to_owned();
    Some(Note::CodeContradictsWords { code: code.to_string(), words })
}

/// The places that the votes rest on, each word marked once, by the heaviest vote.
fn evidence(catalog: &Catalog, reading: &Reading, folded: &[Folded], votes: &[Vote]) -> Vec<Evidence> {
    let mut all: Vec<Evidence> = Vec::new();
    let sure = votes.first().is_some_and(|best| !is_vague(best));
    let told = votes.iter().filter(|vote| !(sure && is_vague(vote)));
    for Evidence { part, range, rule } in told.flat_map(|vote| places(catalog, reading, folded, vote)) {
        let overlaps = all
            .iter()
            .any(|known| known.part == part && known.range.start < range.end && range.start < known.range.end);
        if !overlaps && all.len() < MOST_EVIDENCE {
            all.push(Evidence { part, range, rule });
        }
    }
    all
}

/// Where in the text a vote's sign stands.
fn places(catalog: &Catalog, reading: &Reading, folded: &[Folded], vote: &Vote) -> Vec<Evidence> {
    match &vote.sign {
        Sign::Wording { wording, part, range, .. } => {
            let range = folded[*part].origin(range.clone(), &reading.parts[*part].text);
            vec![Evidence { part: *part, range, rule: rule(catalog, vote.entry, *wording) }]
        }
        Sign::Code { code, place: Some((part, range)) } => {
            vec![Evidence { part: *part, range: range.clone(), rule: format!("code/{code}") }]
        }
        Sign::Code { place: None, .. } => Vec::new(),
        Sign::Likeness { words } => likeness_evidence(reading, folded, words, &catalog.entries()[vote.entry].id),
    }
}

/// Signs that are not marked beside better ones: boilerplate and codes.
fn is_vague(vote: &Vote) -> bool {
    !matches!(vote.sign, Sign::Wording { strength: Strength::Usual | Strength::Decisive, .. })
}

/// The places of the words that a likeness rests on.
fn likeness_evidence(reading: &Reading, folded: &[Folded], words: &[String], entry: &str) -> Vec<Evidence> {
    let mut found = Vec::new();
    for word in words {
        let place = folded.iter().enumerate().find_map(|(part, folded)| Some((part, folded.as_str().find(word)?)));
        if let Some((part, at)) = place {
            let range = folded[part].origin(at..at + word.len(), &reading.parts[part].text);
            found.push(Evidence { part, range, rule: format!("{entry}/likeness") });
        }
    }
    found
}

/// The enhanced status code: that of the refusing server's own reply, unless it says nothing and the `Status` field does.
fn status(report: &Report, codes: &Codes) -> Option<EnhancedCode> {
    let failing = |code: &&InWords<EnhancedCode>| code.code.class > 2 || report.action.is_some_and(is_done);
    let best_of = |voice: Voice| {
        let mut said = codes.statuses.iter().filter(failing).filter(move |code| code.voice == voice);
        let first = said.clone().next();
        said.find(|code| !code.code.is_undefined()).or(first).map(|code| code.code)
    };
    let in_field = best_of(Voice::Field);
    let telling = |code: &EnhancedCode| !code.is_undefined();
    in_field
        .filter(telling)
        .or(report.status.filter(telling))
        .or_else(|| best_of(Voice::Prose).filter(telling))
        .or(in_field)
        .or(report.status)
        .or_else(|| best_of(Voice::Prose))
        .or_else(|| best_of(Voice::Around))
}

/// The reply code of the refusing server: the first that refuses, in its own reply before prose.
fn reply(codes: &Codes, shape: Shape) -> Option<ReplyCode> {
    let best_of = |voice: Voice| {
        let mut said = codes.replies.iter().filter(move |reply| reply.voice == voice);
        let first = said.clone().next();
        said.find(|reply| !reply.code.is_positive()).or(first).map(|reply| reply.code)
    };
    let around = (shape != Shape::Notice).then(|| best_of(Voice::Around)).flatten();
    best_of(Voice::Field).or_else(|| best_of(Voice::Prose)).or(around)
}

fn permanent(cause: &Cause, status: Option<EnhancedCode>, reply: Option<ReplyCode>) -> bool {
    let class = reply.map(ReplyCode::class).or(status.map(|status| status.class));
    match class {
        Some(5) => true,
        Some(4) => false,
        _ => cause.lasts == Lasts::Permanent,
    }
}

fn delivered(cause: &Cause, report: &Report, reply: Option<ReplyCode>) -> Delivered {
    match (report.action, cause.id.as_str(), cause.group.as_str()) {
        (Some(Action::Delivered | Action::Relayed | Action::Expanded), ..) | (_, COMPLAINT, _) => Delivered::Yes,
        (Some(Action::Delayed), ..) => Delivered::Delayed,
        (Some(Action::Failed), ..) => Delivered::No,
        (_, NO_MAIL, _) => Delivered::Unknown,
        (_, NOTICE, _) => match reply {
            Some(reply) if reply.is_positive() => Delivered::Yes,
            _ => Delivered::Delayed,
        },
        (_, _, "client") => Delivered::Unknown,
        _ => Delivered::No,
    }
}

impl Delivered {
    /// The word over all recipients.
    pub(super) fn over_all(each: impl Iterator<Item = Self> + Clone) -> Self {
        let any = |wanted: Self| each.clone().any(|one| one == wanted);
        let yes = any(Self::Yes);
        match (yes, any(Self::No), any(Self::Delayed)) {
            (true, true, _) | (true, _, true) => Self::Partly,
            (true, ..) => Self::Yes,
            (_, true, _) => Self::No,
            (_, _, true) => Self::Delayed,
            _ => Self::Unknown,
        }
    }
}

/// The deciding reply or sentence as it stands, and the command that it answered.
fn diagnostic(reading: &Reading, folded: &[Folded], report: &Report, evidence: &[Evidence]) -> (String, Option<Stage>) {
    let field = report.words.iter().find(|words| words.voice == Voice::Field);
    let place = match (evidence.first(), field) {
        (Some(decided), Some(field))
            if decided.part == field.part
                && field.range.start <= decided.range.start
                && decided.range.end <= field.range.end =>
        {
            Some((field.part, field.range.clone()))
        }
        (Some(decided), _) => Some((decided.part, sentence(&reading.parts[decided.part], &decided.range))),
        (None, Some(field)) => Some((field.part, field.range.clone())),
        (None, None) => None,
    };
    let stage = report.words.iter().find_map(|words| {
        let folded = &folded[words.part];
        Stage::told_in(&folded.as_str()[folded.range_of(&words.range)])
    });
    let Some((part, range)) = place else { return (String::new(), stage) };
    let text = reading.parts[part].text[range].trim();
    let end = text.floor_char_boundary(LONGEST_DIAGNOSTIC);
    (text[..end].to_owned(), stage)
}

/// The paragraph around some words, from the reply code before them if there is one.
fn sentence(part: &Part, words: &Range<usize>) -> Range<usize> {
    let text = &part.text;
    let before = &text[..words.start];
    let paragraph = before
        .rfind("\n\n")
        .map_or(0, |at| at + 2)
        .max(before.floor_char_boundary(before.len().saturating_sub(LONGEST_DIAGNOSTIC / 2)));
    let code =
        crate::facts::codes(&text[paragraph..words.start]).replies.last().map(|code| paragraph + code.range.start);
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let start = code.unwrap_or(line.max(paragraph));
    let end = text[words.end..].find("\n\n").map_or(text.len(), |at| words.end + at);
    start..text.floor_char_boundary(end.min(start + LONGEST_DIAGNOSTIC)).max(words.end)
}
