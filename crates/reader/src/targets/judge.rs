//! Whether a value is to be reached at all: what speaks for it, what speaks against it.

use crate::mend::Span;

use super::candidate::What;
use super::group::{Group, Main};
use super::indicator::measured;
use super::line::{Line, Piece};
use super::scope::{Due, Frame};
use super::words::Class;

/// What has been said in the sentence so far.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing a sentence may have said")]
pub(super) struct State {
    /// The deadline in force.
    pub due: Option<Due>,
    /// The year from which on it holds: 2030年起.
    pub start: Option<Due>,
    /// The deadlines of the last piece that names some.
    pub years: Vec<Due>,
    /// The sentence tells of the past.
    pub past: bool,
    /// A wish was named.
    pub aim: bool,
    /// 每年, 累计.
    pub often: bool,
    /// A verb that makes the counted was named.
    pub made: bool,
    /// 推动 was named.
    pub pushed: bool,
    /// Its indicators, for what follows without one.
    pub indicators: Vec<String>,
    /// All indicators of the piece before, for 年均分别增长.
    pub listed: Vec<String>,
    /// Who reaches it.
    pub subject: Option<Span>,
}

/// The halves of a line that are rules about money, conditions or words.
pub(super) fn barred_halves(line: &Line<'_>, pieces: &[&Piece]) -> Vec<bool> {
    let mut out = vec![false; pieces.last().map_or(0, |piece| piece.half + 1)];
    let mut first = None;
    for piece in pieces {
        let words = line.words(piece.span);
        let begins = first != Some(piece.half);
        first = Some(piece.half);
        let hangs = begins && Class::Hang.begins(words).is_some() && Class::Uncondition.begins(words).is_none();
        // 累计分别降低: no 计分.
        let pays = words.split("计分别").any(|part| Class::Pay.within(part)) || Class::Define.within(words);
        let pays = pays || scored(words) || allotted(words);
        let ends = words.ends_with('的') || words.ends_with('时');
        if let Some(slot) = out.get_mut(piece.half).filter(|_| hangs || pays || ends && begins) {
            *slot = true;
        }
    }
    out
}

/// 达到3%的得8分, 不足的不得分: what scores is no target.
fn scored(words: &str) -> bool {
    let points = |at: usize, verb: &str| {
        let rest = words.get(at + verb.len()..).unwrap_or_default();
        let more = rest.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == '.');
        more.len() < rest.len()
            && more.strip_prefix('分').is_some_and(|after| !after.starts_with(['之', '别', '钟', '类', '级']))
    };
    let verbs = ["得", "加", "扣", "计", "减", "记"];
    ["不得分", "得满分", "比例得分", "位次得分"].iter().any(|word| words.contains(word))
        || verbs.iter().any(|verb| words.match_indices(verb).any(|(at, verb)| points(at, verb)))
}

/// B类企业按80%安排: what a class of firms gets is no target.
fn allotted(words: &str) -> bool {
    let mut chars = words.chars();
    matches!((chars.next(), chars.next()), (Some('A'..='E'), Some('类' | '档' | '级'))) && words.contains('按')
}

/// What in the words of a piece speaks against any target in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bars {
    /// A condition, a state that has been reached.
    always: bool,
    /// A bar for whoever wants in, unless there is a deadline.
    gate: bool,
}

impl Bars {
    /// Reads the words of a piece.
    pub fn of(words: &str) -> Self {
        let condition = Class::Condition.begins(words).is_some() && Class::Uncondition.begins(words).is_none();
        let done = Class::Done.within(words) && !words.contains("为了") && !stock(words);
        Self { always: condition || words.ends_with('的') || done, gate: Class::Gate.within(words) }
    }

    /// Whether they hold where a deadline is, or is not, in force.
    pub const fn hold(self, firm: bool) -> bool {
        self.always || self.gate && !firm
    }
}

/// 已建成厂房空置率控制在5%以内: what is there already is to change.
fn stock(words: &str) -> bool {
    let Some(rest) = ["已", "现有"].iter().find_map(|word| words.strip_prefix(word)) else { return false };
    let told = ["由", "从", "经", "累计", "有", "将", "把", "达", "超", "突破", "连续"];
    let found = Class::Bound.first(rest).is_some_and(|at| at > 0);
    found && !told.iter().any(|word| rest.starts_with(word)) && !Class::Done.within(rest)
}

/// What is known where a value is judged.
pub(super) struct Held<'s> {
    /// What the sentence said before.
    pub state: &'s State,
    /// A deadline is in force, or goals are listed.
    pub firm: bool,
    /// What holds for the document.
    pub frame: &'s Frame,
}

