//! The columns of a register in a spreadsheet: its fields, what a record belongs to, from when, until when, and why.

use super::field::Field;
use super::{Kind, Role};
use crate::say::Lang;

/// What a record belongs to, as a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// In which role.
    pub role: Role,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    /// Whether a record must have it.
    pub required: bool,
    /// What else heads its column in spreadsheets.
    pub headers: &'static [&'static str],
}

/// A column of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A field.
    Field(&'static Field),
    /// What it belongs to, by code or name.
    Link(&'static Link),
    /// The first day on which the row is true.
    From,
    /// The first day on which it no longer is.
    To,
    /// Why the past is corrected.
    Reason,
}

impl Column {
    /// The columns of a register, in the order of its template.
    #[must_use]
    pub fn of(kind: Kind) -> Vec<Self> {
        let fields = kind.fields().iter().map(Self::Field);
        let links = kind.links().iter().map(Self::Link);
        fields.chain(links).chain([Self::From, Self::To, Self::Reason]).collect()
    }

    /// What a person calls it.
    #[must_use]
    pub const fn title(&self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Field(field), lang) => field.title(lang),
            (Self::Link(link), Lang::Zh) => link.zh,
            (Self::Link(link), Lang::En) => link.en,
            (Self::From, Lang::Zh) => "生效日期",
            (Self::From, Lang::En) => "From",
            (Self::To, Lang::Zh) => "失效日期",
            (Self::To, Lang::En) => "Until before",
            (Self::Reason, Lang::Zh) => "原因",
            (Self::Reason, Lang::En) => "Reason",
        }
    }

    /// What else heads it in spreadsheets.
    #[must_use]
    pub const fn headers(&self) -> &'static [&'static str] {
        match self {
            Self::Field(field) => field.headers,
            Self::Link(link) => link.headers,
            Self::From => &["起始日期", "开始日期", "生效时间", "变更日期", "启用日期"],
            Self::To => &["终止日期", "结束日期", "失效时间", "注销日期", "停用日期"],
            Self::Reason => &["变更原因", "更正原因", "说明", "备注"],
        }
    }

    /// Whether a record must have it.
    #[must_use]
    pub const fn required(&self) -> bool {
        match self {
            Self::Field(field) => field.required,
            Self::Link(link) => link.required,
            Self::From | Self::To | Self::Reason => false,
        }
    }
}

impl Link {
    /// What a person calls it.
    #[must_use]
    pub const fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::id::AttributeName;

    #[test]
    fn no_two_columns_of_a_register_share_a_header() {
        for kind in Kind::ALL {
            let mut seen = BTreeSet::new();
            for column in Column::of(*kind) {
                for header in [column.title(Lang::Zh), column.title(Lang::En)].iter().chain(column.headers()) {
                    assert!(seen.insert(*header), "{kind:?}: {header}");
                }
            }
        }
    }

    #[test]
    fn every_field_has_a_name_an_attribute_may_have_and_every_link_a_parent() {
        for kind in Kind::ALL {
            assert!(kind.fields().iter().all(|field| AttributeName::new(field.name).is_ok()));
            assert_eq!(kind.field("name").map(|field| field.required), Some(true), "{kind:?}");
            assert!(kind.links().iter().all(|link| !link.role.parents(*kind).is_empty()), "{kind:?}");
            let own = Role::ALL.iter().filter(|role| **role != Role::Same && !role.parents(*kind).is_empty());
            assert!(own.clone().all(|role| kind.links().iter().any(|link| link.role == *role)), "{kind:?}");
        }
    }
}
