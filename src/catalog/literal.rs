//! The literals that a regular expression cannot match without: what finds candidates, so that the expression itself
//! runs only where it may match.

use regex_syntax::hir::{Hir, HirKind};

/// More alternatives than this make a poor filter; the expression then needs another part that is literal.
const MOST_LITERALS: usize = 64;

/// Beyond this many bytes, fewer literals are better than longer ones.
const LONG_ENOUGH: usize = 12;
/// Literals are cut here: the rest would make the automaton larger and hardly surer.
const LONGEST: usize = 20;

/// [`required`], cut to a length that finds as well and costs less.
pub(super) fn filter_of(hir: &Hir) -> Option<Vec<String>> {
    let mut literals = required(hir)?;
    for literal in &mut literals {
        literal.truncate(literal.floor_char_boundary(LONGEST));
    }
    literals.sort_unstable();
    literals.dedup();
    Some(literals)
}

/// A set of literals of which every match holds at least one; the one whose shortest literal is the longest.
/// `None` where there is no such set, as in `\d+`.
fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(required(branch).or_else(|| exact(branch))?);
            }
            (all.len() <= MOST_LITERALS).then_some(all)
        }
        HirKind::Concat(parts) => best_of_concat(parts),
        HirKind::Class(_) => exact(hir),
        _ => None,
    }
}

/// All strings that an expression matches, where they are few.
fn exact(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(vec![String::new()]),
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Capture(capture) => exact(&capture.sub),
        HirKind::Class(regex_syntax::hir::Class::Unicode(class)) => {
            let letters: Vec<char> = class.iter().flat_map(|range| range.start()..=range.end()).take(11).collect();
            (letters.len() <= 10).then(|| letters.into_iter().map(String::from).collect())
        }
        HirKind::Repetition(repetition) if (repetition.min, repetition.max) == (0, Some(1)) => {
            let mut all = exact(&repetition.sub)?;
            all.push(String::new());
            Some(all)
        }
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(exact(branch)?);
            }
            (all.len() <= MOST_LITERALS).then_some(all)
        }
        HirKind::Concat(parts) => {
            parts.iter().try_fold(vec![String::new()], |heads, part| joined(&heads, &exact(part)?))
        }
        _ => None,
    }
}

fn joined(heads: &[String], tails: &[String]) -> Option<Vec<String>> {
    (heads.len() * tails.len() <= MOST_LITERALS)
        .then(|| heads.iter().flat_map(|head| tails.iter().map(move |tail| format!("{head}{tail}"))).collect())
}

/// Parts whose strings are known are joined as long as they stay few, from every part on; beside these runs stand the
/// literals that a part requires by itself.
fn best_of_concat(parts: &[Hir]) -> Option<Vec<String>> {
    let known: Vec<Option<Vec<String>>> = parts.iter().map(exact).collect();
    let mut best: Option<Vec<String>> = None;
    let mut consider = |candidate: Vec<String>| {
        if worth(&candidate) > best.as_deref().map_or((0, 0), worth) {
            best = Some(candidate);
        }
    };
    let mut start = 0;
    while start < parts.len() {
        let mut run = vec![String::new()];
        let mut end = start;
        while let Some(longer) = known.get(end).and_then(|strings| joined(&run, strings.as_deref()?)) {
            run = longer;
            end += 1;
        }
        consider(run);
        let Some(stopped_by) = known.get(end) else { break };
        if stopped_by.is_none() {
            // Runs from later parts would stop here too, and be shorter.
            if let Some(inner) = required(&parts[end]) {
                consider(inner);
            }
            start = end + 1;
        } else {
            start += 1;
        }
    }
    best
}

/// Whether a literal of the expression holds a capital letter.
pub(super) fn has_upper_case(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).is_ok_and(|literal| literal.chars().any(char::is_uppercase))
        }
        HirKind::Capture(capture) => has_upper_case(&capture.sub),
        HirKind::Repetition(repetition) => has_upper_case(&repetition.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(has_upper_case),
        _ => false,
    }
}

/// Longer is better; then fewer.
fn worth(literals: &[String]) -> (usize, usize) {
    let shortest = literals.iter().map(|literal| literal.len()).min().unwrap_or(0);
    (shortest.min(LONG_ENOUGH), if shortest == 0 { 0 } else { 1 + MOST_LITERALS.saturating_sub(literals.len()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> Option<Vec<String>> {
        required(&regex_syntax::parse(pattern).expect("a valid pattern"))
    }

    #[test]
    fn the_longest_run_is_taken() {
        assert_eq!(of(r"user \d+ is over quota"), Some(vec![" is over quota".to_owned()]));
        assert_eq!(of(r"(no|any) such user").unwrap().len(), 2);
        assert_eq!(of(r"mailbox (is )?full"), Some(vec!["mailbox is full".to_owned(), "mailbox full".to_owned()]));
    }

    #[test]
    fn alternatives_need_a_literal_each() {
        assert_eq!(
            of(r"(mailbox full|quota \d+ exceeded)").map(|mut all| {
                all.sort();
                all
            }),
            Some(vec![" exceeded".to_owned(), "mailbox full".to_owned()])
        );
        assert_eq!(of(r"\d+"), None);
        assert_eq!(of(r"(mailbox full|\d+)"), None);
    }
}
