//! What a reading hands out. Field names are those of the annotated texts, so that both can be held against each other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::{Form, Offsets};

/// Everything read from one file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// The documents in the order of the file; several where it is a compilation.
    pub documents: Vec<Document>,
    /// The form of the file, by its content.
    #[serde(default)]
    pub form: Form,
    /// What every offset counts: characters of the file, or of `text`.
    #[serde(default)]
    pub offsets: Offsets,
    /// The text that was taken out of the file, where offsets count its characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// One policy document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// The title; of the plan where a notice forwards one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Document number (文号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Date of issue, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The first day on which it holds, `YYYY-MM-DD`, where it says so (自…起施行).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<String>,
    /// The first day on which it no longer holds, `YYYY-MM-DD` (有效期…).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_to: Option<String>,
    /// To whom it is addressed (主送).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<String>,
    /// The outline.
    pub sections: Vec<Section>,
    /// Duties.
    pub tasks: Vec<Task>,
    /// Quantified targets.
    pub targets: Vec<Target>,
    /// Money rules.
    pub money_rules: Vec<MoneyRule>,
    /// Evaluation rules.
    pub evaluation_rules: Vec<EvaluationRule>,
}

/// A clause of the outline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// Markers from the top, joined with `/`.
    pub path: String,
    /// Its own marker as written; an unnumbered heading is its own marker.
    pub marker: String,
    /// Depth, from 1.
    pub level: usize,
    /// Text up to the first 。 or ：, at most 60 characters.
    pub heading: String,
    /// The words of its heading line.
    pub text: String,
    /// Their place: characters of the file, end excluded.
    pub offset: [usize; 2],
    /// How sure the reader is, 0–1.
    pub confidence: f64,
}

macro_rules! item {
    ($(#[$about:meta])* $name:ident { $($(#[$field_about:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
        pub struct $name {
            /// The words it was read from, as they stand in the file.
            pub text: String,
            /// Their place: characters of the file, end excluded.
            pub offset: [usize; 2],
            /// Path of the clause they stand in.
            pub path: String,
            /// How sure the reader is, 0–1.
            pub confidence: f64,
            $($(#[$field_about])* #[serde(default, skip_serializing_if = "Blank::is_blank")] pub $field: $kind,)*
        }
    };
}

/// What is left out of the JSON when there is nothing to say.
trait Blank {
    /// Whether nothing is said.
    fn is_blank(&self) -> bool;
}

impl<T> Blank for Option<T> {
    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

impl Blank for Vec<String> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Blank for bool {
    fn is_blank(&self) -> bool {
        !self
    }
}

item! {
    /// A duty and who carries it out. `path#n` is the n-th segment of a clause with several agency brackets.
    Task {
        /// The heading of the clause.
        title: Option<String>,
        /// `safeguard` for the clauses of 保障措施.
        kind: Option<String>,
        /// 牵头.
        lead_agencies: Vec<String>,
        /// 配合.
        support_agencies: Vec<String>,
        /// 责任单位 and the like, where neither lead nor support.
        responsible_agencies: Vec<String>,
        /// Full names, where a prefix was dropped.
        expanded_agencies: Vec<String>,
        /// From a statement made once for many clauses.
        inherited_agencies: Vec<String>,
        /// Named in running text, not in a bracket.
        prose_agencies: Vec<String>,
        /// The list ends in 等.
        open_ended: bool,
        /// The statement the agencies were read from.
        unit_text: Option<String>,
        /// Its place: characters of the file, end excluded.
        unit_offset: Option<[usize; 2]>,
        /// Its label as written, such as 牵头单位.
        unit_label: Option<String>,
        /// The rule that made the lead, where the document states one.
        role_rule: Option<String>,
        /// When it is due, as `2025`, `2025-06` or in words.
        deadline: Option<String>,
    }
}

item! {
    /// A quantified state or output that is to be reached.
    Target {
        /// What is measured.
        indicator: Option<String>,
        /// `>=`, `<=`, `>`, `<`, `=`, `≈`, `range`, `multiply`, or `growth` with one of the signs.
        comparator: Option<String>,
        /// The value, in `unit`.
        value: Option<f64>,
        /// Lower end of a range.
        value_min: Option<f64>,
        /// Upper end of a range.
        value_max: Option<f64>,
        /// Unit as written, such as 亿元.
        unit: Option<String>,
        /// By when, as `2025`, `20xx` or in words.
        deadline: Option<String>,
        /// Who or what reaches it.
        subject: Option<String>,
        /// Against what it is measured.
        base: Option<String>,
        /// The word that names a level, such as 千亿级.
        level_word: Option<String>,
        /// Not a number but a word for one, such as 全覆盖.
        implied: bool,
    }
}

item! {
    /// Who gets how much for what.
    MoneyRule {
        /// What must hold.
        condition: Option<String>,
        /// `reward`, `subsidy`, `grant`, `voucher`, `rent`, `loan`, `interest`, `equity`, …
        kind: Option<String>,
        /// A fixed sum, in `unit`.
        amount: Option<f64>,
        /// `<=` where a unit price is at most this.
        amount_cmp: Option<String>,
        /// Unit of `amount`.
        unit: Option<String>,
        /// A share in percent.
        rate: Option<f64>,
        /// `<=` for 不超过 and 最高.
        rate_cmp: Option<String>,
        /// What the share is of.
        rate_base: Option<String>,
        /// The most one gets, in `cap_unit`.
        cap: Option<f64>,
        /// Unit of `cap`.
        cap_unit: Option<String>,
        /// The most all together get, in `total_cap_unit`.
        total_cap: Option<f64>,
        /// Unit of `total_cap`.
        total_cap_unit: Option<String>,
        /// One-off, per year, for how long.
        period: Option<String>,
        /// Per what.
        per: Option<String>,
        /// Who pays.
        payer: Option<String>,
    }
}

item! {
    /// What follows from how a zone, firm, department or plot of land is rated.
    EvaluationRule {
        /// What must hold.
        condition: Option<String>,
        /// What follows.
        consequence: Option<String>,
        /// `reward`, `band`, `points`, `linkage`, `rectification`, `exit`, `differentiated_allocation`, …
        kind: Option<String>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_not_in_the_json() {
        let target = Target { value: Some(12.5), unit: Some("亿元".to_owned()), ..Target::default() };
        let json = serde_json::to_value(&target).unwrap();
        assert_eq!(json["value"], 12.5);
        assert!(json.get("deadline").is_none() && json.get("implied").is_none());
        assert_eq!(serde_json::from_value::<Target>(json).unwrap(), target);
    }
}
