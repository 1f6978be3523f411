//! Writing: a sheet of each kind of figure, the pack's own words beside every one.

use domain::say::{Lang, Say};
use policy::Pack;
use policy::value::{Value, ValueKind, values};
use rust_decimal::prelude::ToPrimitive;

use super::{KEY, NEW, NOW};
use crate::book::page::{Column, Kind, Page, Put, Top, decimals};
use crate::book::{BookError, begin};

/// The pack's weights, benchmarks and goals, a sheet each, with an empty column for new ones. Sheets that would be empty
/// are left out; the same pack and time give the same bytes. `created` is RFC 3339, from the clock that was passed in.
///
/// # Errors
/// [`BookError`] when `created` is no time.
pub fn pack_book(pack: &Pack, created: &str, lang: Lang) -> Result<Vec<u8>, BookError> {
    let mut book = begin(&pack.meta.title, created)?;
    let found = values(pack);
    for kind in [ValueKind::Weight, ValueKind::Benchmark, ValueKind::Target] {
        let here: Vec<&Value> = found.iter().filter(|value| value.kind == kind).collect();
        if !here.is_empty() || (found.is_empty() && kind == ValueKind::Weight) {
            sheet(&mut book, pack, kind, &here, lang)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

fn sheet(
    book: &mut rust_xlsxwriter::Workbook,
    pack: &Pack,
    kind: ValueKind,
    found: &[&Value],
    lang: Lang,
) -> Result<(), BookError> {
    let say = |zh: &'static str, en: &'static str| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    let shown = |value: &Value| value.now.and_then(|now| now.to_f64());
    let places = decimals(found.iter().filter_map(|value| shown(value)), 12);
    let columns = [
        Column::new(say(KEY[0], KEY[1]), Kind::Text),
        Column::new(say("所在", "in"), Kind::Text),
        Column::new(say("规则", "rule"), Kind::Text),
        Column::new(say("内容", "figure"), Kind::Text),
        Column::new(say("年份", "year"), Kind::Whole),
        Column::new(say("计量单位", "unit"), Kind::Text),
        Column::new(say("依据", "clause"), Kind::Text),
        Column::new(say(NOW[0], NOW[1]), Kind::Number(places)),
        Column::new(say(NEW[0], NEW[1]), Kind::Number(places)),
    ];
    let lines = [say(
        "只在“新值”一列填写要改的数，其余不动；不改的留空。填好后上传，检查通过才会生成新的一版。",
        "Fill in the column “new” where a figure is to change, and leave the rest. What is uploaded is checked like any pack.",
    )
    .to_owned()];
    let title = format!("{}　{}", pack.meta.title, kind.say(lang));
    let mark = say("演示用的政策包", "A pack for demonstration");
    let top = Top {
        name: &kind.say(lang),
        title: &title,
        lines: &lines,
        mark: pack.meta.demonstration.then_some(mark),
        groups: &[],
        columns: &columns,
        frozen: 3,
    };
    let mut page = Page::begin(book, &top)?;
    for value in found {
        page.row(&[
            Put::Text(&value.key),
            Put::Made(value.within.join(" / ")),
            Put::Text(&value.title),
            Put::Made(value.field.say(lang)),
            value.year.map_or(Put::Blank, |year| Put::Number(year.into())),
            value.unit.map_or(Put::Blank, |unit| Put::Made(unit.say(lang))),
            Put::Text(&value.cite),
            Put::figure(shown(value)),
            Put::Blank,
        ])?;
    }
    page.finish(true)?;
    Ok(())
}
