//! A workbook to fill in: headers, lists to choose from, and a sheet that says what goes where.

use domain::register::{Column as Field, Kind, Role, Takes};
use domain::say::{Lang, Said, Say};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign,
    FormatBorder,
};

use crate::book::page::{Column, Kind as Shown, Page, Put, Top};
use crate::book::{BookError, begin};

/// How far down lists and checks reach.
const ROWS: u32 = 20_000;

/// The template of a register.
///
/// # Errors
/// [`BookError`] when `created` is no time.
pub fn register_template(kind: Kind, lang: Lang, created: &str) -> Result<Vec<u8>, BookError> {
    let title = kind.say(lang);
    let mut book = begin(&title, created)?;
    let columns = Field::of(kind);
    let sheet = book.add_worksheet();
    sheet.set_name(title.as_str())?;
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00DD_E6F0))
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00A6_A6A6));
    let (text, day) = (Format::new().set_num_format("@"), Format::new().set_num_format("yyyy-mm-dd"));
    for (at, column) in (0_u16..).zip(&columns) {
        let mark = if column.required() { "*" } else { "" };
        sheet.set_column_width(at, 18)?;
        match takes(column) {
            Some(Takes::Measure(_) | Takes::Between(..)) => {}
            Some(Takes::Day) | None if is_day(column) => {
                sheet.set_column_format(at, &day)?;
                let (first, last) = (ExcelDateTime::from_ymd(1900, 1, 1)?, ExcelDateTime::from_ymd(2200, 12, 31)?);
                let check = DataValidation::new()
                    .allow_date(DataValidationRule::Between(first, last))
                    .set_error_style(DataValidationErrorStyle::Warning);
                sheet.add_data_validation(1, at, ROWS, at, &check)?;
            }
            Some(Takes::OneOf(choices)) => {
                sheet.set_column_format(at, &text)?;
                let words: Vec<&str> = choices.iter().map(|choice| choice.zh).collect();
                let check = DataValidation::new()
                    .allow_list_strings(&words)?
                    .set_error_style(DataValidationErrorStyle::Warning);
                sheet.add_data_validation(1, at, ROWS, at, &check)?;
            }
            _ => {
                sheet.set_column_format(at, &text)?;
            }
        }
        sheet.write_string_with_format(0, at, format!("{}{mark}", column.title(lang)), &head)?;
    }
    sheet.set_row_height(0, 32)?;
    sheet.set_freeze_panes(1, 2)?;
    instructions(&mut book, kind, &columns, lang)?;
    Ok(book.save_to_buffer()?)
}

fn takes(column: &Field) -> Option<Takes> {
    match column {
        Field::Field(field) => Some(field.takes),
        _ => None,
    }
}

fn is_day(column: &Field) -> bool {
    matches!(column, Field::From | Field::To) || takes(column) == Some(Takes::Day)
}

fn instructions(
    book: &mut rust_xlsxwriter::Workbook,
    kind: Kind,
    columns: &[Field],
    lang: Lang,
) -> Result<(), BookError> {
    let words = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let lines: Vec<String> = [
        Said::new(
            "一行是一个对象从“生效日期”起的情况；同一对象前后有变化，写成几行，各写生效日期。",
            "A row says how a record is from a day on; a record that changes has several rows, each with its day.",
        ),
        Said::new(
            "空白的单元格不改动已有内容；写“—”表示此后没有。",
            "A blank cell leaves things as they are; a dash says that there is nothing from then on.",
        ),
        Said::new(
            "已登记的对象按代码识别，没有代码的按名称和上级识别；与名录相同的行不产生任何改动。",
            "Known records are found by code, else by name and what they belong to; rows that say what is known change nothing.",
        ),
        Said::new("整个文件检查无误后才一次写入；有错时一处也不写。", "The whole file is checked first; where anything is wrong, nothing is written."),
    ]
    .iter()
    .map(|said| said.say(lang))
    .collect();
    let heads = [
        Column::new(words("列", "Column"), Shown::Text),
        Column::new(words("必填", "Required"), Shown::Text),
        Column::new(words("怎样填写", "What goes there"), Shown::Long),
        Column::new(words("也可用的表头", "Other headers"), Shown::Long),
    ];
    let top = Top {
        name: words("填写说明", "Instructions"),
        title: words("填写说明", "Instructions"),
        lines: &lines,
        mark: None,
        groups: &[],
        columns: &heads,
        frozen: 0,
    };
    let mut page = Page::begin(book, &top)?;
    for column in columns {
        page.row(&[
            Put::Text(column.title(lang)),
            if column.required() { Put::Text(words("是", "yes")) } else { Put::Blank },
            Put::Made(what(kind, column).say(lang)),
            Put::Made(column.headers().join(words("、", ", "))),
        ])?;
    }
    page.finish(false).map_err(BookError::from)
}

fn what(kind: Kind, column: &Field) -> Said {
    match column {
        Field::Field(field) => field.expected(),
        Field::Link(link) => {
            let kinds = |lang| link.role.parents(kind).iter().map(|kind| kind.say(lang)).collect::<Vec<_>>();
            let (zh, en) = (kinds(Lang::Zh).join("或"), kinds(Lang::En).join(" or "));
            match link.role {
                Role::Zone => Said::new(
                    format!("{zh}的代码或名称；分属几个的，写份额：代码:60%;代码:40%，合计不超过 100%"),
                    format!(
                        "code or name of a {en}; of several, their shares: CODE:60%;CODE:40%, at most 100 % in all"
                    ),
                ),
                Role::Member => Said::new(
                    format!("{zh}的代码或名称，几个用分号隔开"),
                    format!("codes or names of {en}s, parted by semicolons"),
                ),
                Role::Successor => Said::new(
                    format!("取代它的{zh}的代码或名称，几个用分号隔开；可写明日期：代码@2012-11-15"),
                    format!(
                        "code or name of the {en} in its place, parted by semicolons; a day may follow: CODE@2012-11-15"
                    ),
                ),
                _ => Said::new(format!("{zh}的代码或名称"), format!("code or name of a {en}")),
            }
        }
        Field::From => Said::new(
            "从这一天起如此；空白为导入当天",
            "the first day on which it is so; the day of the import where blank",
        ),
        Field::To => Said::new(
            "从这一天起不再存在；仍存在的留空",
            "the first day on which it no longer exists; blank where it does",
        ),
        Field::Reason => Said::new("更正过去的记录时必填", "needed where the past is corrected"),
    }
}
