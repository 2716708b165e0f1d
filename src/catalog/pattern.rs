//! Wordings' patterns: a small reader of the regular expressions that authors write, which says what must stand in every
//! match without compiling anything.
//!
//! A start reads thousands of patterns. The regular expressions' own parser needs 16 µs for each, this one a fiftieth of
//! that; it knows the part of the syntax that content/README.md allows, and refuses the rest.
//!
//! 1. [`Pattern::parse`] reads a pattern into a tree of [`Node`]s.
//! 2. [`Pattern::exact`] lists all its strings where they are few: such a wording needs no regular expression at all.
//! 3. [`Pattern::ways`] names the literals of which every match holds at least one, and others that it holds besides.

use std::iter::Peekable;
use std::str::Chars;

/// More alternatives than this make a poor filter; the pattern then needs another part that is literal.
const MOST_LITERALS: usize = 64;
/// Beyond this many bytes, fewer literals are better than longer ones.
const LONG_ENOUGH: usize = 12;
/// The second way's literals are looked for one by one, so they are few, and no shorter than this many bytes.
const MOST_COMPANIONS: usize = 12;
const SHORTEST_COMPANION: usize = 3;
/// Groups inside groups.
const DEEPEST: usize = 24;
/// Characters of a class that are told apart; a larger class is anything.
const SMALL_CLASS: usize = 10;

/// A pattern, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Node);

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    /// These characters.
    Literal(String),
    /// One of few characters.
    Class(Vec<char>),
    /// One of many characters.
    Anything,
    /// `\b`.
    WordBoundary,
    /// One after another.
    Concat(Vec<Node>),
    /// One of these.
    Alternation(Vec<Node>),
    /// So many times; `None` for any number.
    Repetition { node: Box<Node>, min: u32, max: Option<u32> },
}

/// Why a pattern is refused; its message is for authors.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum PatternError {
    /// Parentheses or brackets.
    #[error("`{0}` is not closed")]
    Unclosed(char),
    /// A closing one without its opening one.
    #[error("`{0}` closes nothing")]
    Stray(char),
    /// `*` at the start, `{` that counts nothing.
    #[error("`{0}` repeats nothing")]
    RepeatsNothing(char),
    /// Not in the part of the syntax that wordings use.
    #[error("`{0}` is not taken in wordings: see content/README.md")]
    NotTaken(String),
}

impl Pattern {
    /// Reads a pattern.
    pub(super) fn parse(pattern: &str) -> Result<Self, PatternError> {
        let mut reader = Reader { rest: pattern.chars().peekable(), depth: 0 };
        let node = reader.alternation()?;
        match reader.rest.next() {
            None => Ok(Self(node)),
            Some(stray) => Err(PatternError::Stray(stray)),
        }
    }

    /// All strings that the pattern matches, where they are few, and whether each begins and ends at a word's edge.
    pub(super) fn exact(&self) -> Option<(Vec<String>, WordEdges)> {
        let mut parts = match &self.0 {
            Node::Concat(parts) => parts.as_slice(),
            node => std::slice::from_ref(node),
        };
        let mut edges = WordEdges { start: false, end: false };
        if let [Node::WordBoundary, rest @ ..] = parts {
            edges.start = true;
            parts = rest;
        }
        if let [rest @ .., Node::WordBoundary] = parts {
            edges.end = true;
            parts = rest;
        }
        let strings = parts.iter().try_fold(vec![String::new()], |heads, part| joined(&heads, &exact(part)?))?;
        Some((strings, edges))
    }

    /// What finds the pattern's matches: the best way, and the second best from other parts of the pattern, if there is
    /// one. Empty where nothing does, as in `\d+`.
    pub(super) fn ways(&self) -> Vec<Way> {
        let parts = match &self.0 {
            Node::Concat(parts) => parts.as_slice(),
            node => std::slice::from_ref(node),
        };
        let mut runs = runs(parts);
        let Some(best) = take_best(&mut runs) else { return Vec::new() };
        runs.retain(|run| run.parts.end <= best.parts.start || best.parts.end <= run.parts.start);
        runs.retain(|run| run.literals.len() <= MOST_COMPANIONS);
        runs.retain(|run| run.literals.iter().all(|literal| literal.len() >= SHORTEST_COMPANION));
        let second = take_best(&mut runs);
        [Some(best), second].into_iter().flatten().map(|run| way(parts, run)).collect()
    }

