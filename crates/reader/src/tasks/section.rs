//! Which sections of a document hold duties where no statement says who does them.

use std::sync::LazyLock;

use crate::body::{Body, Clause, Place};
use crate::outline::marker::MarkerKind;

use super::lists::{begins, ends, words};

const TABLE: &str = include_str!("sections.txt");

static GOAL: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "goal"));
static STAGE: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "stage"));
static FORMAL: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "formal"));
static SAFEGUARD: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "safeguard"));
static TASK: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "task"));
static VERB: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "verb"));
static RULES: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "rules"));

/// What a section is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Aims, principles, stages, definitions: no duties.
    Aside,
    /// Duties, and the heading says so.
    Task,
    /// How the duties are made sure.
    Safeguard,
    /// Not told by the heading.
    Plain,
}

/// What a heading says of its section.
fn told(clause: &Clause) -> Purpose {
    let heading = crate::outline::header::narrow(&clause.heading);
    let heading = heading.trim_end_matches(['。', ':', ')']);
    let is = |list: &[&str]| ends(heading, list).is_some();
    let short = heading.chars().count() <= 14;
    let does = begins(heading, &VERB).is_some();
    let aims = ends(heading, &GOAL).is_some_and(|goal| !does || goal.contains('目'));
    if short && is(&TASK) {
        Purpose::Task
    } else if short && (aims || !does && is(&STAGE)) || formal(heading, does) {
        Purpose::Aside
    } else if short && is(&SAFEGUARD) {
        Purpose::Safeguard
    } else {
        Purpose::Plain
    }
}

/// Whether a heading opens what stands around duties: 附则, 名词解释, 本意见自发布之日起施行.
fn formal(heading: &str, does: bool) -> bool {
    let short = heading.chars().count() <= 12;
    let own = heading.starts_with('本') && ["施行", "解释", "有效期", "实施"].iter().any(|word| heading.contains(word));
    short
        && (!does && ends(heading, &FORMAL).is_some()
            || heading.starts_with("充分认识")
            || heading.starts_with("深刻认识"))
        || own
}

/// The purpose of every clause of a document: the nearest heading that tells one, its own first.
pub(super) fn purposes(body: &Body<'_>) -> Vec<Purpose> {
    let mut out: Vec<Purpose> = Vec::with_capacity(body.clauses.len());
    for clause in &body.clauses {
        let above = clause.parent.and_then(|parent| out.get(parent)).copied().unwrap_or(Purpose::Plain);
        let own = told(clause);
        let purpose = match (above, own) {
            // A goal inside the tasks is an aside; 要求 below the first level are duties like any other.
            (Purpose::Aside | Purpose::Safeguard, _) | (_, Purpose::Plain) | (Purpose::Task, Purpose::Safeguard) => {
                above
            }
            (Purpose::Plain, Purpose::Safeguard) if clause.level > 1 => above,
            (_, own) => own,
        };
        out.push(purpose);
    }
    out
}

/// The clauses of the body that are duties by where they stand: the lowest numbered ones of the sections that hold duties.
pub(super) fn duties(body: &Body<'_>, purposes: &[Purpose]) -> Vec<usize> {
    let of = |at: &usize| purposes.get(*at).copied().unwrap_or(Purpose::Plain);
    let lowest = lowest(body);
    let said = purposes.contains(&Purpose::Task);
    let named = said || purposes.iter().any(|purpose| *purpose != Purpose::Plain);
    if !has_duties(body, named) {
        return Vec::new();
    }
    let entitles = lowest.iter().filter(|at| entitlement(body, **at)).count() * 2 >= lowest.len();
    let plain = !said && !entitles;
    let stands = |at: &usize| match of(at) {
        Purpose::Task | Purpose::Safeguard => true,
        Purpose::Plain => plain,
        Purpose::Aside => false,
    };
    lowest.into_iter().filter(stands).collect()
}

/// Words in the title of a document that has duties, though it may not end as titles do (…三十六条).
const PLANS: &[&str] = &["关于", "方案", "意见", "措施", "计划", "行动", "要点", "规划", "条"];

/// Whether a document of this kind has duties: not a set of rules, a report or a list.
fn has_duties(body: &Body<'_>, named: bool) -> bool {
    let title = body.title.as_deref().map(crate::outline::header::narrow).unwrap_or_default();
    let title = super::name::bare(title.trim_end_matches('》'));
    let articles = body.clauses.iter().any(|clause| matches!(clause.kind, MarkerKind::Article));
    let rules = ends(title, &RULES).is_some() || title.contains("解读");
    let plan = PLANS.iter().any(|word| title.contains(word));
    !articles && !rules && (named || plan || crate::outline::header::ends_title(title))
}

