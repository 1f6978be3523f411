//! How a value becomes points, told as facts.

use domain::say::Said;

use super::fact::{Facts, both, percent, plain};
use super::index;
use crate::scheme::{BaseSteps, Benchmark, Class, ItemFunction, Own};

pub(super) fn function(function: &ItemFunction, facts: &mut Facts) {
    let (zh, en) = match function {
        ItemFunction::Ratio { .. } => ("与基准值之比，不封顶", "ratio to the benchmark, without limit"),
        ItemFunction::RatioCapped { .. } => ("与基准值之比，封顶", "ratio to the benchmark, capped"),
        ItemFunction::MinMaxFloor { .. } => ("最大最小值之间", "between least and greatest"),
        ItemFunction::Inverse { .. } => ("逆向：基准值的两倍得零分", "inverse: nothing at twice the benchmark"),
        ItemFunction::Target { .. } => ("起点与目标之间", "between base and target"),
        ItemFunction::BaseSteps(_) => ("比基期逐步增长", "steps of growth over the base"),
        ItemFunction::Classes { .. } => ("按档次", "by classes"),
        ItemFunction::Count { .. } => ("按个数", "by count"),
        ItemFunction::Index(_) => ("按指数编制", "by the steps of an index"),
    };
    facts.said("function", "计分函数", "function", Said::new(zh, en));
    match function {
        ItemFunction::Ratio { benchmark } => of_benchmark("benchmark", "基准值", "benchmark", benchmark, facts),
        ItemFunction::RatioCapped { benchmark, cap } | ItemFunction::Inverse { benchmark, cap } => {
            of_benchmark("benchmark", "基准值", "benchmark", benchmark, facts);
            facts.number("cap", "得分上限（权重的倍数）", "cap as a multiple of the weight", *cap);
        }
        ItemFunction::MinMaxFloor { floor, over } => {
            facts.number("floor", "最小值得百分之几的分", "points of a hundred for the least", *floor);
            facts.say("over", "最大最小值的范围", "least and greatest over", over);
        }
        ItemFunction::Target { base, target } => {
            of_benchmark("base", "不得分的值", "base", base, facts);
            of_benchmark("target", "得满分的值", "target", target, facts);
        }
        ItemFunction::BaseSteps(steps) => base_steps(steps, facts),
        ItemFunction::Classes { classes, lower } => {
            let (zh, en) = if *lower { ("越低越好", "less is better") } else { ("越高越好", "more is better") };
            facts.said("class.lower", "档次方向", "direction of classes", Said::new(zh, en));
            for (at, Class { bound, share }) in (1_usize..).zip(classes) {
                let words = bound.map_or_else(
                    || (format!("其余得 {}", percent(*share)), format!("the rest earns {}", percent(*share))),
                    |bound| {
                        let (bound, share) = (plain(bound), percent(*share));
                        (format!("{bound} 得 {share}"), format!("{bound} earns {share}"))
                    },
                );
                facts.said(
                    format!("class.{at}"),
                    format!("第 {at} 档"),
                    format!("class {at}"),
                    Said::new(words.0, words.1),
                );
            }
        }
        ItemFunction::Count { points_each, cap } => {
            facts.number("points_each", "每个计分", "points for each", *points_each);
            facts.number("cap", "得分上限（权重的倍数）", "cap as a multiple of the weight", *cap);
        }
        ItemFunction::Index(steps) => index::steps(steps, facts),
    }
}

fn base_steps(steps: &BaseSteps, facts: &mut Facts) {
    let BaseSteps { base, base_share, growth, points, whole, falling, cap } = steps;
    facts.said("base", "基期数值", "figure of the base", own(base));
    facts.percent("base_share", "达到基期水平得分", "for the level of the base", Some(*base_share));
    facts.percent("growth", "每一步的增长", "growth of a step", Some(*growth));
    facts.number("step_points", "每一步加分", "points for a step", *points);
    facts.truth("steps", "不足一步不计", "only whole steps count", *whole);
    facts.say("falling", "低于基期时", "below the base", falling);
    facts.number("cap", "得分上限（权重的倍数）", "cap as a multiple of the weight", *cap);
}

fn of_benchmark(key: &str, zh: &str, en: &str, benchmark: &Benchmark, facts: &mut Facts) {
    match benchmark {
        Benchmark::Fixed(value) => facts.number(key, zh, en, *value),
        Benchmark::ByYear(years) => {
            for (year, value) in years {
                facts.number(format!("{key}.{year}"), format!("{year} 年{zh}"), format!("{en} of {year}"), *value);
            }
        }
        Benchmark::Mean { times, over } => {
            let (times, over) = (plain(*times), both(over));
            let value =
                Said::new(format!("{}平均值的 {times} 倍", over.zh), format!("{times} × the mean of {}", over.en));
            facts.said(key, zh, en, value);
        }
        Benchmark::Best { over } => {
            let over = both(over);
            let value = Said::new(format!("{}的最好值", over.zh), format!("the best of {}", over.en));
            facts.said(key, zh, en, value);
        }
        Benchmark::Percentile { share, over } => {
            let (share, over) = (percent(*share), both(over));
            let value =
                Said::new(format!("{}的 {share} 分位数", over.zh), format!("the {share} quantile of {}", over.en));
            facts.said(key, zh, en, value);
        }
        Benchmark::Own(own_value) => facts.said(key, zh, en, own(own_value)),
    }
}

/// A value of the subject's own, in words.
fn own(own: &Own) -> Said {
    let Own { indicator, when } = own;
    let when = both(when);
    Said::new(format!("本对象{}的 {indicator}", when.zh), format!("the subject's own {indicator}, {}", when.en))
}
