//! A draft pack of what was read from a policy document: indicators, targets, tasks, money rules and rules of dynamic
//! management, each with its clause. It passes the check of packs; what cannot stand in a pack is named with its reason.

mod entry;
mod items;
mod meta;
mod target;

use std::fmt::Write as _;

use domain::id::PackId;
use domain::say::Said;
use policy::{Library, PackFiles, Severity};
use reader::model::Document;

use entry::{Entry, written};

/// A draft pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadPack {
    /// Its files.
    pub files: PackFiles,
    /// What was read and does not stand in it.
    pub left_out: Vec<LeftOut>,
}

/// Something that was read and that a pack cannot say yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The clause.
    pub path: String,
    /// Its words.
    pub text: String,
    /// Where they stand in the document: characters of the file, end excluded.
    pub offset: [usize; 2],
    /// Why not.
    pub why: Said,
}

/// How often a draft is checked, and what the check refuses taken out, before it is given up as it is.
const ROUNDS: usize = 8;

/// A draft pack `id` of a document. `library` holds the packs that it could be mistaken for or build on.
#[must_use]
pub fn read_pack(document: &Document, id: &PackId, library: &dyn Library) -> ReadPack {
    let mut left_out = Vec::new();
    let mut entries = target::targets(document, &mut left_out);
    entries.extend(items::tasks(document));
    entries.extend(items::money_rules(document, &mut left_out));
    entries.extend(items::evaluation_rules(document));
    let about = meta::pack(document, id);
    for _ in 0..ROUNDS {
        let (files, places) = written(&about, &entries);
        let Err(found) = policy::check(&files, library) else { return with_left_out(files, left_out) };
        let before = entries.len();
        let mut refused: Vec<(usize, Said)> = Vec::new();
        for finding in found.iter().filter(|finding| finding.severity == Severity::Error) {
            let to_blame =
                places.iter().find(|place| place.file == finding.file && place.bytes.contains(&finding.span.start));
            if let Some(place) = to_blame
                && refused.iter().all(|(at, _)| *at != place.entry)
            {
                refused.push((place.entry, finding.said.clone()));
            }
        }
        refused.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        for (at, why) in refused {
            let Entry { path, text, offset, .. } = entries.remove(at);
            left_out.push(LeftOut { path, text, offset, why });
        }
        if entries.len() == before {
            break;
        }
    }
    with_left_out(written(&about, &entries).0, left_out)
}

/// The file of a draft that names what was read and does not stand in it, for whoever is to approve it.
const LEFT_OUT: &str = "left-out.md";

/// The draft, with what was left out in a file of its own where there is any.
fn with_left_out(files: PackFiles, left_out: Vec<LeftOut>) -> ReadPack {
    if left_out.is_empty() {
        return ReadPack { files, left_out };
    }
    let mut text = String::from("# 没有写入政策包的内容\n\n");
    for LeftOut { path, text: words, why, .. } in &left_out {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "- {path}：{words}\n  原因：{}", why.zh);
    }
    let mut all: Vec<(String, Vec<u8>)> = files.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    all.push((LEFT_OUT.to_owned(), text.into_bytes()));
    ReadPack { files: PackFiles::new(all), left_out }
}
