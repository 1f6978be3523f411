//! Cut-offs (90分以上为优秀) and points (每引进1家加2分).

use crate::lex::bracket::{pairs, split_outside};
use crate::lex::{Kind, tokens};
use crate::mend::Span;

use super::{Found, WORDS};

/// The cut-offs and points of a half of a sentence; empty where it has none.
pub(super) fn rules(text: &str, half: Span) -> Vec<Found> {
    let words = half.of(text);
    if !words.contains('分') && !words.contains('%') && !words.contains('名') && !words.contains('位') {
        return Vec::new();
    }
    let mut out = bands(words);
    if out.is_empty() {
        out = graded(words);
    }
    if out.is_empty() {
        out = headed(words);
    }
    if out.is_empty() {
        out = points(words);
    }
    for found in &mut out {
        found.span = found.span.after(half.start);
    }
    out
}

/// 90分以上为优秀,80—89分为良好: one rule for each grade.
fn bands(words: &str) -> Vec<Found> {
    let pieces = split_outside(words, &[',', '、', ';', ':']);
    let band = |piece: &Span| {
        let own = piece.of(words);
        let (at, verb) = WORDS
            .of("grade_verb")
            .iter()
            .filter_map(|verb| own.find(verb).map(|at| (at, verb.len())))
            .min_by_key(|(at, length)| (*at, usize::MAX - length))?;
        let (condition, grade) = (own.get(..at)?, own.get(at + verb..)?);
        let grade = grade.trim_start_matches(['“', '"']);
        let short = grade.chars().count() <= 14 && WORDS.starts("grade", grade).is_some();
        (short && (cut(condition) || ranged(condition))).then(|| Found {
            span: *piece,
            condition: condition.trim_end_matches(['的', ',']).to_owned(),
            consequence: own.get(at..).unwrap_or_default().to_owned(),
            kind: "band",
            confidence: 0.8,
        })
    };
    pieces.iter().filter_map(band).collect()
}

/// 优秀(90分以上)、良好(80分以上): the cut-off stands in a bracket behind its grade.
fn graded(words: &str) -> Vec<Found> {
    let band = |pair: crate::lex::bracket::Pair| {
        let inner = pair.inner.of(words);
        let before = words.get(..pair.outer.start)?.trim_end_matches('”');
        let length = WORDS.ends("grade", before)?;
        let grade = before.get(before.len() - length..)?;
        (cut(inner) && inner.chars().count() <= 24).then(|| Found {
            span: Span::new(before.len() - length, pair.outer.end),
            condition: inner.to_owned(),
            consequence: grade.to_owned(),
            kind: "band",
            confidence: 0.7,
        })
    };
    pairs(words).into_iter().filter_map(band).collect()
}

/// A类(优先发展类):得分排名前20%的企业: the grade stands before a colon.
fn headed(words: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for piece in split_outside(words, &[',', ';']) {
        let own = piece.of(words);
        let head = own.split_once(':').filter(|(head, _)| head.chars().count() <= 16);
        let head = head.filter(|(head, _)| WORDS.starts("grade", head.trim_start_matches(['“', '"'])).is_some());
        match (head, out.last_mut()) {
            (Some((grade, condition)), _) => out.push(Found {
                span: piece,
                condition: condition.trim_end_matches(['的', ',']).to_owned(),
                consequence: grade.to_owned(),
                kind: "band",
                confidence: 0.7,
            }),
            (None, Some(last)) => {
                last.span.end = piece.end;
                last.condition = format!("{},{}", last.condition, own.trim_end_matches('的'));
            }
            (None, None) => return Vec::new(),
        }
    }
    let told = |found: &Found| cut(&found.condition) && found.condition.chars().count() <= 80;
    if out.iter().all(told) { out } else { Vec::new() }
}

