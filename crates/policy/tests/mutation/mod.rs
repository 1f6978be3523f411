//! Every value of a pack's files with its place and kind, and what might stand there instead.

use std::ops::Range;

use policy::PackFiles;
use policy::shape::{FILES, Kind, Shape};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Codes, texts and formulas that might pass in the place of others.
const CODES: [&str; 10] =
    ["other", "tax_paid", "land_mu", "tax_last_year", "unused", "street", "top", "firms", "index", "accidents"];

/// A value in a file.
pub struct Place {
    /// The title of the table's shape.
    pub table: &'static str,
    /// Its key.
    pub key: &'static str,
    /// What stands there.
    pub raw: String,
    file: String,
    span: Range<usize>,
    kind: &'static Kind,
    /// Where key and value stand together, for values whose absence says something.
    whole: bool,
}

/// Every value of every file.
pub fn places(files: &PackFiles) -> Vec<Place> {
    let mut places = Vec::new();
    for (file, bytes) in files.iter() {
        let shape = FILES.iter().find(|(name, _)| *name == file || file.starts_with("tests/") && name.contains('*'));
        let text = std::str::from_utf8(bytes).unwrap();
        let table = DeTable::parse(text).unwrap();
        walk(file, text, table.get_ref(), shape.unwrap().1, false, &mut places);
    }
    places
}

fn walk(file: &str, text: &str, table: &DeTable<'_>, shape: &'static Shape, open: bool, places: &mut Vec<Place>) {
    for (name, value) in table {
        let place = |key: &'static str, kind: &'static Kind, span: Range<usize>, whole: bool| Place {
            table: shape.title,
            key,
            raw: text[span.clone()].to_owned(),
            file: file.to_owned(),
            span,
            kind,
            whole,
        };
        let Some(key) = shape.key(name.get_ref()) else {
            assert!(open, "{name:?} in {file}");
            places.push(place("*", &Kind::Number, value.span(), false));
            continue;
        };
        let below = |value: &Spanned<DeValue<'_>>, shapes: &[&'static Shape], open: bool, places: &mut Vec<Place>| {
            let Some(inner) = value.get_ref().as_table() else { return };
            let fits = |shape: &&&Shape| shape.keys.iter().any(|key| key.required && inner.contains_key(key.name));
            let shape = shapes.iter().find(fits).or(shapes.first()).unwrap();
            walk(file, text, inner, shape, open, places);
        };
        match &key.kind {
            Kind::Table(inner) => below(value, &[inner], false, places),
            Kind::Tables(inner) | Kind::TablesOfNumbers(inner) => {
                let open = matches!(key.kind, Kind::TablesOfNumbers(_));
                value.get_ref().as_array().unwrap().iter().for_each(|one| below(one, &[inner], open, places));
            }
            Kind::NumberOr(shapes) | Kind::WordOr(_, shapes) | Kind::DateOr(shapes) => {
                below(value, shapes, false, places);
            }
            _ => {}
        }
        // A table or a list of tables is told by what stands in it; that it is gone is told by its absence.
        let line = text[..name.span().start].rfind('\n').map_or(0, |at| at + 1);
        let alone = text[line..name.span().start].trim().is_empty();
        let headed = matches!(key.kind, Kind::Table(_) | Kind::Tables(_) | Kind::TablesOfNumbers(_));
        if headed {
            places.push(place(key.name, &key.kind, value.span(), false));
        } else {
            places.push(place(key.name, &key.kind, value.span(), false));
            if alone && name.get_ref() == "cite" {
                let whole = name.span().start..value.span().end;
                places.push(Place { key: "demonstration", ..place(key.name, &key.kind, whole, true) });
            }
        }
    }
}

impl Place {
    /// The files with the name that stands here changed wherever they have it.
    pub fn renamed(&self, files: &PackFiles) -> Option<PackFiles> {
        let name = self.raw.strip_prefix('"')?.strip_suffix('"')?;
        let named = matches!(self.key, "id" | "subject" | "code") && !self.whole;
        let change = |(path, bytes): (&str, &[u8])| {
            let text = std::str::from_utf8(bytes).unwrap();
            // A key of its own, on a line or in a table within one.
            let text =
                ["\n", "{ ", ", "].iter().fold(text.replace(&self.raw, &format!("\"{name}2\"")), |text, before| {
                    text.replace(&format!("{before}{name} "), &format!("{before}{name}2 "))
                });
            (path.to_owned(), text.into_bytes())
        };
        named.then(|| PackFiles::new(files.iter().map(change)))
    }