/// Whether a clause says what one may get rather than what is to be done.
fn entitlement(body: &Body<'_>, at: usize) -> bool {
    const GIVES: &[&str] = &["奖励", "补助", "补贴", "资助", "奖补", "贴息", "给予"];
    let Some(clause) = body.clauses.get(at) else { return false };
    body.all(clause).iter().any(|paragraph| {
        let text = body.words(paragraph.content);
        let sum = text.contains("万元") || text.contains("元/") || text.contains('%');
        sum && GIVES.iter().any(|word| text.contains(word))
    })
}

/// The lowest numbered clauses of the body. Headings without number count where they open duties, lists of things do not.
fn lowest(body: &Body<'_>) -> Vec<usize> {
    let mut inner = vec![false; body.clauses.len()];
    let mut counts = vec![true; body.clauses.len()];
    let mut items = vec![(0_usize, 0_usize); body.clauses.len()];
    for clause in &body.clauses {
        if let Some((all, lists)) = clause.parent.and_then(|parent| items.get_mut(parent)) {
            let last = body.all(clause).last().map_or("", |paragraph| body.words(paragraph.content));
            *all += 1;
            *lists += usize::from(last.ends_with(';') || last.chars().count() <= 12 && body.all(clause).len() == 1);
        }
    }
    for (at, clause) in body.clauses.iter().enumerate() {
        let above = clause.parent.and_then(|parent| counts.get(parent)).copied().unwrap_or(true);
        let listed = clause
            .parent
            .and_then(|parent| items.get(parent))
            .is_some_and(|(all, lists)| lists * 2 >= *all && clause.level > 2);
        let minor = match clause.kind {
            MarkerKind::ArabicHalf | MarkerKind::Circled => true,
            MarkerKind::Ordinal => !headed(body, clause),
            _ => false,
        };
        let aim = clause.kind == MarkerKind::Words && aims(body, clause);
        let stands = above && !listed && !minor && !aim && clause.place == Place::Body;
        if let Some(counts) = counts.get_mut(at) {
            *counts = stands;
        }
        if stands && let Some(parent) = clause.parent.and_then(|parent| inner.get_mut(parent)) {
            *parent = true;
        }
    }
    (0..body.clauses.len()).filter(|at| counts.get(*at) == Some(&true) && inner.get(*at) == Some(&false)).collect()
}

/// Whether a clause numbered 第一, is a clause of its own under a heading of the first level, and no step told in passing:
/// it has a short heading and more behind it.
fn headed(body: &Body<'_>, clause: &Clause) -> bool {
    let Some(line) = body.own(clause).first() else { return false };
    let more = line.span.end.saturating_sub(clause.heading_span.end) > "。".len() || body.own(clause).len() > 1;
    clause.level <= 2
        && more
        && (2..=24).contains(&clause.heading.chars().count())
        && !clause.heading.contains(['，', ','])
}

/// Whether a heading without number stands in a list of aims: its clause speaks of 目标, or it is not about what to do.
fn aims(body: &Body<'_>, clause: &Clause) -> bool {
    let Some(parent) = clause.parent.and_then(|parent| body.clauses.get(parent)) else { return false };
    let lead = body.own(parent).iter().take(8).any(|paragraph| {
        let text = body.words(paragraph.content);
        text.ends_with(':') && ["目标", "实现", "达到", "到20"].iter().any(|word| text.contains(word))
    });
    lead || body.own(parent).iter().any(|paragraph| body.words(paragraph.content).ends_with("目标:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_what_a_section_is_for() {
        let clause = |heading: &str| {
            let source = crate::source::Source::of(&format!("某区意见\n一、{heading}\n做好。"));
            let mended = crate::mend::Mended::of(&source);
            let part = crate::outline::Part { lines: 0..mended.lines().len(), title: None };
            purposes(&crate::outline::outline(&mended, &part)).first().copied().unwrap()
        };
        assert_eq!(clause("总体要求"), Purpose::Aside);
        assert_eq!(clause("到2030年的主要目标"), Purpose::Aside);
        assert_eq!(clause("把握高质量发展新要求"), Purpose::Plain);
        assert_eq!(clause("重点任务"), Purpose::Task);
        assert_eq!(clause("强化组织保障"), Purpose::Safeguard);
        assert_eq!(clause("完善园区工作机制"), Purpose::Plain);
        assert_eq!(clause("优化发展环境"), Purpose::Plain);
        assert_eq!(clause("完善统计指标体系"), Purpose::Plain);
        assert_eq!(clause("明确工作目标"), Purpose::Aside);
        assert_eq!(clause("附则"), Purpose::Aside);
        assert_eq!(clause("本意见自印发之日起施行"), Purpose::Aside);
    }
}
