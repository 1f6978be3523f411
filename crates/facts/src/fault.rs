//! How a table may break what a checked table promises, with the cells at fault.

use domain::id::{AttributeName, FormId, IndicatorCode, SubjectId};
use domain::period::Period;
use domain::say::{Lang, Say};

use crate::error::Spot;

/// Why a table cannot become a part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum TableFault {
    /// A value or attribute points outside the lists beside it. A fault of the reader, not of the file.
    OutOfList {
        /// The form.
        form: FormId,
        /// The period.
        period: Period,
        /// Which list.
        list: &'static str,
    },
    /// A list is longer than a part can number.
    TooMany {
        /// The form.
        form: FormId,
        /// The period.
        period: Period,
        /// Which list.
        list: &'static str,
        /// The most there may be.
        most: u64,
    },
    /// One form gives one subject and indicator twice for one period.
    ValueTwice {
        /// The subject.
        subject: SubjectId,
        /// The indicator.
        indicator: IndicatorCode,
        /// The period.
        period: Period,
        /// Where it stands first, and where again.
        spots: Box<[Spot; 2]>,
    },
    /// A figure of 10²⁰ or more.
    TooLarge {
        /// The figure as entered.
        figure: String,
        /// Where it stands.
        spot: Spot,
    },
    /// One form gives an attribute two values for the same days.
    AttributeTwice {
        /// The subject.
        subject: SubjectId,
        /// The attribute.
        attribute: AttributeName,
        /// The values.
        values: Box<[String; 2]>,
        /// Where it stands first, and where again.
        spots: Box<[Spot; 2]>,
    },
    /// Not a day written `YYYY-MM-DD`, or a span that ends before it begins.
    Day {
        /// What was written.
        text: String,
        /// Where the attribute stands.
        spot: Spot,
    },
}

impl Say for TableFault {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }
}

impl TableFault {
    fn zh(&self) -> String {
        let at = |spot: &Spot| spot.say(Lang::Zh);
        match self {
            Self::OutOfList { form, period, list } => format!(
                "报表 {form}（{}）的读取结果前后不一致（{list}）。这是程序的问题，请把文件和日志交给维护人员。",
                period.say(Lang::Zh)
            ),
            Self::TooMany { form, period, list, most } => {
                format!("报表 {form}（{}）的{list}超过 {most} 个。请把文件拆成几张报表导入。", period.say(Lang::Zh))
            }
            Self::ValueTwice { subject, indicator, period, spots } => format!(
                "“{subject}”{}的指标 {indicator} 出现两次：{}；{}。请只保留一处后重新导入。",
                period.say(Lang::Zh),
                at(&spots[0]),
                at(&spots[1])
            ),
            Self::TooLarge { figure, spot } => {
                format!("{}的数值 {figure} 过大（应小于 10 的 20 次方）。请核对数值和计量单位。", at(spot))
            }
            Self::AttributeTwice { subject, attribute, values, spots } => format!(
                "“{subject}”的属性 {attribute} 同时有两个值：“{}”（{}）和“{}”（{}）。请更正一处后重新导入。",
                values[0],
                at(&spots[0]),
                values[1],
                at(&spots[1])
            ),
            Self::Day { text, spot } => {
                format!("{}的有效期“{text}”不正确：应写作 2024-06-30 的形式，且止日晚于起日。", at(spot))
            }
        }
    }

    fn en(&self) -> String {
        let at = |spot: &Spot| spot.say(Lang::En);
        match self {
            Self::OutOfList { form, period, list } => format!(
                "What was read of form {form} ({}) contradicts itself ({list}). This is a fault of the program: give \
                 the file and the log to the maintainers.",
                period.say(Lang::En)
            ),
            Self::TooMany { form, period, list, most } => format!(
                "Form {form} ({}) has more than {most} entries ({list}). Split the file into several forms.",
                period.say(Lang::En)
            ),
            Self::ValueTwice { subject, indicator, period, spots } => format!(
                "Indicator {indicator} of “{subject}” for {} stands twice: {}; {}. Keep one and import again.",
                period.say(Lang::En),
                at(&spots[0]),
                at(&spots[1])
            ),
            Self::TooLarge { figure, spot } => {
                format!("{}: {figure} is too large (10^20 or more). Check the value and its unit of measure.", at(spot))
            }
            Self::AttributeTwice { subject, attribute, values, spots } => format!(
                "Attribute {attribute} of “{subject}” has two values for the same days: “{}” ({}) and “{}” \
                 ({}). Correct one and import again.",
                values[0],
                at(&spots[0]),
                values[1],
                at(&spots[1])
            ),
            Self::Day { text, spot } => format!(
                "{}: “{text}” is not a span of days; write days as 2024-06-30, the end after the beginning.",
                at(spot)
            ),
        }
    }
}
