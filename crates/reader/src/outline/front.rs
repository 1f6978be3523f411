//! The head of a document: title, issuer, number, date, addressees, and where the body begins.

use crate::lex::bracket::split_outside;
use crate::mend::{Line, Mended, Span};

use super::{annex, header, marker};

/// How far into a document its head may reach, in lines.
const REACH: usize = 80;

/// The head of a document.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub title: Option<String>,
    pub issuer: Option<String>,
    pub number: Option<String>,
    pub date: Option<String>,
    pub addressees: Vec<String>,
    /// The line the body begins with.
    pub body: usize,
    /// It is a notice that forwards a plan.
    pub forwards: bool,
    /// The plan stands in an annex that is still to come.
    pub awaits: bool,
}

/// Reads the head; `given` is the title line of a compilation.
pub(super) fn front(mended: &Mended<'_>, lines: &[Line], given: Option<usize>) -> Front {
    let words: Vec<&str> = lines.iter().map(|line| mended.words(line.span)).collect();
    let firm = |text: &&str| marker::marker(text).is_some();
    let zone = words.iter().position(firm).unwrap_or(words.len()).min(REACH);
    let head = words.get(..zone).unwrap_or_default();
    let mut front = Front::default();
    titles(&mut front, &words, head, given);
    let verbatim = |at: usize| lines.get(at).map(|line| mended.verbatim(line.span));
    if let Some(at) =
        head.iter().position(|text| header::number(text).is_some_and(|number| number.len() * 2 > text.len()))
    {
        front.number = header::number(words.get(at).unwrap_or(&"")).map(ToOwned::to_owned);
    }
    addressees(&mut front, mended, lines, head);
    let dated = |text: &&str| header::date(text).is_some();
    let tail = words.get(words.len().saturating_sub(12)..).unwrap_or_default();
    front.date = head.iter().chain(tail).find(|text| dated(text)).and_then(|text| header::date(text));
    let signs = |text: &&str| header::is_agency(text);
    front.issuer = head
        .iter()
        .position(signs)
        .and_then(verbatim)
        .or_else(|| head.iter().find_map(|text| before_about(text)))
        .or_else(|| {
            let at = words.iter().rposition(signs).filter(|at| at + 3 >= words.len());
            at.and_then(verbatim)
        });
    asides(&mut front, mended);
    front
}

/// Finds the title and where the body begins.
fn titles(front: &mut Front, words: &[&str], head: &[&str], given: Option<usize>) {
    let all: Vec<usize> =
        head.iter().enumerate().filter(|(_, text)| header::is_title(text)).map(|(at, _)| at).collect();
    let text = |at: usize| words.get(at).copied().unwrap_or_default();
    let notice = all.iter().copied().find(|at| header::forwards(text(*at)));
    if let Some(at) = given {
        front.title = Some(text(at).to_owned());
        front.body = at + 1;
    } else if let Some(notice) = notice {
        front.forwards = true;
        let plan = all.iter().copied().rfind(|at| *at > notice && !header::forwards(text(*at)));
        let annexed = || {
            let annex = words.iter().position(|text| annex(text)).filter(|at| *at > notice)?;
            (annex + 1..annex + 4).find(|at| header::is_title(text(*at)))
        };
        front.awaits = plan.is_none() && annexed().is_some();
        let title = plan.or_else(annexed);
        front.title = title.map(|at| text(at).to_owned()).or_else(|| header::forwarded(text(notice)));
        front.body = plan.unwrap_or(notice) + 1;
    } else if let Some(first) = all.first().copied() {
        front.title = Some(text(first).to_owned());
        // A site repeats the title above the text; the body begins below the last copy.
        front.body = all.last().copied().unwrap_or(first) + 1;
    } else {
        let plain =
            |text: &&&str| text.chars().count() <= 60 && !text.ends_with(['。', ':', ';']) && !text.contains('\t');
        let first = head.first().filter(plain);
        front.title = first.map(|text| (*text).to_owned());
        front.body = usize::from(first.is_some());
    }
}

/// Finds to whom the document is addressed; the body of a document without notice begins below.
fn addressees(front: &mut Front, mended: &Mended<'_>, lines: &[Line], head: &[&str]) {
    const TO: &[&str] = &["政府", "部门", "单位", "委员会", "管委会", "机构", "企业", "局", "办", "街道", "镇", "园区"];
    let addressed = |text: &&str| {
        let Some(text) = text.strip_suffix(':') else { return false };
        !text.contains(['。', ';', ':']) && (text.starts_with('各') || TO.iter().any(|word| text.ends_with(word)))
    };
    let Some(at) = head.iter().position(addressed) else { return };
    let (Some(line), Some(text)) = (lines.get(at), head.get(at)) else { return };
    let marks: &[char] = if text.contains(',') { &[','] } else { &['、', ' '] };
    let names = split_outside(text.trim_end_matches(':'), marks);
    front.addressees = names.into_iter().map(|name| mended.verbatim(name.after(line.span.start))).collect();
    front.body = front.body.max(at + 1);
}

/// Who stands before 关于 in a title, where it is an agency.
fn before_about(text: &str) -> Option<String> {
    if !header::is_title(text) {
        return None;
    }
    let who = text.split_once("关于").map(|(who, _)| who.trim())?;
    let who = who.trim_end_matches("印发").trim_end_matches("转发").trim();
    let names = split_outside(who, &['、', ' ']);
    let all = !names.is_empty() && names.iter().all(|name: &Span| header::is_agency(name.of(who)));
    all.then(|| who.to_owned())
}

/// Fills what the text does not say from what the page around it says.
fn asides(front: &mut Front, mended: &Mended<'_>) {
    for aside in mended.asides() {
        match aside.key.as_str() {
            "制定机关" | "发布机构" | "发文机关" | "发布单位" if front.issuer.is_none() => {
                front.issuer = Some(aside.value.clone());
            }
            "字号" | "文号" | "发文字号" if front.number.is_none() => {
                front.number = header::number(&aside.value).map(ToOwned::to_owned);
            }
            "公布日期" | "发布日期" | "成文日期" | "发文日期" if front.date.is_none() => {
                let day: String = aside.value.chars().take_while(|ch| !ch.is_whitespace()).take(11).collect();
                let short: String = aside.value.chars().take(10).collect();
                front.date = header::date(&day).or_else(|| header::date(&short));
            }
            _ => {}
        }
    }
}