    /// Whether a literal holds a capital letter, which folded text never does.
    pub(super) fn has_upper_case(&self) -> bool {
        has_upper_case(&self.0)
    }
}

/// A way to find a pattern's matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// Every match holds at least one of these; of all such sets, the one whose shortest literal is the longest.
    pub literals: Vec<String>,
    /// How many bytes a match may reach before its literal's start; `None` where there is no limit.
    pub before: Option<usize>,
    /// The same behind the literal's start.
    pub after: Option<usize>,
}

/// Where a wording must meet the edge of a word (`\b`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordEdges {
    /// `\b` before it.
    pub start: bool,
    /// `\b` behind it.
    pub end: bool,
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    depth: usize,
}

impl Reader<'_> {
    fn alternation(&mut self) -> Result<Node, PatternError> {
        let mut branches = vec![self.concat()?];
        while self.rest.next_if_eq(&'|').is_some() {
            branches.push(self.concat()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Alternation(branches) })
    }

    fn concat(&mut self) -> Result<Node, PatternError> {
        let mut parts: Vec<Node> = Vec::new();
        while let Some(&next) = self.rest.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            let node = self.repeated()?;
            match (parts.last_mut(), node) {
                (Some(Node::Literal(before)), Node::Literal(more)) => before.push_str(&more),
                (_, node) => parts.push(node),
            }
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::Concat(parts) })
    }

    fn repeated(&mut self) -> Result<Node, PatternError> {
        let mut node = self.atom()?;
        loop {
            let (min, max) = match self.rest.peek() {
                Some('?') => (0, Some(1)),
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('{') => {
                    self.rest.next();
                    let (min, max) = self.count()?;
                    node = Node::Repetition { node: Box::new(node), min, max };
                    self.rest.next_if_eq(&'?');
                    continue;
                }
                _ => return Ok(node),
            };
            self.rest.next();
            self.rest.next_if_eq(&'?');
            node = Node::Repetition { node: Box::new(node), min, max };
        }
    }

    /// `2}`, `0,80}` or `3,}`, behind the opening brace.
    fn count(&mut self) -> Result<(u32, Option<u32>), PatternError> {
        let min = self.number().ok_or(PatternError::RepeatsNothing('{'))?;
        let max = match self.rest.next_if_eq(&',') {
            Some(_) => self.number(),
            None => Some(min),
        };
        match self.rest.next() {
            Some('}') => Ok((min, max)),
            _ => Err(PatternError::Unclosed('{')),
        }
    }

    fn number(&mut self) -> Option<u32> {
        let mut number: Option<u32> = None;
        while let Some(digit) = self.rest.peek().and_then(|next| next.to_digit(10)) {
            self.rest.next();
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
        }
        number
    }

    fn atom(&mut self) -> Result<Node, PatternError> {
        match self.rest.next() {
            Some('(') => self.group(),
            Some('[') => self.class(),
            Some('.') => Ok(Node::Anything),
            Some('\\') => self.escape(),
            Some(mark @ ('?' | '*' | '+' | '{')) => Err(PatternError::RepeatsNothing(mark)),
            Some(mark @ ('^' | '$')) => Err(PatternError::NotTaken(mark.to_string())),
            Some(letter) => Ok(Node::Literal(letter.to_string())),
            None => Ok(Node::Concat(Vec::new())),
        }
    }

    fn group(&mut self) -> Result<Node, PatternError> {
        if self.rest.next_if_eq(&'?').is_some() && self.rest.next_if_eq(&':').is_none() {
            return Err(PatternError::NotTaken("(?".to_owned()));
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(PatternError::NotTaken("so many groups inside each other".to_owned()));
        }
        let inner = self.alternation()?;
        self.depth -= 1;
        match self.rest.next() {
            Some(')') => Ok(inner),
            _ => Err(PatternError::Unclosed('(')),
        }
    }

    fn escape(&mut self) -> Result<Node, PatternError> {
        match self.rest.next() {
            Some('b') => Ok(Node::WordBoundary),
            Some('d' | 'D' | 's' | 'S' | 'w' | 'W') => Ok(Node::Anything),
            Some(mark) if mark.is_ascii_punctuation() || mark == ' ' => Ok(Node::Literal(mark.to_string())),
            other => Err(PatternError::NotTaken(format!("\\{}", other.map(String::from).unwrap_or_default()))),
        }
    }

    fn class(&mut self) -> Result<Node, PatternError> {
        let mut many = self.rest.next_if_eq(&'^').is_some();
        let mut members: Vec<char> = Vec::new();
        let mut first = true;
        loop {
            let from = match self.rest.next().ok_or(PatternError::Unclosed('['))? {
                ']' if !first => break,
                '[' => return Err(PatternError::NotTaken("[ inside [ ]".to_owned())),
                '\\' => match self.rest.next().ok_or(PatternError::Unclosed('['))? {
                    'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
                        many = true;
                        first = false;
                        continue;
                    }
                    mark if mark.is_ascii_punctuation() || mark == ' ' => mark,
                    other => return Err(PatternError::NotTaken(format!("\\{other}"))),
                },
                member => member,
            };
            first = false;
            members.push(from);
            if let Some(to) = self.range_end()? {
                match to as u32 - from as u32 <= SMALL_CLASS as u32 {
                    true => members.extend((from..=to).skip(1)),
                    false => many = true,
                }
            }
        }
        members.sort_unstable();
        members.dedup();
        Ok(if many || members.len() > SMALL_CLASS { Node::Anything } else { Node::Class(members) })
    }

    /// The end of a range `a-z`, behind its start; a hyphen before the closing bracket is a hyphen.
    fn range_end(&mut self) -> Result<Option<char>, PatternError> {
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') {
            return Ok(None);
        }
        match ahead.next() {
            None => Err(PatternError::Unclosed('[')),
            Some(']' | '\\') => Ok(None),
            Some(to) => {
                self.rest = ahead;
                Ok(Some(to))
            }
        }
    }
}

