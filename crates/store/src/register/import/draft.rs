//! A record as it will be: its time lines, after all its rows have been said.

use domain::day::Day;
use domain::id::AttributeName;
use domain::register::{Role, Row, RowFault, Spot, Stretch, Written};
use domain::say::{Lang, Said, Say};

use super::line::Line;
use super::load::Lines;
use super::plan::{Plan, Settled};
use crate::act::Acting;
use crate::error::StoreError;
use crate::register::span::{STILL, Span};
use crate::register::{CODE, EntityId, NAME, Parent};

/// A record under way.
#[derive(Debug)]
pub(super) struct Draft {
    /// Which of the plan's records.
    pub record: usize,
    pub lines: Lines,
    /// Whether anything changes.
    pub news: bool,
    /// Why, where its rows say so.
    pub reasons: Vec<String>,
}

impl Acting {
    /// Drafts the records of these numbers; what is wrong is told beside.
    pub(super) async fn drafts(
        &self,
        rows: &[Row],
        plan: &Plan,
        chunk: &[usize],
    ) -> Result<(Vec<Draft>, Vec<RowFault>), StoreError> {
        let known: Vec<EntityId> =
            chunk.iter().filter_map(|at| plan.records.get(*at)).filter_map(|record| record.known).collect();
        let mut kept = self.load_lines(&known).await?;
        let (mut drafts, mut faults) = (Vec::with_capacity(chunk.len()), Vec::new());
        for at in chunk {
            let Some(record) = plan.records.get(*at) else { continue };
            let lines = record.known.and_then(|known| kept.remove(&known)).unwrap_or_default();
            let mut saying =
                Saying { lines, faults: &mut faults, may_correct: self.reason().is_some(), row: 0, news: false };
            let mut reasons = Vec::new();
            for (place, stretch) in record.group.rows.iter().enumerate() {
                let Some(row) = rows.get(stretch.row) else { continue };
                if row.reason.is_some() {
                    reasons.extend(row.reason.clone());
                }
                let next = record.group.rows.get(place + 1);
                let belongs = record.links.get(place).map(Vec::as_slice).unwrap_or_default();
                saying.say(row, *stretch, next, belongs, plan);
            }
            let Saying { lines, news, .. } = saying;
            drafts.push(Draft { record: *at, lines, news, reasons });
        }
        Ok((drafts, faults))
    }
}

struct Saying<'f> {
    lines: Lines,
    faults: &'f mut Vec<RowFault>,
    may_correct: bool,
    row: usize,
    news: bool,
}