/// How sure the value of `main` in `group` is to be reached; nothing where it is no target.
pub(super) fn confidence(line: &Line<'_>, group: &Group, main: &Main, held: &Held<'_>) -> Option<f64> {
    let left = line.words(main.left);
    let lead = group.members.first().map(|span| line.words(*span)).unwrap_or_default();
    let right = line.words(main.right);
    let start = group.members.first().map_or(main.left.start, |member| member.start).min(main.left.start);
    let before = line.words(Span::new(start, main.candidate.span.start));
    let (candidate, reading) = (&main.candidate, &main.reading);
    let Held { state, firm, frame } = *held;
    let wished = state.aim || state.often && !frame.rules;
    if Class::Routine.within(right) && matches!(&candidate.what, What::Number(number) if number.unit == "次") {
        return None;
    }
    let made = Class::Make.within(left) || Class::Make.within(lead);
    // 每个园区聚焦2至3个产业.
    let each = lead.starts_with(['每', '各']) && ["聚焦", "主攻", "明确"].iter().any(|verb| left.ends_with(verb));
    let made = made || each;
    if group.follows {
        let named = right.split(['、', '(']).next().unwrap_or_default();
        if Class::Uncounted.ends(named).is_some() || right.starts_with('的') && !right.contains("园区") && !made {
            return None;
        }
        let weak = Class::Weak.within(left) || Class::Weak.within(lead);
        let pushed = Class::Push.within(left) || Class::Push.within(lead);
        let pushed = (pushed || state.pushed && left.is_empty()) && frame.outlined && !frame.rules;
        let inherited = state.made && (left.is_empty() || left.ends_with('等'));
        let becomes = Class::Become.within(right) && (wished || firm);
        if !(made || inherited || becomes || state.aim || reading.compared || pushed || weak && (firm || wished)) {
            return None;
        }
        // 建成甲、乙等5个平台 is an output, 甲、乙等5个平台 says how many a list names.
        if left.ends_with('等') && !((made || state.made) && (firm || wished)) {
            return None;
        }
        return grade(firm, wished, (made || inherited || pushed) && frame.outlined && !frame.rules);
    }
    if !candidate.counts() && !candidate.percent() {
        // 投资10亿元以上的项目 says which project; 打造千亿级产业集群 says how large it is to be.
        let thing = Class::Thing.begins(right).is_some();
        let verb = left.is_empty() || Class::Make.ends(left).is_some();
        // 某公司100亩地项目: the measure describes what follows.
        let described = !right.is_empty() && !left.is_empty() && Class::Make.ends(left).is_none();
        if described && !candidate.level() && !reading.compared && !reading.growth && !reading.rank {
            return None;
        }
        let listed = left.is_empty() && !right.is_empty() && !candidate.level() && !reading.compared;
        if listed
            || right.starts_with('的')
            || thing && !(candidate.level() && verb) && !(verb && !reading.compared && firm) && !reading.rank
        {
            return None;
        }
    }
    // 排名前20%(含)的企业 says which.
    let behind = line.text.get(reading.end..).unwrap_or_default();
    let bracket = behind.starts_with('(').then(|| behind.char_indices().take(20).find(|(_, ch)| *ch == ')')).flatten();
    if reading.rank && bracket.is_some_and(|(at, _)| behind.get(at + 1..).is_some_and(|rest| rest.starts_with('的'))) {
        return None;
    }
    if candidate.percent() && right.starts_with('的') && !(firm && super::indicator::clean(left).is_empty()) {
        return None;
    }
    if fund(left, right) {
        return None;
    }
    if candidate.level() || reading.implied || matches!(candidate.what, What::Times(_)) {
        let verb = ["实现", "达到", "做到", "确保", "建成", "打造", "形成"].iter().any(|verb| before.contains(verb));
        return grade(firm, wished, verb && frame.outlined && !frame.rules);
    }
    let strict = candidate.percent() && matches!(reading.comparator.as_str(), ">=" | "<=") && left.chars().count() > 3;
    let noun = strict
        || measured(left)
        || left.is_empty() && !state.indicators.is_empty()
        || Class::Tail.first(left).is_some();
    let grows = reading.growth && left.chars().count() > 2;
    let stands = noun && candidate.percent() && (reading.compared || measured(left))
        || reading.compared && noun && (reading.growth || reading.rank || left.contains("数量"))
        || grows
        || reading.base.is_some() && reading.compared && measured(left)
        || Class::Shorten.within(before) && reading.compared && (measured(left) || lasts(main));
    // 到位资金不少于1000亿元; a bar for projects is told for each mu.
    let bound = reading.compared
        && measured(left)
        && matches!(reading.comparator.as_str(), ">=" | "<=" | ">")
        && reading.unit.as_deref().is_some_and(|unit| !unit.contains('/'));
    // 内设机构控制在10个以内.
    let kept = reading.compared && reading.comparator == "<=" && before.contains("控制在");
    // 开展外出招商不少于10次.
    let held_often = reading.compared && matches!(&candidate.what, What::Number(number) if number.unit == "次");
    let counted = candidate.counts() && (made || state.made) || held_often && Class::Weak.within(left);
    let leads = Class::Make.begins(&super::indicator::clean(left)).is_some();
    let amount = made && (reading.compared || leads) && !candidate.counts();
    grade(
        firm,
        wished,
        (stands || bound || kept || counted || amount || reading.rank) && frame.outlined && !frame.rules,
    )
}

/// A value is told in days or hours.
fn lasts(main: &Main) -> bool {
    matches!(main.reading.unit.as_deref(), Some("工作日" | "个工作日" | "天" | "小时" | "分钟" | "个月"))
}

/// Money set aside is a rule about money.
fn fund(left: &str, right: &str) -> bool {
    let money = |text: &str| ["基金", "资金", "财政"].iter().any(|word| text.contains(word));
    ["设立", "安排", "统筹", "预算"].iter().any(|verb| left.contains(verb)) && (money(left) || money(right))
}

/// How sure a target is, by what speaks for it.
const fn grade(firm: bool, wished: bool, formed: bool) -> Option<f64> {
    match (firm, wished, formed) {
        (true, _, _) => Some(0.9),
        (false, true, _) => Some(0.8),
        (false, false, true) => Some(0.7),
        (false, false, false) => None,
    }
}
