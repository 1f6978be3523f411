//! Dimensions: what kind of thing a unit of measure counts, as exponents of base dimensions.

use std::fmt;

use crate::say::{Lang, Say};

macro_rules! bases {
    ($($(#[$doc:meta])* $name:ident, $place:literal, $zh:literal, $en:literal;)+) => {
        /// What is measured, as exponents of the base dimensions; money in yuan and in US dollars are two of them.
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct Dimension([i8; BASES]);

        const BASES: usize = [$($place),+].len();
        const NAMES_ZH: [&str; BASES] = [$($zh),+];
        const NAMES_EN: [&str; BASES] = [$($en),+];

        impl Dimension {
            $($(#[$doc])* pub const $name: Self = Self::base($place);)+
        }
    };
}

bases! {
    /// Land and floor area.
    AREA, 0, "面积", "area";
    /// Money in yuan.
    YUAN, 1, "人民币", "yuan";
    /// Money in US dollars; never added to yuan.
    US_DOLLAR, 2, "美元", "US dollars";
    /// Energy in standard coal.
    COAL, 3, "标准煤", "standard coal";
    /// Electricity.
    ELECTRICITY, 4, "电量", "electricity";
    /// Mass.
    MASS, 5, "质量", "mass";
    /// People.
    PERSON, 6, "人数", "people";
    /// Things counted.
    COUNT, 7, "件数", "count";
    /// Time in years.
    YEAR, 8, "年", "years";
    /// Time in days; calendar years and months are no fixed number of them.
    DAY, 9, "天数", "days";
    /// Points of a score.
    POINT, 10, "分值", "points";
    /// Length.
    LENGTH, 11, "长度", "length";
    /// Volume.
    VOLUME, 12, "体积", "volume";
    /// Electric power.
    POWER, 13, "功率", "power";
}

impl Dimension {
    /// A pure number.
    pub const NONE: Self = Self([0; BASES]);

    const fn base(place: usize) -> Self {
        let mut exponents = [0; BASES];
        exponents[place] = 1;
        Self(exponents)
    }

    /// Whether this is a pure number.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Whether it is money, or money per something: yuan or US dollars once, all else below the stroke.
    #[must_use]
    pub fn is_money_per(self) -> bool {
        let money = |one: Self| self.0.iter().zip(one.0).map(|(mine, one)| mine * one).sum::<i8>();
        let above = self.0.iter().filter(|exponent| **exponent > 0).count();
        matches!((money(Self::YUAN), money(Self::US_DOLLAR)), (1, 0) | (0, 1)) && above == 1
    }

    /// The dimension of a product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        self.combine(other, i8::saturating_add)
    }

    /// The dimension of a quotient.
    #[must_use]
    pub fn per(self, other: Self) -> Self {
        self.combine(other, i8::saturating_sub)
    }

    fn combine(mut self, other: Self, with: fn(i8, i8) -> i8) -> Self {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine = with(*mine, theirs);
        }
        self
    }
}

impl Say for Dimension {
    fn say(&self, lang: Lang) -> String {
        let (names, nothing) = match lang {
            Lang::Zh => (&NAMES_ZH, "无量纲"),
            Lang::En => (&NAMES_EN, "dimensionless"),
        };
        if self.is_none() {
            return nothing.to_owned();
        }
        let side = |wanted: fn(i8) -> bool| {
            let on_this_side = names.iter().zip(self.0).filter(|&(_, exponent)| wanted(exponent));
            on_this_side.map(|(name, exponent)| power(name, exponent.unsigned_abs())).collect::<Vec<_>>().join("·")
        };
        let (above, below) = (side(|e| e > 0), side(|e| e < 0));
        match (above.as_str(), below.as_str()) {
            (_, "") => above,
            ("", _) => format!("1/{below}"),
            _ => format!("{above}/{below}"),
        }
    }
}

fn power(name: &str, exponent: u8) -> String {
    if exponent == 1 { name.to_owned() } else { format!("{name}^{exponent}") }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.say(Lang::Zh))
    }
}

impl fmt::Debug for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dimension({})", self.say(Lang::En))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_dimension() -> impl Strategy<Value = Dimension> {
        proptest::array::uniform14(-9_i8..=9).prop_map(Dimension)
    }

    proptest! {
        #[test]
        fn dimensions_form_an_abelian_group(a in any_dimension(), b in any_dimension(), c in any_dimension()) {
            prop_assert_eq!(a.times(b), b.times(a));
            prop_assert_eq!(a.times(b).times(c), a.times(b.times(c)));
            prop_assert_eq!(a.times(Dimension::NONE), a);
            prop_assert_eq!(a.times(b).per(b), a);
            prop_assert!(a.per(a).is_none());
        }
    }

    #[test]
    fn money_stands_above_the_stroke_once_and_alone() {
        let money = [Dimension::YUAN, Dimension::US_DOLLAR, Dimension::YUAN.per(Dimension::AREA)];
        assert!(money.iter().all(|one| one.is_money_per()));
        let exchange = Dimension::YUAN.per(Dimension::US_DOLLAR);
        let other = [Dimension::NONE, Dimension::AREA, Dimension::NONE.per(Dimension::YUAN), exchange];
        assert!(!other.iter().any(|one| one.is_money_per()));
        assert!(!Dimension::YUAN.times(Dimension::AREA).is_money_per());
    }

    #[test]
    fn a_quotient_is_written_with_its_parts() {
        let tax_per_mu = Dimension::YUAN.per(Dimension::AREA);
        assert_eq!(tax_per_mu.to_string(), "人民币/面积");
        assert_eq!(Dimension::NONE.per(Dimension::YEAR).say(Lang::En), "1/years");
        assert_eq!(Dimension::NONE.to_string(), "无量纲");
        assert_eq!(Dimension::AREA.times(Dimension::AREA).to_string(), "面积^2");
    }
}
