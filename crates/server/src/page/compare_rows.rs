//! The rows of a comparison: who moved and why, in figures, drawings, a table and lists.

use domain::id::SubjectId;
use domain::say::Say;
use evaluation::compare::{Cause, Comparison, Mover, Place};
use evaluation::result::SubjectResult;

use crate::component::change_bar;
use crate::component::empty::Empty;
use crate::component::figure::Figure;
use crate::component::html::Html;
use crate::component::number;
use crate::component::slope::{self, Slope};
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::compare_two::Two;
use crate::page::score_parts::joint;
use crate::read::sealed::Sealed;
use crate::shell::address::{Address, segment};
use crate::shell::locale::Words;

/// How many causes stand in a row.
const CAUSES: usize = 3;

/// A comparison as the page shows it.
pub struct Shown<'a> {
    /// The two evaluations, where they are sealed and have pages of their own.
    pub two: Option<&'a Two>,
    /// What each of the two is called, above a drawing.
    pub heads: (String, String),
    /// What became of their subjects.
    pub found: &'a Comparison<'a>,
    /// The page's address, with group, search and order.
    pub here: &'a Address,
    /// The page's words.
    pub words: Words,
}

impl<'a> Shown<'a> {
    /// Of two sealed evaluations.
    #[must_use]
    pub fn of_two(two: &'a Two, found: &'a Comparison<'a>, here: &'a Address, words: Words) -> Self {
        let period = |sealed: &Sealed| sealed.evaluation().period.say(words.lang());
        let (one, other) = (period(&two.before), period(&two.after));
        let titles = || (two.before.evaluation().title.clone(), two.after.evaluation().title.clone());
        let heads = if one == other { titles() } else { (one, other) };
        Self { two: Some(two), heads, found, here, words }
    }