    /// Puts `text` there.
    pub fn put(&self, files: &mut PackFiles, text: &str) {
        let mut bytes = files.get(&self.file).unwrap().to_vec();
        bytes.splice(self.span.clone(), text.bytes());
        files.put(&self.file, bytes);
    }

    /// What might stand there and says something else.
    pub fn candidates(&self) -> Vec<String> {
        let raw = self.raw.as_str();
        if self.whole {
            return vec!["demonstration = \"说明写法\"".to_owned()];
        }
        let mut found = match self.kind {
            Kind::Text | Kind::TextOrNone => {
                let mut texts = vec![inside(raw, "改"), inside(raw, "2"), quoted("none"), quoted("C"), quoted("2024")];
                texts.extend([bumped(raw), quoted("equal"), quoted("entropy"), quoted("public")]);
                texts
            }
            Kind::Code => CODES.iter().map(|code| quoted(code)).chain([inside(raw, "2")]).collect(),
            Kind::Word(words) => words.iter().map(|word| quoted(word)).collect(),
            Kind::Unit => ["yi_yuan", "yuan", "hectare", "percent", "wan_yuan/hectare", "mu"].map(quoted).to_vec(),
            Kind::Formula => vec![bumped(raw), inside(raw, " * 2"), inside(raw, " AND land_mu > 0")],
            Kind::Number | Kind::Whole(..) | Kind::Year | Kind::NumberOrNone => numbers(raw),
            Kind::NumberOr(_) => numbers(raw).into_iter().chain(["7".to_owned()]).collect(),
            Kind::WordOr(words, _) => words.iter().map(|word| quoted(word)).collect(),
            Kind::Day => vec![bumped(raw)],
            Kind::DateOr(_) => vec![bumped(raw), "2031".to_owned(), "2031-03-01".to_owned()],
            Kind::Truth => vec![if raw == "true" { "false" } else { "true" }.to_owned()],
            Kind::Texts => vec!["[\"丁公司\"]".to_owned(), "[\"甲公司\", \"丁公司\"]".to_owned()],
            // The last is for what must be complete: the same in another order.
            Kind::Codes => {
                vec!["[]".to_owned(), "[\"accident\"]".to_owned(), "[\"patent\"]".to_owned(), backwards(raw)]
            }
            Kind::Words(words) => words.iter().map(|word| format!("[{}]", quoted(word))).collect(),
            Kind::Filter => vec!["{ star = \"是\" }".to_owned(), "{ scale = [\"规上\", \"规下\"] }".to_owned()],
            Kind::ByYear => vec![raw.replacen(" = ", " = 1", 1), "{ 2030 = 1 }".to_owned()],
            Kind::TextMap => vec!["{ scale = \"规下\" }".to_owned()],
            // Of a map the last figure or the first; of a matrix a figure and its reciprocal across the diagonal, both at once.
            Kind::Numbers => vec![bumped(raw), raw.replacen(" = ", " = 1", 1)],
            Kind::Matrix(_) => vec![raw.replace('3', "5"), raw.replace('2', "4")],
            Kind::Table(_) | Kind::Tables(_) | Kind::TablesOfNumbers(_) | Kind::Checked(_) | Kind::Secret(_) => {
                Vec::new()
            }
        };
        found.retain(|text| text != raw);
        found
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// A text with more at its end.
fn inside(raw: &str, more: &str) -> String {
    raw.strip_suffix('"').map_or_else(|| raw.to_owned(), |head| format!("{head}{more}\""))
}

/// A list on one line, from its end.
fn backwards(raw: &str) -> String {
    let mut parts: Vec<&str> = raw.trim_matches(['[', ']']).split(", ").collect();
    parts.reverse();
    format!("[{}]", parts.join(", "))
}

/// With its last digit another.
fn bumped(raw: &str) -> String {
    let Some(at) = raw.rfind(|c: char| c.is_ascii_digit()) else { return raw.to_owned() };
    let digit = (raw.as_bytes()[at] - b'0' + 1) % 10;
    format!("{}{digit}{}", &raw[..at], &raw[at + 1..])
}

fn numbers(raw: &str) -> Vec<String> {
    let Ok(number) = raw.parse::<f64>() else { return Vec::new() };
    [number + 1.0, number - 1.0, number + 0.5, number * 2.0, 0.0 - number].map(|number| number.to_string()).to_vec()
}
