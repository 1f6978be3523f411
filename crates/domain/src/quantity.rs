//! Quantities: a decimal with its unit of measure, and money, which keeps yuan and dollars apart.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::dimension::Dimension;
use crate::say::{Lang, Say};
use crate::unit::{Unit, UnitError};

/// A figure with its unit of measure.
///
/// Two are equal when figure and unit are (`1 公顷` and `15 亩` are not): to compare sizes use [`Self::compare`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// The figure.
    pub value: Decimal,
    /// What it is measured in.
    pub unit: Unit,
}

impl Quantity {
    /// `value` measured in `unit`.
    #[must_use]
    pub const fn new(value: Decimal, unit: Unit) -> Self {
        Self { value, unit }
    }

    /// The same in another unit.
    ///
    /// # Errors
    /// [`UnitError`] when the two units measure different things or the result does not fit.
    pub fn convert(&self, to: &Unit) -> Result<Self, UnitError> {
        Ok(Self::new(self.unit.convert(self.value, to)?, *to))
    }

    /// The sum, in this one's unit.
    ///
    /// # Errors
    /// [`UnitError`] when the two units measure different things or the sum does not fit.
    pub fn add(&self, other: &Self) -> Result<Self, UnitError> {
        let theirs = other.convert(&self.unit)?.value;
        let sum = self.value.checked_add(theirs);
        sum.map(|sum| Self::new(sum, self.unit)).ok_or(UnitError::TooLarge { value: theirs, to: self.unit })
    }

    /// Which of the two is more.
    ///
    /// # Errors
    /// [`UnitError`] when the two units measure different things or one does not fit in the other's unit.
    pub fn compare(&self, other: &Self) -> Result<Ordering, UnitError> {
        Ok(self.value.cmp(&other.convert(&self.unit)?.value))
    }
}

impl Say for Quantity {
    fn say(&self, lang: Lang) -> String {
        match lang {
            _ if self.unit == Unit::ONE => self.value.to_string(),
            Lang::Zh => format!("{}{}", self.value, self.unit.say(lang)),
            Lang::En => format!("{} {}", self.value, self.unit.say(lang)),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.say(Lang::Zh))
    }
}

/// A currency. There is no rate between them: a rate is a dated decision of somebody, not a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Currency {
    /// 人民币, base unit yuan.
    Yuan,
    /// 美元, base unit dollar.
    UsDollar,
}

impl Say for Currency {
    fn say(&self, lang: Lang) -> String {
        let name = match (self, lang) {
            (Self::Yuan, Lang::Zh) => "人民币",
            (Self::Yuan, Lang::En) => "yuan",
            (Self::UsDollar, Lang::Zh) => "美元",
            (Self::UsDollar, Lang::En) => "US dollars",
        };
        name.to_owned()
    }
}

/// An amount of money, in whole yuan or whole US dollars with decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

/// Why amounts do not combine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// One is in yuan, the other in US dollars.
    #[error("{}", self.say(Lang::Zh))]
    Currencies(Currency, Currency),
    /// The result does not fit a decimal.
    #[error("{}", self.say(Lang::Zh))]
    TooLarge,
    /// The quantity is not money.
    #[error("{}", self.say(Lang::Zh))]
    NotMoney(Unit),
    /// The conversion to whole yuan or dollars failed.
    #[error("{}", self.say(Lang::Zh))]
    Unit(#[from] UnitError),
}

impl Say for MoneyError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Currencies(one, other), Lang::Zh) => {
                format!("{}与{}不能相加或比较，请先按注明日期的汇率折算", one.say(lang), other.say(lang))
            }
            (Self::Currencies(one, other), Lang::En) => {
                format!("{} and {} do not combine; convert at a dated rate first", one.say(lang), other.say(lang))
            }
            (Self::TooLarge, Lang::Zh) => "金额超出可表示的范围，请核对数值".to_owned(),
            (Self::TooLarge, Lang::En) => "the amount is out of range; check the figures".to_owned(),
            (Self::NotMoney(unit), Lang::Zh) => format!("“{}”不是货币单位，请用元、万元、亿元或美元", unit.say(lang)),
            (Self::NotMoney(unit), Lang::En) => {
                format!("“{}” is no unit of money; use yuan, wan_yuan, yi_yuan or usd", unit.say(lang))
            }
            (Self::Unit(error), _) => error.say(lang),
        }
    }
}

impl Money {
    /// An amount in yuan.
    #[must_use]
    pub const fn yuan(amount: Decimal) -> Self {
        Self { amount, currency: Currency::Yuan }
    }

    /// An amount in US dollars.
    #[must_use]
    pub const fn us_dollars(amount: Decimal) -> Self {
        Self { amount, currency: Currency::UsDollar }
    }

    /// The amount, in the currency's base unit.
    #[must_use]
    pub const fn amount(&self) -> Decimal {
        self.amount
    }

