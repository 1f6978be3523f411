//! The numbers of a piece that may be values; names, dates, orders and frequencies are left out.

use crate::lex::{Kind, Quantity, Sense, Side, Token, tokens};
use crate::mend::Span;

use super::line::{Line, Piece};
use super::words::Class;

/// What a value is told by.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A number with its unit.
    Number(Quantity),
    /// 翻一番: so many times.
    Times(f64),
    /// 全覆盖 or 清零: a share in percent that is not written.
    Share(f64),
}

/// A number that may be a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// Its token.
    pub token: usize,
    /// Its place, without comparators.
    pub span: Span,
    /// What it says.
    pub what: What,
}

impl Candidate {
    /// It counts things rather than measuring one.
    pub fn counts(&self) -> bool {
        const COUNTED: &[&str] = &[
            "家", "个", "项", "户", "条", "人", "件", "座", "所", "处", "支", "台", "套", "辆", "栋", "幢", "名", "种",
            "类", "款", "宗", "只", "张", "例", "颗", "艘", "架", "部", "对", "组", "片", "块", "场", "批", "位", "门",
            "平台",
        ];
        matches!(&self.what, What::Number(number) if !number.level && COUNTED.contains(&number.unit.as_str()))
    }

    /// It is a share.
    pub fn percent(&self) -> bool {
        matches!(&self.what, What::Number(number) if number.is_percent())
    }

    /// It is a size such as 千亿级.
    pub fn level(&self) -> bool {
        matches!(&self.what, What::Number(number) if number.level)
    }
}

/// The candidates of a piece, in order.
pub(super) fn candidates(line: &Line<'_>, piece: &Piece) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let of = |at: usize, token: &Token, what| Candidate { token: at, span: token.span, what };
    for (at, token) in line.outer(piece.tokens.clone()).rev() {
        let before = line.words(Span::new(piece.span.start, token.span.start));
        let after = line.words(Span::new(token.span.end, piece.span.end));
        match &token.kind {
            Kind::Quantity(number) => {
                // 6、8个百分点: the unit stands once, at the end.
                let next = out.last().filter(|next| next.token == at + 2 && after.starts_with(['、', '和', '及']));
                let lent = next.and_then(|next| match &next.what {
                    What::Number(next) if number.unit.is_empty() && !number.level => Some(next.clone()),
                    _ => None,
                });
                let mut number = number.clone();
                if let Some(next) = lent {
                    number.unit = next.unit;
                    if number.low.scale == rust_decimal::Decimal::ONE {
                        number.low.scale = next.low.scale;
                    }
                }
                if !is_name(&number, before, after, line.words(piece.span)) {
                    out.push(of(at, token, What::Number(number)));
                }
            }
            Kind::Compare(compare) if compare.sense == Sense::Multiply && is_end(after) => {
                let word = line.words(token.span);
                let times = if word.contains("两") { 4.0 } else { 2.0 };
                out.push(of(at, token, What::Times(times)));
            }
            Kind::Words => out.extend(implied(line, piece, at, token).or_else(|| ordinal(line, piece, at, token))),
            _ => {}
        }
    }
    out.reverse();
    out
}

/// Nothing but a comparator or a mark follows.
fn is_end(after: &str) -> bool {
    after.is_empty() || after.starts_with(['、', '(', '和', '及']) || after.starts_with("以上")
}

/// 全覆盖 and 清零 at the end of a member.
fn implied(line: &Line<'_>, piece: &Piece, at: usize, token: &Token) -> Option<Candidate> {
    let words = line.words(token.span);
    let (word, share) = [("全覆盖", 100.0), ("清零", 0.0)].into_iter().find(|(word, _)| words.ends_with(word))?;
    let after = line.words(Span::new(token.span.end, piece.span.end));
    let span = Span::new(token.span.end - word.len(), token.span.end);
    let named = words.len() + token.span.start - piece.span.start > word.len();
    if is_end(after) && named { Some(Candidate { token: at, span, what: What::Share(share) }) } else { None }
}

