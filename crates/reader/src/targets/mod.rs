//! What is to be reached, by how much and by when.
//!
//! A paragraph is cut into pieces at commas ([`line`]); the numbers of a piece that may be values ([`candidate`]) are read with their
//! comparators ([`reading`]) and bound to what they measure ([`group`], [`names`], [`indicator`]). What headings, lead-ins and the sentence say
//! ([`scope`], [`judge`]) decides whether a value is to be reached; whose it is when they do not say, title and issuer tell ([`about`]). Tables of goals are read by their heads ([`table`]).

mod about;
mod candidate;
mod group;
mod indicator;
mod item;
mod judge;
mod line;
mod names;
mod reading;
mod scope;
mod sentence;
mod table;
mod when;
mod words;

use crate::body::Body;
use crate::model::Target;

/// The items of this kind in `body`, in the order of the text.
pub(crate) fn targets(body: &Body<'_>) -> Vec<Target> {
    let frame = scope::Frame::of(body);
    let mut scopes = scope::Scopes::new(body, &frame);
    let mut table = None;
    let mut out = Vec::new();
    for paragraph in body.prose() {
        let scope = scopes.of(paragraph);
        if paragraph.row {
            let told = table::row(body, paragraph, &frame, &scope, &mut table, &mut out);
            if told {
                continue;
            }
        } else {
            table = None;
        }
        if scope.barred {
            scopes.lead(paragraph, scope);
            continue;
        }
        let due = sentence::read(body, paragraph, &frame, &scope, &mut out);
        scopes.carry(paragraph, due);
        let scope = scopes.of(paragraph);
        scopes.lead(paragraph, scope);
    }
    out
}