    /// Those that pass group and search, in the order asked for.
    #[must_use]
    pub fn rows(&self) -> Vec<&'a Mover<'a>> {
        let search = self.here.get("q").unwrap_or_default().to_lowercase();
        let group = self.here.get("group");
        let passes = |one: &&Mover<'_>| {
            (group.is_none() || one.after.1.group.as_deref() == group)
                && (search.is_empty()
                    || one.shown().to_lowercase().contains(&search)
                    || one.subject().as_str().to_lowercase().contains(&search))
        };
        let mut rows: Vec<_> = self.found.movers.iter().filter(passes).collect();
        let by = self.here.get("sort").unwrap_or_default();
        let (key, down) = by.strip_prefix('-').map_or((by, false), |key| (key, true));
        let figure = |one: &Mover<'_>| -> Option<f64> {
            match key {
                #[expect(clippy::cast_precision_loss, reason = "ranks stay below 2^53")]
                "rise" => one.rise().map(|rise| rise as f64),
                "gain" => one.gain(),
                "before" => Some(one.before.1.score?.to_f64()),
                "after" => Some(one.after.1.score?.to_f64()),
                _ => None,
            }
        };
        match key {
            "name" => {
                rows.sort_by(|a, b| a.shown().cmp(b.shown()));
                if down {
                    rows.reverse();
                }
            }
            // Without an order asked for, as the second ranks them.
            "rise" | "gain" | "before" | "after" => rows.sort_by(|a, b| match (figure(a), figure(b)) {
                (Some(a), Some(b)) if down => b.total_cmp(&a),
                (Some(a), Some(b)) => a.total_cmp(&b),
                (a, b) => b.is_some().cmp(&a.is_some()),
            }),
            _ => {}
        }
        rows
    }

    /// Who rose and who fell most.
    #[must_use]
    pub fn message(&self, rows: &[&Mover<'_>]) -> String {
        let words = self.words;
        let most = |sign: i64| {
            let moved = rows.iter().filter_map(|one| Some((one.rise()? * sign, one.shown())));
            let best = moved.reduce(|best, one| if one.0 > best.0 { one } else { best })?;
            (best.0 > 0).then(|| (best.1.to_owned(), best.0.to_string()))
        };
        match (most(1), most(-1)) {
            (Some((up, by)), Some((down, fell))) => {
                words.ta("compare-message", &[("up", &up), ("by", &by), ("down", &down), ("fell", &fell)])
            }
            _ => words.t("compare-still"),
        }
    }

    /// How many moved which way.
    #[must_use]
    pub fn figures(&self, rows: &[&Mover<'_>]) -> Vec<Figure> {
        let count = |of: &dyn Fn(i64) -> bool| {
            number::whole(rows.iter().filter_map(|one| one.rise()).filter(|rise| of(*rise)).count())
        };
        let figure = |label: String, value: String| Figure {
            label,
            value,
            unit: String::new(),
            note: String::new(),
            href: None,
        };
        let words = self.words;
        vec![
            figure(words.t("compare-both"), number::whole(rows.len())),
            figure(words.t("compare-up"), count(&|rise| rise > 0)),
            figure(words.t("compare-down"), count(&|rise| rise < 0)),
            figure(words.t("compare-level"), count(&|rise| rise == 0)),
            figure(words.t("compare-new"), number::whole(self.found.new.len())),
            figure(words.t("compare-gone"), number::whole(self.found.gone.len())),
        ]
    }

    /// A drawing a group, of such groups whose lines can be told apart.
    #[must_use]
    pub fn slopes(&self, rows: &[&Mover<'_>]) -> Vec<(String, Html)> {
        let mut groups: Vec<(String, Vec<Slope>)> = Vec::new();
        let mut ordered = rows.to_vec();
        ordered.sort_by_key(|one| one.after.1.rank);
        for one in ordered {
            let (Some(before), Some(after), true) = (one.before.1.rank, one.after.1.rank, one.same_group()) else {
                continue;
            };
            let group = one.after.1.group.clone().unwrap_or_else(|| one.after.0.title.clone());
            let slope = Slope { name: one.shown().to_owned(), before, after, href: self.detail(one) };
            match groups.iter_mut().find(|(own, _)| *own == group) {
                Some((_, slopes)) => slopes.push(slope),
                None => groups.push((group, vec![slope])),
            }
        }
        groups.retain(|(_, slopes)| slopes.len() > 1 && slopes.len() <= slope::MOST);
        groups.sort_by_key(|(_, slopes)| std::cmp::Reverse(slopes.len()));
        let (one, other) = &self.heads;
        let draw = |(group, slopes): (String, Vec<Slope>)| {
            let large = slopes.len().div_ceil(10);
            let drawn = slope::show(&group, (one, other), &slopes, large);
            (group, drawn)
        };
        groups.into_iter().map(draw).collect()
    }

    fn detail(&self, one: &Mover<'_>) -> String {
        let Some(two) = self.two else { return subject(one.subject()) };
        Address::of(format!("/evaluations/compare/{}", segment(one.subject().as_str())))
            .with("one", &two.before.id.short())
            .with("other", &two.after.id.short())
            .to_string()
    }

    /// The rows of one page.
    pub fn table(&self, rows: &[&Mover<'_>]) -> Html {
        let (words, here) = (self.words, self.here);
        let most = self.found.movers.iter().filter_map(Mover::gain).map(f64::abs).fold(0.0, f64::max);
        let points = || words.t("points");
        let (before, after) = match self.two {
            Some(_) => (words.t("compare-before"), words.t("compare-after")),
            None => (words.t("effect-before"), words.t("effect-after")),
        };
        let mut heads = vec![
            Head::new(words.t("subject")).align(Align::Wide).sorts(here, "name"),
            Head::new(words.t("compare-ranks")).align(Align::Number),
            Head::new(words.t("compare-rise")).align(Align::Number).sorts(here, "rise"),
            Head::new(before).unit(points()).align(Align::Number).sorts(here, "before").optional(),
            Head::new(after).unit(points()).align(Align::Number).sorts(here, "after").optional(),
            Head::new(words.t("compare-gain")).unit(points()).align(Align::Number).sorts(here, "gain"),
            Head::new(words.t("compare-bar")).align(Align::Bar).optional(),
            Head::new(words.t("compare-why")).align(Align::Long).optional(),
        ];
        let grouped = self.found.movers.iter().any(|one| one.after.1.group.is_some());
        if self.is_graded() {
            heads.insert(3, Head::new(words.t("grade")).align(Align::Centre));
        }
        if grouped {
            heads.insert(1, Head::new(words.t("group")).align(Align::Line).optional());
        }
        let rows = rows.iter().map(|one| self.row(one, most, grouped)).collect();
        let empty =
            Empty::new(words.t("ranking-none"), words.t("ranking-none-why")).way(here.path(), words.t("filter-clear"));
        Table::new(words.t("compare"), heads, rows).or_empty(empty).show(words)
    }

    fn row(&self, one: &Mover<'_>, most: f64, grouped: bool) -> Row {
        let words = self.words;
        let rank = |rank: Option<usize>| rank.map_or_else(|| number::MISSING.to_owned(), number::whole);
        let score = |score: Option<evaluation::Score>| {
            score.map_or_else(|| Cell::Missing(words.t("unscored")), |score| Cell::Text(score.to_string()))
        };
        let gain = one.gain();
        let mut cells = vec![
            Cell::link(self.detail(one), one.shown()),
            Cell::Text(format!("{} → {}", rank(one.before.1.rank), rank(one.after.1.rank))),
            one.rise().map_or_else(|| Cell::Missing(words.t("compare-apart")), |rise| Cell::Part(number::rise(rise))),
            score(one.before.1.score),
            score(one.after.1.score),
            gain.map_or_else(|| Cell::Missing(words.t("unscored")), |gain| Cell::Text(number::signed(gain, 2))),
            Cell::Part(gain.map(|gain| change_bar::show(gain, most)).unwrap_or_default()),
            Cell::Text(self.why(one)),
        ];
        if self.is_graded() {
            cells.insert(3, grades(one.before.1, one.after.1));
        }
        if grouped {
            cells.insert(1, Cell::maybe(one.after.1.group.clone()));
        }
        Row::new(cells)
    }

    fn is_graded(&self) -> bool {
        self.found.movers.iter().any(|one| one.before.1.grade.is_some() || one.after.1.grade.is_some())
    }

    /// What the change is due to most.
    fn why(&self, one: &Mover<'_>) -> String {
        let mut causes = one.changes();
        causes.retain(|change| !matches!(change.cause, Cause::Heading | Cause::Rounding));
        causes.retain(|change| change.difference.abs() >= 0.005);
        causes.sort_by(|a, b| b.difference.abs().total_cmp(&a.difference.abs()));
        let said = causes.iter().take(CAUSES).map(|one| format!("{} {}", one.title, number::signed(one.difference, 2)));
        said.collect::<Vec<_>>().join(joint(self.words))
    }

    /// Who is new and who is gone.
    #[must_use]
    pub fn lists(&self) -> Vec<(String, Vec<(String, String)>)> {
        let words = self.words;
        let list = |sealed: Option<&Sealed>, places: &[Place<'_>]| {
            let href = |id: &SubjectId| sealed.map_or_else(|| subject(id), |sealed| sealed.subject_href(id));
            let line = |(_, result): &Place<'_>| (href(&result.subject), result.shown().to_owned());
            places.iter().take(200).map(line).collect::<Vec<_>>()
        };
        let (before, after) = (self.two.map(|two| two.before.as_ref()), self.two.map(|two| two.after.as_ref()));
        let mut lists = vec![
            (words.tn("compare-new-title", self.found.new.len()), list(after, &self.found.new)),
            (words.tn("compare-gone-title", self.found.gone.len()), list(before, &self.found.gone)),
        ];
        lists.retain(|(_, list)| !list.is_empty());
        lists
    }
}

/// The page of a subject.
fn subject(id: &SubjectId) -> String {
    format!("/subjects/{}", segment(id.as_str()))
}

/// The grade, or from which to which.
fn grades(before: &SubjectResult, after: &SubjectResult) -> Cell {
    let grade = |one: &SubjectResult| one.grade.clone().unwrap_or_else(|| number::MISSING.to_owned());
    let (from, to) = (grade(before), grade(after));
    if from == to { Cell::Text(to) } else { Cell::Text(format!("{from} → {to}")) }
}