impl Saying<'_> {
    fn say(
        &mut self,
        row: &Row,
        stretch: Stretch,
        next: Option<&Stretch>,
        links: &[(Role, Vec<Settled>)],
        plan: &Plan,
    ) {
        let may_correct = self.may_correct || row.reason.is_some();
        self.row = stretch.row;
        let Some(span) = Span::new(stretch.from, stretch.until) else { return };
        self.attribute(NAME, std::slice::from_ref(&row.name), span, may_correct);
        if let Some(code) = &row.code {
            self.attribute(CODE, std::slice::from_ref(code), span, may_correct);
        }
        for (name, written) in &row.fields {
            match written {
                Written::Value(value) => self.attribute(name.as_str(), std::slice::from_ref(value), span, may_correct),
                Written::Nothing => self.attribute(name.as_str(), &[], span, may_correct),
            }
        }
        for (role, settled) in links {
            if *role == Role::Successor {
                self.successors(settled, stretch, next, plan, may_correct);
            } else {
                let parents = parents(settled, plan);
                self.link(*role, &parents, span, may_correct);
            }
        }
        let gap = stretch.gone.and_then(|gone| Span::new(gone, next.map(|next| next.from)));
        if let Some(gap) = gap {
            self.end(gap, may_correct);
        }
    }

    /// From a day on the record is no more; what came in its place still did.
    fn end(&mut self, gap: Span, may_correct: bool) {
        let names: Vec<AttributeName> = self.lines.attributes.keys().cloned().collect();
        for name in names {
            self.attribute(name.as_str(), &[], gap, may_correct);
        }
        let roles: Vec<Role> = self.lines.links.keys().copied().collect();
        for role in roles.into_iter().filter(|role| !matches!(role, Role::Successor | Role::Same)) {
            self.link(role, &[], gap, may_correct);
        }
    }

    /// Each successor from its own day on; without one from the end of the row, or its beginning where it has no end. Those
    /// that took a part over while the record went on count until it ended, the others until it exists again.
    fn successors(
        &mut self,
        settled: &[Settled],
        stretch: Stretch,
        next: Option<&Stretch>,
        plan: &Plan,
        may_correct: bool,
    ) {
        let since = |one: &Settled| one.since.or(stretch.gone).unwrap_or(stretch.from);
        let mut days: Vec<Day> = settled.iter().map(since).collect();
        days.push(stretch.gone.unwrap_or(stretch.from));
        days.sort_unstable();
        days.dedup();
        let until = next.map(|next| next.from);
        for (place, day) in days.iter().enumerate() {
            let ends = match (days.get(place + 1).copied(), until) {
                (Some(next), Some(until)) => Some(next.min(until)),
                (next, until) => next.or(until),
            };
            let ended = stretch.gone.filter(|gone| gone <= day);
            let parents: Vec<Parent> = settled
                .iter()
                .filter(|one| since(one) <= *day && ended.is_none_or(|gone| since(one) >= gone))
                .filter_map(|one| Some(Parent { entity: plan.number(one.to)?, share: one.share }))
                .collect();
            if let Some(span) = Span::new(*day, ends) {
                self.link(Role::Successor, &parents, span, may_correct);
            }
        }
    }

    fn attribute(&mut self, name: &str, values: &[String], span: Span, may_correct: bool) {
        let Ok(name) = AttributeName::new(name) else { return };
        let line = self.lines.attributes.entry(name.clone()).or_default();
        if let Some(day) = said(line, values, span, may_correct, &mut self.news) {
            let title = domain::attribute::title(name.as_str(), Lang::Zh).to_owned();
            let said = overlaps(&title, domain::attribute::title(name.as_str(), Lang::En), span, day);
            self.faults.push(RowFault { row: self.row, spot: Spot::Field(name.to_string()), said });
        }
    }

    fn link(&mut self, role: Role, parents: &[Parent], span: Span, may_correct: bool) {
        let line = self.lines.links.entry(role).or_default();
        if let Some(day) = said(line, parents, span, may_correct, &mut self.news) {
            let said = overlaps(&role.say(Lang::Zh), &role.say(Lang::En), span, day);
            self.faults.push(RowFault { row: self.row, spot: Spot::Link(role), said });
        }
    }
}

fn parents(settled: &[Settled], plan: &Plan) -> Vec<Parent> {
    let one = |one: &Settled| Some(Parent { entity: plan.number(one.to)?, share: one.share });
    settled.iter().filter_map(one).collect()
}

/// Says it; a day where that corrects the past and may not.
fn said<V: Clone + PartialEq + Ord>(
    line: &mut Line<V>,
    values: &[V],
    span: Span,
    may_correct: bool,
    news: &mut bool,
) -> Option<Day> {
    let later = line.changes_within(span);
    if !line.say(span, values) {
        return None;
    }
    *news = true;
    let later = later.filter(|_| !may_correct)?;
    i32::try_from(later).ok().and_then(Day::from_number)
}

fn overlaps(zh: &str, en: &str, span: Span, later: Day) -> Said {
    let from = span.from().map(|day| day.to_string()).unwrap_or_default();
    Said::new(
        format!(
            "{zh}从 {later} 起已另有记录，从 {from} 起登记会改动过去。请核对生效日期；确需更正的，在“原因”栏写明原因"
        ),
        format!(
            "{en} already changes on {later}, so that a row from {from} on changes the past; check the day, or say why under “Reason”"
        ),
    )
}

/// The day number that stands for an end that has not come.
pub(super) const OPEN: i64 = STILL;
