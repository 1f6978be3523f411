//! The audit as rows of a table, for a file that people take away: a row for each change, with its act.

use domain::say::{Lang, Say};
use sea_orm::{DbErr, QueryResult};

use super::read::{ActFilter, Conditions, MOST};
use super::row::{ACT, ACT_WIDTH, ActRow, RawAct, china_time};
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// The heading of a column, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportColumn {
    zh: &'static str,
    en: &'static str,
}

impl Say for ExportColumn {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh.to_owned(),
            Lang::En => self.en.to_owned(),
        }
    }
}

const fn column(zh: &'static str, en: &'static str) -> ExportColumn {
    ExportColumn { zh, en }
}

/// The columns of a row.
pub const EXPORT_COLUMNS: [ExportColumn; 19] = [
    column("操作编号", "act"),
    column("时间（北京时间）", "time (China)"),
    column("人员代码", "person"),
    column("姓名", "name"),
    column("已认证", "authenticated"),
    column("代何人", "on behalf of"),
    column("途径", "way"),
    column("来源", "from"),
    column("请求编号", "request"),
    column("操作", "kind"),
    column("原因", "reason"),
    column("变更序号", "change"),
    column("记录类别", "record kind"),
    column("记录", "record"),
    column("名称", "label"),
    column("变更前", "was"),
    column("变更后", "became"),
    column("链节号", "link"),
    column("链节 SM3", "SM3 of link"),
];

/// A place in an export, for the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportMark {
    at: i64,
    act: i64,
    number: i64,
}

/// A page of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportPage {
    /// The rows, the earliest first.
    pub rows: Vec<[String; EXPORT_COLUMNS.len()]>,
    /// Where the next page begins; none where this is the last.
    pub next: Option<ExportMark>,
}

impl Store {
    /// A page of the acts that are wanted with all they changed, the earliest first; an act that changed nothing has one row.
    /// `after` is the mark that the page before gave.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn export_acts(
        &self,
        filter: &ActFilter,
        after: Option<ExportMark>,
        most: u64,
    ) -> Result<ExportPage, StoreError> {
        let most = most.clamp(1, MOST);
        let mut all = filter.conditions();
        if let Some(ExportMark { at, act, number }) = after {
            let (at, act, number) = (all.place(at), all.place(act), all.place(number));
            // Said twice, so that the engine finds the first act by its index.
            all.and(&format!(
                "(a.at, a.id) >= ({at}, {act}) AND ((a.at, a.id) > ({at}, {act}) OR c.number > {number})"
            ));
        }
        let Conditions { sql, values } = all;
        let sql = format!(
            "SELECT {ACT}, c.number, c.kind, c.record, c.label, c.was, c.became, l.number, l.sm3 \
             FROM act a LEFT JOIN change c ON c.act = a.id LEFT JOIN audit_link l ON l.act = a.id \
             WHERE {sql} ORDER BY a.at, a.id, c.number LIMIT {}",
            most + 1
        );
        let rows = query::all(self.reader(), &sql, values).await.map_err(|source| self.fault(source))?;
        let wanted = usize::try_from(most).unwrap_or(usize::MAX);
        let read: Result<Vec<_>, DbErr> = rows.iter().take(wanted).map(read).collect();
        let read = read.map_err(|source| self.fault(source))?;
        let next = if rows.len() > wanted { read.last().map(|(mark, _)| *mark) } else { None };
        Ok(ExportPage { rows: read.into_iter().map(|(_, row)| row).collect(), next })
    }
}

fn read(row: &QueryResult) -> Result<(ExportMark, [String; EXPORT_COLUMNS.len()]), DbErr> {
    let act: ActRow = RawAct::of(row, 0)?.into();
    let number: Option<i64> = row.try_get_by_index(ACT_WIDTH)?;
    let text = |column: usize| -> Result<String, DbErr> {
        Ok(row.try_get_by_index::<Option<String>>(ACT_WIDTH + column)?.unwrap_or_default())
    };
    let link: Option<i64> = row.try_get_by_index(ACT_WIDTH + 6)?;
    let told = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let mark = ExportMark { at: act.at.micros(), act: act.id, number: number.unwrap_or(i64::MAX) };
    let cells = [
        act.id.to_string(),
        china_time(act.at),
        act.actor.code,
        act.actor.name,
        if act.actor.authenticated { "是" } else { "否" }.to_owned(),
        act.actor.on_behalf.unwrap_or_default(),
        act.origin,
        act.origin_detail,
        act.request,
        act.kind,
        act.reason.unwrap_or_default(),
        told(number),
        text(1)?,
        text(2)?,
        text(3)?,
        text(4)?,
        text(5)?,
        told(link),
        text(7)?,
    ];
    Ok((mark, cells))
}