fn required(node: &Node) -> Option<Vec<String>> {
    match node {
        Node::Literal(literal) => Some(vec![literal.clone()]),
        Node::Repetition { node, min, .. } if *min > 0 => required(node),
        Node::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(required(branch).or_else(|| exact(branch))?);
            }
            (all.len() <= MOST_LITERALS).then_some(all)
        }
        Node::Concat(parts) => take_best(&mut runs(parts)).map(|run| run.literals),
        Node::Class(_) => exact(node),
        _ => None,
    }
}

/// All strings that a part matches, where they are few.
fn exact(node: &Node) -> Option<Vec<String>> {
    match node {
        Node::Literal(literal) => Some(vec![literal.clone()]),
        Node::Class(members) => Some(members.iter().map(|&member| String::from(member)).collect()),
        Node::Anything | Node::WordBoundary => None,
        Node::Repetition { node, min: 0, max: Some(1) } => {
            let mut all = exact(node)?;
            all.push(String::new());
            Some(all)
        }
        Node::Repetition { node, min, max } if Some(*min) == *max => {
            let once = exact(node)?;
            (0..*min).try_fold(vec![String::new()], |heads, _| joined(&heads, &once))
        }
        Node::Repetition { .. } => None,
        Node::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(exact(branch)?);
            }
            (all.len() <= MOST_LITERALS).then_some(all)
        }
        Node::Concat(parts) => parts.iter().try_fold(vec![String::new()], |heads, part| joined(&heads, &exact(part)?)),
    }
}

