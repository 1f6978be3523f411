//! The registers: what kinds of thing they hold, by which role one belongs to another, and what is said of each.

mod column;
mod demonstration;
mod field;
mod fields;
mod group;
mod national;
mod row;
mod share;

pub use column::{Column, Link};
pub use demonstration::is_demonstration;
pub use field::{Choice, Field, Takes};
pub use group::{Group, RowFault, Spot, Stretch, group, plain_name};
pub use national::national_regions;
pub use row::{Row, Target, Written};
pub use share::{ShareError, targets, written_targets};

use crate::word::words;

words! {
    /// A kind of thing that has a register.
    Kind {
        /// An administrative region, by its code of GB/T 2260.
        Region = "region", "行政区划", "region";
        /// An agency: a government, a department, the committee of a zone.
        Agency = "agency", "机构", "agency";
        /// A zone.
        Zone = "zone", "开发区", "zone";
        /// A part of a zone (一区多园).
        Park = "park", "园区", "park";
        /// A firm, by its unified social credit code of GB 32100.
        Firm = "firm", "企业", "firm";
        /// What is evaluated where that is not a zone or a firm: a plot, a tenant without land, a merged group, a firm's
        /// part in a zone.
        Subject = "subject", "评价对象", "subject";
        /// A person who works with the program.
        Person = "person", "人员", "person";
    }
}

words! {
    /// By what one thing belongs to another.
    Role {
        /// The one above it: of a region, an agency; the zone of a park.
        Parent = "parent", "上级", "parent";
        /// The region it lies in.
        Region = "region", "所在地区", "region";
        /// The agency that runs it.
        Authority = "authority", "主管机构", "authority";
        /// The zone or park it counts for, by share.
        Zone = "zone", "所在开发区", "zone";
        /// The firms it is made of, by share.
        Member = "member", "所含企业", "member";
        /// The agency a person works at.
        Agency = "agency", "所属机构", "agency";
        /// What came in its place: of a region that was renamed or divided, a zone that was merged.
        Successor = "successor", "后继", "successor";
        /// The record that it turned out to be the same as.
        Same = "same", "并入（重复登记）", "merged into";
    }
}

impl Role {
    /// Which kinds of thing may stand above one of `kind` in this role; none where it has no such role.
    #[must_use]
    pub const fn parents(self, kind: Kind) -> &'static [Kind] {
        match (self, kind) {
            (Self::Parent | Self::Successor, Kind::Region)
            | (Self::Region, Kind::Agency | Kind::Zone | Kind::Park | Kind::Firm | Kind::Subject) => &[Kind::Region],
            (Self::Parent | Self::Successor | Self::Same, Kind::Agency)
            | (Self::Authority, Kind::Zone | Kind::Park)
            | (Self::Agency, Kind::Person) => &[Kind::Agency],
            (Self::Parent, Kind::Park) | (Self::Successor | Self::Same, Kind::Zone) => &[Kind::Zone],
            (Self::Successor | Self::Same, Kind::Park) => &[Kind::Park],
            (Self::Zone, Kind::Firm | Kind::Subject) => &[Kind::Zone, Kind::Park],
            (Self::Member, Kind::Subject) | (Self::Same, Kind::Firm) => &[Kind::Firm],
            (Self::Same, Kind::Subject) => &[Kind::Subject],
            (Self::Same, Kind::Person) => &[Kind::Person],
            _ => &[],
        }
    }

    /// Whether a thing may have several parents at a time; otherwise it has one.
    #[must_use]
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::Zone | Self::Member | Self::Successor)
    }

    /// Whether the shares of its parents divide the thing, so that together they may not exceed the whole.
    #[must_use]
    pub const fn divides(self) -> bool {
        matches!(self, Self::Zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_lies_in_a_zone_and_never_in_an_agency() {
        assert_eq!(Role::Zone.parents(Kind::Firm), [Kind::Zone, Kind::Park]);
        assert!(Role::Parent.parents(Kind::Firm).is_empty());
        assert_eq!("firm".parse(), Ok(Kind::Firm));
        assert!("Firm".parse::<Kind>().is_err());
    }
}
