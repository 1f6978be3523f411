//! Figures that belong together: a share and its ceiling, several sums with one ceiling, ceilings one by one.

use crate::mend::Span;

use super::WORDS;
use super::figure::{Figure, Role};

/// One rule's figures.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// A fixed sum or a share.
    pub main: Option<Figure>,
    /// The most one gets.
    pub cap: Option<Figure>,
    /// The most all get.
    pub total: Option<Figure>,
    /// Which member of a list it is, and of how many.
    pub place: (usize, usize),
    /// From the first to the last figure of its group.
    pub span: Span,
    /// The figure that is its own: where its label stands.
    pub own: Figure,
}

/// Figures that share one condition.
#[derive(Clone, Debug, Default)]
struct Group {
    mains: Vec<Figure>,
    caps: Vec<Figure>,
    totals: Vec<Figure>,
}

/// The rules a statement's figures make.
pub(super) fn rules(text: &str, figures: Vec<Figure>) -> Vec<Rule> {
    let mut groups: Vec<Group> = Vec::new();
    let mut end = 0;
    for figure in figures {
        let between = text.get(end..figure.span.start).unwrap_or_default();
        let fresh = end > 0 && conditioned(between);
        let own = text.get(figure.from..figure.span.start).unwrap_or_default();
        end = figure.span.end;
        if let Some(group) = groups.last_mut().filter(|group| !fresh && group.takes(&figure, own)) {
            group.add(figure, own);
        } else {
            let mut group = Group::default();
            group.add(figure, own);
            groups.push(group);
        }
    }
    groups.into_iter().flat_map(Group::rules).collect()
}

/// Whether words between two figures open a new condition.
pub(super) fn conditioned(between: &str) -> bool {
    let opens = |clause: &str| {
        let clause = clause.trim_start_matches("其中");
        clause.starts_with(['对', '凡', '新', '首']) && !clause.starts_with("对应")
            || clause.starts_with("若")
            || clause.starts_with("如")
    };
    between.contains("的,") || between.contains(';') || between.split(',').skip(1).any(opens)
}

impl Group {
    /// Whether `figure` belongs to what is gathered so far.
    fn takes(&self, figure: &Figure, own: &str) -> bool {
        let paid = WORDS.in_text("verb", own);
        match figure.role {
            Role::Total => true,
            // A second ceiling is a list's next member, or the ceiling of a year.
            Role::Cap if self.caps.is_empty() => !self.mains.is_empty() || self.totals.is_empty(),
            Role::Cap => figure.joined || !paid || yearly(own),
            Role::Rate if self.mains.is_empty() => self.caps.len() == 1 && (figure.at_most || !paid && !figure.joined),
            Role::Rate | Role::Amount => {
                let like = self.mains.iter().all(|main| main.role == figure.role);
                let last = self.mains.last().is_some_and(|main| main.clause == figure.clause);
                figure.joined && like && last && self.caps.is_empty() && self.totals.is_empty()
            }
        }
    }

    fn add(&mut self, figure: Figure, own: &str) {
        match figure.role {
            Role::Total => self.totals.push(figure),
            Role::Cap if !self.caps.is_empty() && !figure.joined && yearly(own) && self.totals.is_empty() => {
                self.totals.push(Figure { role: Role::Total, ..figure });
            }
            Role::Cap => self.caps.push(figure),
            Role::Amount | Role::Rate => self.mains.push(figure),
        }
    }

    /// One rule for each member of the longest list.
    fn rules(self) -> Vec<Rule> {
        let count = self.mains.len().max(self.caps.len()).max(if self.is_total() { self.totals.len() } else { 0 });
        let all = || self.mains.iter().chain(&self.caps).chain(&self.totals);
        let Some(span) = all().map(|figure| figure.span).reduce(Span::join) else { return Vec::new() };
        let rule = |place: usize| {
            let main = member(&self.mains, place, count);
            let cap = member(&self.caps, place, count);
            let total = member(&self.totals, place, count);
            let longest = if self.mains.len() == count { main } else { None };
            let own = longest.or(if self.caps.len() == count { cap } else { None }).or(total).or(main)?.clone();
            Some(Rule {
                main: main.cloned(),
                cap: cap.cloned(),
                total: total.cloned(),
                place: (place, count),
                span,
                own,
            })
        };
        (0..count).filter_map(rule).collect()
    }

    /// Whether there is nothing but a ceiling for all.
    fn is_total(&self) -> bool {
        self.mains.is_empty() && self.caps.is_empty()
    }
}

/// The member of a list for `place`; a single one holds for all.
fn member(list: &[Figure], place: usize, count: usize) -> Option<&Figure> {
    if list.len() == 1 && count > 0 { list.first() } else { list.get(place) }
}

/// Whether a ceiling is that of a year, a firm or all years rather than of another member.
fn yearly(own: &str) -> bool {
    ["累计", "年度", "每年", "全年", "三年", "同一", "总", "单个企业", "每家企业", "单户", "合计"]
        .iter()
        .any(|word| own.contains(word))
}