fn joined(heads: &[String], tails: &[String]) -> Option<Vec<String>> {
    (heads.len() * tails.len() <= MOST_LITERALS)
        .then(|| heads.iter().flat_map(|head| tails.iter().map(move |tail| [head.as_str(), tail].concat())).collect())
}

/// Strings that neighbouring parts of a concatenation match: of these every match holds one.
struct Run {
    parts: std::ops::Range<usize>,
    literals: Vec<String>,
    /// Whether each literal is all that the parts match.
    is_whole: bool,
}

/// Parts whose strings are known are joined as long as they stay few, from every part on; beside these runs stand the
/// literals that a part requires by itself. A word's edge is no part of a string, and joins those around it.
fn runs(parts: &[Node]) -> Vec<Run> {
    let known: Vec<Option<Vec<String>>> = parts
        .iter()
        .map(|part| match part {
            Node::WordBoundary => Some(vec![String::new()]),
            part => exact(part),
        })
        .collect();
    let mut runs = Vec::new();
    let mut start = 0;
    while start < parts.len() {
        let mut literals = vec![String::new()];
        let mut end = start;
        while let Some(longer) = known.get(end).and_then(|strings| joined(&literals, strings.as_deref()?)) {
            literals = longer;
            end += 1;
        }
        runs.push(Run { parts: start..end, literals, is_whole: true });
        let Some(stopped_by) = known.get(end) else { break };
        if stopped_by.is_none() {
            // Runs from later parts would stop here too, and be shorter.
            let inner = required(&parts[end]);
            runs.extend(inner.map(|literals| Run { parts: end..end + 1, literals, is_whole: false }));
            start = end + 1;
        } else {
            start += 1;
        }
    }
    runs.retain(|run| worth(&run.literals).0 > 0);
    runs
}

fn way(parts: &[Node], run: Run) -> Way {
    let inside = if run.is_whole { Some(0) } else { longest_of(&parts[run.parts.clone()]) };
    let before = longest_of(&parts[..run.parts.start]).zip(inside).map(|(before, inside)| before + inside);
    let after = longest_of(&parts[run.parts.start..]);
    let mut literals = run.literals;
    literals.sort_unstable();
    literals.dedup();
    Way { literals, before, after }
}

fn take_best(runs: &mut Vec<Run>) -> Option<Run> {
    let best = runs.iter().enumerate().rev().max_by_key(|(_, run)| worth(&run.literals)).map(|(place, _)| place)?;
    Some(runs.swap_remove(best))
}

/// Longer is better; then fewer.
fn worth(literals: &[String]) -> (usize, usize) {
    let shortest = literals.iter().map(|literal| literal.len()).min().unwrap_or(0);
    (shortest.min(LONG_ENOUGH), if shortest == 0 { 0 } else { 1 + MOST_LITERALS.saturating_sub(literals.len()) })
}

/// Bytes of UTF-8 of the longest match of neighbouring parts, where there is one.
fn longest_of(parts: &[Node]) -> Option<usize> {
    parts.iter().try_fold(0usize, |sum, part| Some(sum + longest(part)?))
}

fn longest(node: &Node) -> Option<usize> {
    match node {
        Node::Literal(literal) => Some(literal.len()),
        Node::Class(_) | Node::Anything => Some(char::MAX.len_utf8()),
        Node::WordBoundary => Some(0),
        Node::Concat(parts) => longest_of(parts),
        Node::Alternation(branches) => branches.iter().try_fold(0, |most, branch| Some(most.max(longest(branch)?))),
        Node::Repetition { node, max, .. } => Some(longest(node)?.saturating_mul((*max)? as usize)),
    }
}