/// 20%至70%的: nothing but a range of shares or scores, which only a rating can be about.
fn ranged(words: &str) -> bool {
    let words = words.trim_end_matches(['的', ',']).trim_start_matches("综合").trim_start_matches("得分");
    let number = |words: &str| {
        let words = ["(含)", "(不含)"].iter().find_map(|word| words.strip_suffix(word)).unwrap_or(words);
        let figure = words.strip_suffix('%').or_else(|| words.strip_suffix('分'));
        figure.is_some_and(|figure| !figure.is_empty() && figure.chars().all(|ch| ch.is_ascii_digit() || ch == '.'))
    };
    ["至", "—", "-", "~", "到"].iter().filter_map(|sign| words.split_once(sign)).any(|(low, high)| {
        let high = high.trim_end_matches("之间");
        number(high)
            && (number(low.trim_end_matches("(含)")) || low.chars().all(|ch| ch.is_ascii_digit()) && !low.is_empty())
    })
}

/// Whether words name a score or a rank with a bound: 90分以上, 80—89分, 前30%, 后5位.
pub(super) fn cut(words: &str) -> bool {
    let tokens = tokens(words);
    tokens.iter().any(|token| {
        let Some(quantity) = token.quantity() else { return false };
        let (before, after) =
            (words.get(..token.span.start).unwrap_or_default(), words.get(token.span.end..).unwrap_or_default());
        let bound = quantity.high.is_some()
            || after.contains("以上")
            || after.contains("以下")
            || after.contains("以内")
            || after.contains("之间")
            || ["≥", "≤", ">", "<", "低于", "高于", "不足", "不低于", "达到", "超过", "大于", "小于"]
                .iter()
                .any(|sign| before.contains(sign));
        let ranked = before.ends_with(['前', '后'])
            || before.ends_with("最后")
            || before.ends_with("末")
            || before.ends_with("倒数");
        quantity.unit == "分" && bound
            || matches!(quantity.unit.as_str(), "%" | "名" | "位") && (ranked || before.contains("排名") && bound)
    })
}

/// 每引进1家加2分,最高加10分; 未完成的不得分.
fn points(words: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut before: Option<Span> = None;
    for clause in split_outside(words, &[',', ';', ':']) {
        let own = clause.of(words);
        let more = WORDS.starts("point_more", own).is_some();
        let at = point(own).or_else(|| (more && own.ends_with('分')).then_some(0));
        let Some(at) = at else {
            before =
                Some(before.map_or(
                    clause,
                    |before| if clause.end - before.start < 240 { before.join(clause) } else { clause },
                ));
            continue;
        };
        if let Some(last) = out.last_mut().filter(|last| more && before.is_none() && last.span.end <= clause.start) {
            last.span.end = clause.end;
            last.consequence = format!("{},{own}", last.consequence);
            continue;
        }
        let head = own.get(..at).unwrap_or_default().trim_end_matches(['的', '可', '则']);
        let lead = before.take();
        let condition = match (lead, head.is_empty()) {
            (Some(lead), true) => lead.of(words).trim_end_matches('的').to_owned(),
            (Some(lead), false) => format!("{},{head}", lead.of(words)),
            (None, _) => head.to_owned(),
        };
        if condition.chars().count() < 3 {
            continue;
        }
        out.push(Found {
            span: lead.map_or(clause, |lead| lead.join(clause)),
            condition,
            consequence: own.get(at..).unwrap_or_default().to_owned(),
            kind: "points",
            confidence: 0.7,
        });
    }
    out
}

/// Where points are given or taken in a clause.
fn point(own: &str) -> Option<usize> {
    let told = WORDS.first("point_word", own).map(|span| span.start);
    let tokens = tokens(own);
    let counted = tokens.iter().find_map(|token| {
        let quantity = token.quantity().filter(|quantity| quantity.unit == "分")?;
        let before = own.get(..token.span.start)?;
        let length = WORDS.ends("point", before).filter(|_| WORDS.ends("point_no", before).is_none())?;
        // 满分, 评分 and 90分以上 are no points given.
        let rest = own.get(token.span.end..)?;
        let plain =
            !rest.starts_with(['以', '及', '(']) && quantity.high.is_none() && !matches!(token.kind, Kind::Time(_));
        plain.then_some(before.len() - length)
    });
    counted.or(told)
}
