//! What can be wrong with a unit of measure, said to people.

use rust_decimal::Decimal;

use super::Unit;
use crate::say::{Lang, Say};

/// Why a text is no unit of measure, or a conversion is not possible.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// Nothing, or only spaces.
    #[error("{}", self.say(Lang::Zh))]
    Empty,
    /// Longer than any unit of measure is written.
    #[error("{}", self.say(Lang::Zh))]
    TooLong {
        /// How the text begins.
        text: String,
    },
    /// A part has no known name.
    #[error("{}", self.say(Lang::Zh))]
    Unknown {
        /// The whole text.
        text: String,
        /// The part that is not known.
        part: String,
        /// Known names near to it, nearest first.
        nearest: Vec<String>,
    },
    /// Strokes, brackets or dots stand where they cannot.
    #[error("{}", self.say(Lang::Zh))]
    Shape {
        /// The whole text.
        text: String,
    },
    /// More parts, or a higher power, than a unit of measure may have.
    #[error("{}", self.say(Lang::Zh))]
    TooManyParts,
    /// The two measure different things.
    #[error("{}", self.say(Lang::Zh))]
    Dimension {
        /// What the figure has.
        from: Unit,
        /// What was asked for.
        to: Unit,
    },
    /// The figure does not fit after conversion.
    #[error("{}", self.say(Lang::Zh))]
    TooLarge {
        /// The figure before conversion.
        value: Decimal,
        /// What was asked for.
        to: Unit,
    },
}

impl Say for UnitError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.in_chinese(),
            Lang::En => self.in_english(),
        }
    }
}

impl UnitError {
    fn in_chinese(&self) -> String {
        let name = |unit: &Unit| unit.say(Lang::Zh);
        match self {
            Self::Empty => "计量单位为空，请填写，如“万元/亩”".to_owned(),
            Self::TooLong { text } => format!("计量单位过长：“{text}…”，请核对"),
            Self::Unknown { text, part, nearest } => {
                let whole = if text == part { String::new() } else { format!("（在“{text}”中）") };
                let near = match nearest.join("、") {
                    near if near.is_empty() => "请改用已知的单位，如 万元、亩、%".to_owned(),
                    near => format!("相近的有：{near}"),
                };
                format!("未知的计量单位“{part}”{whole}；{near}")
            }
            Self::Shape { text } => {
                format!("“{text}”不是计量单位的写法；应如“万元/亩”“万元/人·年”或 wan_yuan/(person.year)")
            }
            Self::TooManyParts => "计量单位的组成过多或幂次过高，请简化".to_owned(),
            Self::Dimension { from, to } => format!(
                "“{}”（{}）不能换算为“{}”（{}），请核对单位",
                name(from),
                from.dimension().say(Lang::Zh),
                name(to),
                to.dimension().say(Lang::Zh)
            ),
            Self::TooLarge { value, to } => format!("{value} 换算为“{}”后超出可表示的范围，请核对数值", name(to)),
        }
    }

    fn in_english(&self) -> String {
        let name = |unit: &Unit| unit.say(Lang::En);
        match self {
            Self::Empty => "the unit of measure is empty; write one, as wan_yuan/mu".to_owned(),
            Self::TooLong { text } => format!("the unit of measure is too long: “{text}…”; check it"),
            Self::Unknown { text, part, nearest } => {
                let whole = if text == part { String::new() } else { format!(" (in “{text}”)") };
                let near = match nearest.join(", ") {
                    near if near.is_empty() => "use a known one, as wan_yuan, mu, percent".to_owned(),
                    near => format!("near to it: {near}"),
                };
                format!("unknown unit of measure “{part}”{whole}; {near}")
            }
            Self::Shape { text } => {
                format!("“{text}” is not how a unit of measure is written; write wan_yuan/mu or wan_yuan/(person.year)")
            }
            Self::TooManyParts => "the unit of measure has too many parts or too high a power; simplify it".to_owned(),
            Self::Dimension { from, to } => format!(
                "“{}” ({}) cannot be converted to “{}” ({}); check the units of measure",
                name(from),
                from.dimension().say(Lang::En),
                name(to),
                to.dimension().say(Lang::En)
            ),
            Self::TooLarge { value, to } => {
                format!("{value} is out of range once converted to “{}”; check the figure", name(to))
            }
        }
    }
}