    /// The currency.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// [`MoneyError`] when the currencies differ or the sum does not fit.
    pub fn add(&self, other: &Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let amount = self.amount.checked_add(other.amount).ok_or(MoneyError::TooLarge)?;
        Ok(Self { amount, ..*self })
    }

    /// The difference of two amounts of one currency.
    ///
    /// # Errors
    /// [`MoneyError`] when the currencies differ or the difference does not fit.
    pub fn subtract(&self, other: &Self) -> Result<Self, MoneyError> {
        self.add(&Self { amount: -other.amount, ..*other })
    }

    /// A share or multiple of the amount.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] when it does not fit.
    pub fn times(&self, factor: Decimal) -> Result<Self, MoneyError> {
        let amount = self.amount.checked_mul(factor).ok_or(MoneyError::TooLarge)?;
        Ok(Self { amount, ..*self })
    }

    /// Which of two amounts of one currency is more.
    ///
    /// # Errors
    /// [`MoneyError::Currencies`] when the currencies differ.
    pub fn compare(&self, other: &Self) -> Result<Ordering, MoneyError> {
        self.same_currency(other)?;
        Ok(self.amount.cmp(&other.amount))
    }

    fn same_currency(&self, other: &Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::Currencies(self.currency, other.currency))
        }
    }
}

/// The unit that amounts of the currency are kept in.
fn base_unit(currency: Currency) -> Result<Unit, UnitError> {
    Unit::parse(match currency {
        Currency::Yuan => "yuan",
        Currency::UsDollar => "usd",
    })
}

impl TryFrom<Quantity> for Money {
    type Error = MoneyError;

    /// Money from a figure in 元, 万元, 亿元, 美元 ….
    fn try_from(quantity: Quantity) -> Result<Self, MoneyError> {
        let currency = match quantity.unit.dimension() {
            Dimension::YUAN => Currency::Yuan,
            Dimension::US_DOLLAR => Currency::UsDollar,
            _ => return Err(MoneyError::NotMoney(quantity.unit)),
        };
        Ok(Self { amount: quantity.convert(&base_unit(currency)?)?.value, currency })
    }
}

impl Say for Money {
    fn say(&self, lang: Lang) -> String {
        match (self.currency, lang) {
            (Currency::Yuan, Lang::Zh) => format!("{}元", self.amount),
            (Currency::UsDollar, Lang::Zh) => format!("{}美元", self.amount),
            (Currency::Yuan, Lang::En) => format!("CNY {}", self.amount),
            (Currency::UsDollar, Lang::En) => format!("USD {}", self.amount),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quantity(value: &str, unit: &str) -> Quantity {
        Quantity::new(value.parse().unwrap(), Unit::parse(unit).unwrap())
    }

    #[test]
    fn quantities_of_one_dimension_add_in_the_first_ones_unit() {
        assert_eq!(quantity("10", "亩").add(&quantity("2", "公顷")), Ok(quantity("40", "亩")));
        assert_eq!(quantity("1", "公顷").compare(&quantity("15", "亩")), Ok(Ordering::Equal));
        assert_eq!(quantity("1", "亿元").compare(&quantity("9999", "万元")), Ok(Ordering::Greater));
        assert!(quantity("1", "万元").add(&quantity("1", "万美元")).is_err());
        assert!(quantity("1", "亩").compare(&quantity("1", "万元")).is_err());
        assert_eq!(quantity("18.9", "万元/亩").to_string(), "18.9万元/亩");
    }

    #[test]
    fn yuan_and_dollars_never_add() {
        let (yuan, dollars) = (Money::yuan(Decimal::TEN), Money::us_dollars(Decimal::TEN));
        assert_eq!(yuan.add(&dollars), Err(MoneyError::Currencies(Currency::Yuan, Currency::UsDollar)));
        assert!(yuan.compare(&dollars).is_err() && dollars.subtract(&yuan).is_err());
        assert_eq!(yuan.add(&dollars).unwrap_err().to_string(), "人民币与美元不能相加或比较，请先按注明日期的汇率折算");
    }

    #[test]
    fn money_is_taken_from_quantities_of_money_only() {
        assert_eq!(Money::try_from(quantity("1.5", "亿元")), Ok(Money::yuan(Decimal::from(150_000_000))));
        assert_eq!(Money::try_from(quantity("3", "万美元")), Ok(Money::us_dollars(Decimal::from(30_000))));
        assert!(matches!(Money::try_from(quantity("3", "万元/亩")), Err(MoneyError::NotMoney(_))));
        assert_eq!(Money::yuan(Decimal::MAX).times(Decimal::TEN), Err(MoneyError::TooLarge));
    }

    proptest! {
        #[test]
        fn adding_and_taking_away_leaves_the_amount(a in any::<i64>(), b in any::<i64>(), scale in 0_u32..9) {
            let (a, b) = (Money::yuan(Decimal::new(a, scale)), Money::yuan(Decimal::new(b, scale)));
            prop_assert_eq!(a.add(&b).unwrap().subtract(&b).unwrap().amount(), a.amount());
            prop_assert_eq!(a.add(&b), b.add(&a));
        }
    }
}