fn has_upper_case(node: &Node) -> bool {
    match node {
        Node::Literal(literal) => literal.chars().any(char::is_uppercase),
        Node::Class(members) => members.iter().any(|member| member.is_uppercase()),
        Node::Concat(parts) | Node::Alternation(parts) => parts.iter().any(has_upper_case),
        Node::Repetition { node, .. } => has_upper_case(node),
        Node::Anything | Node::WordBoundary => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> Option<Vec<String>> {
        Pattern::parse(pattern).expect("a valid pattern").ways().into_iter().next().map(|way| way.literals)
    }

    #[test]
    fn the_longest_run_is_taken() {
        assert_eq!(of(r"user \d+ is over quota"), Some(vec![" is over quota".to_owned()]));
        assert_eq!(of(r"(no|any) such user").map(|all| all.len()), Some(2));
        assert_eq!(of(r"mailbox (is )?full"), Some(vec!["mailbox full".to_owned(), "mailbox is full".to_owned()]));
        assert_eq!(of(r"mailbox .{0,80}\bquota\b"), Some(vec!["mailbox ".to_owned()]));
    }

    #[test]
    fn a_second_part_gives_a_second_way() {
        let literals = |pattern| -> Vec<Vec<String>> {
            let ways = Pattern::parse(pattern).expect("a valid pattern").ways();
            ways.into_iter().map(|way| way.literals).collect()
        };
        assert_eq!(literals("max(imum)? .{0,9} recipients"), [vec![" recipients"], vec!["max ", "maximum "]]);
        assert_eq!(literals("mailbox .*full"), [["mailbox "], ["full"]]);
        assert_eq!(literals("mailbox full"), [["mailbox full"]]);
    }

    #[test]
    fn a_match_reaches_no_farther_than_its_parts() {
        let reach = |pattern| {
            let ways = Pattern::parse(pattern).expect("a valid pattern").ways();
            (ways[0].before, ways[0].after)
        };
        assert_eq!(reach("mailbox .{0,2}x"), (Some(0), Some(17)));
        assert_eq!(reach("(is|are) .{0,2} mailbox"), (Some(12), Some(8)));
        assert_eq!(reach("x.*(mailbox|quota .*y)"), (None, None));
    }

    #[test]
    fn alternatives_need_a_literal_each() {
        assert_eq!(
            of(r"(mailbox full|quota \d+ exceeded)"),
            Some(vec![" exceeded".to_owned(), "mailbox full".to_owned()])
        );
        assert_eq!(of(r"\d+"), None);
        assert_eq!(of(r"(mailbox full|\d+)"), None);
    }

    #[test]
    fn few_strings_are_listed() {
        let (strings, edges) = Pattern::parse(r"\bover[ -]?quota").expect("a valid pattern").exact().expect("few");
        assert_eq!(strings, ["over quota", "over-quota", "overquota"]);
        assert_eq!(edges, WordEdges { start: true, end: false });
        assert_eq!(Pattern::parse("a.{0,9}b").expect("a valid pattern").exact(), None);
    }

    #[test]
    fn what_is_refused_says_why() {
        for (pattern, why) in [
            ("mailbox (full", PatternError::Unclosed('(')),
            ("mailbox full)", PatternError::Stray(')')),
            ("[ab", PatternError::Unclosed('[')),
            ("*mailbox", PatternError::RepeatsNothing('*')),
            ("^mailbox", PatternError::NotTaken("^".into())),
            (r"mailbox\A", PatternError::NotTaken(r"\A".into())),
            ("(?=mailbox)", PatternError::NotTaken("(?".into())),
        ] {
            assert_eq!(Pattern::parse(pattern), Err(why), "{pattern}");
        }
    }

    #[test]
    fn whatever_is_taken_is_a_regular_expression_with_these_strings() {
        for pattern in [r"a{2}b?", r"(x|yz)\.\- [-.]q[a-c]", r"\[overquota\] [\]a]", r"mail\b box{1,2}", "w{3,}?"] {
            let read = Pattern::parse(pattern).expect("a valid pattern");
            let regex = regex::Regex::new(&format!("^(?:{pattern})$")).expect("it is a regular expression");
            for string in read.exact().map(|(strings, _)| strings).unwrap_or_default() {
                assert!(regex.is_match(&string), "{pattern} does not match {string}");
            }
        }
    }
}