/// 整合优化至: a verb of at most four characters, then where it is to come to.
fn moves(after: &str) -> bool {
    let verb = |ch: char| !"、,和及".contains(ch) && !ch.is_ascii_digit();
    after.char_indices().take(5).take_while(|(_, ch)| verb(*ch)).any(|(at, ch)| {
        let found = after.get(at..).and_then(crate::lex::compare::compare);
        let reaches = found.is_some_and(|(_, compare)| {
            compare.side == Side::Before && matches!(compare.sense, Sense::Reach | Sense::AtMost)
        });
        reaches || at > 0 && matches!(ch, '至' | '到')
    })
}

/// 第3位 at the end of a member that tells a rank; 第3批 is an order.
fn ordinal(line: &Line<'_>, piece: &Piece, at: usize, token: &Token) -> Option<Candidate> {
    let words = line.words(token.span);
    let start = words.rfind('第')? + '第'.len_utf8();
    let first = tokens(words.get(start..)?).into_iter().next()?;
    let Kind::Quantity(number) = first.kind else { return None };
    let span = first.span.after(token.span.start + start);
    let before = line.words(Span::new(piece.span.start, span.start));
    let ranked = ["排", "居", "位列", "进", "保持", "升"].iter().any(|word| before.contains(word));
    let place = matches!(number.unit.as_str(), "位" | "名") && span.end == token.span.end && first.span.start == 0;
    let after = line.words(Span::new(token.span.end, piece.span.end));
    (place && ranked && is_end(after)).then_some(Candidate { token: at, span, what: What::Number(number) })
}

/// Numbers that are part of a name, a date, an order or a frequency.
fn is_name(number: &Quantity, before: &str, after: &str, piece: &str) -> bool {
    let glued = |ch: char| "+/×∶:*#".contains(ch);
    if before.ends_with(['每', '第', '后', '近']) && !before.ends_with("附近")
        || before.ends_with(glued)
        || after.starts_with(glued)
        || before.ends_with(|ch: char| ch.is_ascii_alphanumeric() || ch == '-' || ch == '.')
        || ["最后", "年产", "日产", "年处理", "日处理", "占地", "装机", "单体"]
            .iter()
            .any(|word| before.ends_with(word))
    {
        return true;
    }
    // 年产30万吨甲醇、20万吨乙醇等项目: capacities name projects.
    if ["年产", "日产", "年处理", "日处理"].iter().any(|word| before.contains(word)) && after.contains("项目")
    {
        return true;
    }
    if after.starts_with("范围") || after.starts_with("半径") {
        return true;
    }
    // 由15万元提高到25万元: where it stood.
    let near = before.char_indices().rev().nth(14).and_then(|(at, _)| before.get(at..)).unwrap_or(before);
    if near.contains(['由', '从']) && moves(after) {
        return true;
    }
    let ranked = before.ends_with('前') || Class::Entry.ends(before).is_some();
    match number.unit.as_str() {
        "" if number.level || number.low.scale > rust_decimal::Decimal::ONE => false,
        // 排名进入全国前10.
        "" if before.ends_with('前') && after.is_empty() => {
            !["进入", "位居", "跻身", "进位", "迈入"].iter().any(|verb| before.contains(verb))
        }
        "" => {
            let mut measure = before;
            while let Some(rest) = Class::Reach.ends(measure).and_then(|word| measure.strip_suffix(word)) {
                measure = rest;
            }
            !(ranked || Class::Pure.ends(measure).is_some() || after.is_empty() && measure.ends_with("数"))
        }
        "强" => !ranked && !Class::Entry.within(before),
        "级" | "星级" | "点" | "折" | "成" | "批次" | "期" | "章" | "季度" | "个季度" | "年" | "篇" | "册" | "本"
        | "份" | "度" => true,
        "分" => !["满意度", "指数", "综合评价", "评价得分"].iter().any(|word| before.contains(word)),
        "天" | "日" | "月" | "个月" | "周" | "小时" | "分钟" | "秒" | "工作日" | "个工作日" => {
            !Class::Shorten.within(before) && !before.contains("天数")
        }
        "次" => Class::Routine.within(piece),
        _ => false,
    }
}
