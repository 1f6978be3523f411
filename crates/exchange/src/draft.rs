//! Drafts a mapping for a spreadsheet it has not seen: what is clear is filled in, what is guessed is said.

use std::collections::BTreeSet;

use domain::attribute::Attribute;
use domain::id::{AttributeName, FormId, IndicatorCode};
use domain::say::{Lang, Said, Say};
use domain::unit::Unit;

use crate::cell::OwnedCell;
use crate::draft_shape::{Look, filled, header_rows, look};
use crate::draft_write::write;
use crate::header::{Header, headers, normalise};
use crate::mapping::{
    AttributeRule, BlankSubject, Check, Layout, LongRule, Mapping, MissingWords, PeriodRule, SubjectRule, ValueRule,
    Within,
};
use crate::nearest::likeness;
use crate::open_error::OpenError;
use crate::plan::period_within;
use crate::sheet::Workbook;

/// An indicator that a pack knows.
#[derive(Clone, Debug)]
pub struct KnownIndicator {
    /// Its code.
    pub code: IndicatorCode,
    /// Its title.
    pub title: String,
    /// Its unit of measure.
    pub unit: Unit,
    /// Other names under which spreadsheets know it.
    pub aliases: Vec<String>,
    /// The kind of subject it is measured for: of two that share a title, the one of the table's kind is meant.
    pub subject: String,
}

/// A drafted mapping.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The mapping.
    pub mapping: Mapping,
    /// The mapping as a file, with a comment wherever a person must look.
    pub toml: String,
    /// What was guessed, and what must be checked.
    pub notes: Vec<Said>,
}

/// How many rows are looked at.
const LOOKED_AT: u32 = 300;
/// Two titles are taken for one from this likeness on.
const ALIKE: f64 = 0.7;

/// Drafts a mapping for the first sheet that is shown and has a table, or the one named.
///
/// # Errors
/// [`OpenError`] when the file cannot be read.
pub fn draft_mapping(
    workbook: &mut Workbook,
    sheet: Option<&str>,
    known: &[KnownIndicator],
) -> Result<Draft, OpenError> {
    let index = match sheet {
        Some(name) => workbook.sheet(name)?,
        None => first_with_table(workbook)?,
    };
    let rows = workbook.head(index, LOOKED_AT)?;
    let name = workbook.sheets().get(index).map(|sheet| sheet.name.to_string()).unwrap_or_default();
    let several = workbook.sheets().iter().filter(|sheet| sheet.visible).count() > 1;
    let (top, count) = header_rows(&rows);
    // Asking what is merged walks the whole sheet; it matters only where headers stand above each other.
    let merged = if count > 1 { workbook.merged(index)? } else { None };
    let headers = headers(&rows, top, count, merged.as_deref());
    let looks: Vec<Look> = headers.iter().map(|header| look(&rows, top + count, header.column as usize)).collect();
    let mut drafting = Drafting {
        rows: &rows,
        top,
        headers: &headers,
        looks: &looks,
        known,
        kind: String::new(),
        used: BTreeSet::new(),
        codes: BTreeSet::new(),
        notes: Vec::new(),
        guesses: Vec::new(),
    };
    let drafted = drafting.mapping(several.then(|| name.clone()), count, workbook.file(), &name);
    let (notes, guesses) = (drafting.notes, drafting.guesses);
    // Every id that a draft makes is a valid one.
    let mapping = drafted.ok_or_else(|| OpenError::Empty { file: workbook.file().to_owned() })?;
    let toml = write(&mapping, workbook.file(), &notes, &guesses, known);
    Ok(Draft { mapping, toml, notes })
}

fn first_with_table(workbook: &mut Workbook) -> Result<usize, OpenError> {
    let shown: Vec<usize> =
        workbook.sheets().iter().enumerate().filter(|(_, sheet)| sheet.visible).map(|(index, _)| index).collect();
    for &index in &shown {
        let rows = workbook.head(index, 30)?;
        if rows.iter().filter(|cells| filled(cells) >= 2).count() >= 2 {
            return Ok(index);
        }
    }
    Ok(shown.first().copied().unwrap_or(0))
}

struct Drafting<'a> {
    rows: &'a [Vec<OwnedCell>],
    top: usize,
    headers: &'a [Header],
    looks: &'a [Look],
    known: &'a [KnownIndicator],
    kind: String,
    used: BTreeSet<usize>,
    codes: BTreeSet<String>,
    notes: Vec<Said>,
    guesses: Vec<(String, Said)>,
}

impl Drafting<'_> {
    fn note(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.notes.push(Said::new(zh, en));
    }

    /// The first column not yet used whose title satisfies `test`.
    fn take(&mut self, test: impl Fn(&Header, Look) -> bool) -> Option<usize> {
        let found = (0..self.headers.len())
            .find(|&place| !self.used.contains(&place) && test(&self.headers[place], self.looks[place]))?;
        self.used.insert(found);
        Some(found)
    }

    fn shown(&self, place: usize) -> String {
        let header = &self.headers[place];
        let same = self.headers.iter().filter(|other| other.title == header.title).count();
        // The title alone names the column, unless another has the same title and a different unit.
        if same == 1 && header.unit.is_some() { header.title.clone() } else { header.shown.clone() }
    }

    fn mapping(&mut self, sheet: Option<String>, count: usize, file: &str, sheet_name: &str) -> Option<Mapping> {
        let title = self.title();
        for place in 0..self.headers.len() {
            if ["序号", "编号", "no", "no.", "#"].contains(&self.headers[place].title.as_str()) {
                self.used.insert(place);
            }
        }
        let long = self.long();
        let period = self.period(file, sheet_name);
        let subject = self.subject();
        self.kind.clone_from(&subject.kind);
        let mut values = Vec::new();
        if let Some(long) = &long {
            self.long_values(long, &mut values);
        }
        let mut attributes = Vec::new();
        for place in 0..self.headers.len() {
            if self.used.contains(&place) {
                continue;
            }
            let (look, header) = (self.looks[place], &self.headers[place]);
            // Numbers under a well-known attribute are codes, such as an industry's.
            let said_of_it = header.unit.is_none() && Attribute::headed(&header.title).next().is_some();
            let figures = look.mostly(look.numbers) && !said_of_it;
            if long.is_none() && (figures || (look.filled == 0 && header.unit.is_some())) {
                values.extend(self.value(place));
            } else if look.filled > 0 {
                attributes.extend(self.attribute(place));
            } else {
                let shown = self.headers[place].shown.clone();
                self.note(
                    format!("列“{shown}”没有内容，没有写入映射"),
                    format!("column “{shown}” is empty and was left out"),
                );
            }
        }
        if values.is_empty() {
            self.note("没有找到数值列。请核对 header_rows", "no column of figures was found; check header_rows");
        }
        let form = form_id(file)?;
        let row = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
        Some(Mapping {
            form,
            title,
            demonstration: false,
            layout: if long.is_some() { Layout::Long } else { Layout::Wide },
            sheet,
            header_rows: (self.top..self.top + count).map(|at| row(at) + 1).collect(),
            first_row: None,
            stop_at: crate::mapping::stop_words(),
            skip: crate::mapping::skip_words(),
            blank_subject: BlankSubject::Report,
            unit: None,
            exponents: false,
            state: domain::table::State::Reported,
            period,
            subject,
            long,
            missing: MissingWords::default(),
            values,
            attributes,
            constants: std::collections::BTreeMap::new(),
        })
    }

    fn title(&self) -> String {
        self.rows
            .iter()
            .take(self.top)
            .flatten()
            .map(|cell| cell.get().shown())
            .find(|text| text.chars().count() >= 4 && !normalise(text).contains("单位:"))
            .unwrap_or_default()
    }

    fn long(&mut self) -> Option<LongRule> {
        let named =
            |names: &[&str]| (0..self.headers.len()).find(|&place| names.contains(&self.headers[place].title.as_str()));
        let indicator = named(&["指标", "指标名称", "指标代码", "indicator"])?;
        let value = named(&["数值", "值", "指标值", "数据", "value", "本期", "本期数"])?;
        let unit = named(&["单位", "计量单位", "unit"]);
        self.used.extend([indicator, value]);
        self.used.extend(unit);
        Some(LongRule {
            indicator: self.headers[indicator].shown.clone(),
            value: self.headers[value].shown.clone(),
            unit: unit.map(|place| self.headers[place].shown.clone()),
        })
    }

    fn long_values(&mut self, long: &LongRule, values: &mut Vec<ValueRule>) {
        let Some(header) = self.headers.iter().find(|header| header.shown == long.indicator) else { return };
        let column = header.column as usize;
        let mut names = BTreeSet::new();
        for cells in self.rows.iter().skip(self.top + 1) {
            if let Some(name) = cells.get(column).map(|cell| cell.get().shown()).filter(|name| !name.is_empty()) {
                names.insert(name);
            }
        }
        for (place, name) in names.into_iter().enumerate() {
            let squashed = crate::header::squash(&name);
            let (title, written) = crate::header::split_unit(&squashed);
            let unit = written.and_then(|text| Unit::parse(text).ok());
            let title = title.to_lowercase();
            values.extend(self.matched(&name, &title, unit, long.unit.is_some(), place));
        }
    }

    fn period(&mut self, file: &str, sheet_name: &str) -> PeriodRule {
        const NAMES: [&str; 11] =
            ["统计期", "报告期", "年份", "年度", "时间", "时期", "期别", "月份", "所属期", "数据年份", "period"];
        let column =
            self.take(|header, look| NAMES.contains(&header.title.as_str()) && look.mostly(look.periods)).or_else(
                || self.take(|header, look| header.unit.is_none() && look.mostly(look.periods) && look.different <= 24),
            );
        if let Some(place) = column {
            return PeriodRule { column: Some(self.headers[place].shown.clone()), ..PeriodRule::default() };
        }
        let title = self.rows.iter().take(self.top).flatten().find_map(|cell| period_within(&cell.get().shown()));
        let (within, found) = if let Some(period) = title {
            (Within::Title, period)
        } else if let Some(period) = period_within(sheet_name) {
            (Within::SheetName, period)
        } else if let Some(period) = period_within(file) {
            (Within::FileName, period)
        } else {
            self.note(
                "没有找到报告期。请在 [period] 里写 fixed，如 fixed = \"2024\"",
                "no period was found; write fixed in [period], as fixed = \"2024\"",
            );
            return PeriodRule::default();
        };
        self.note(
            format!("报告期读作“{}”，请核对", found.say(Lang::Zh)),
            format!("the period was read as “{}”; check it", found.say(Lang::En)),
        );
        PeriodRule { within: Some(within), ..PeriodRule::default() }
    }

    fn subject(&mut self) -> SubjectRule {
        const NAMES: [&str; 16] = [
            "企业名称",
            "单位名称",
            "开发区名称",
            "园区名称",
            "地区名称",
            "名称",
            "企业",
            "开发区",
            "园区",
            "地区",
            "县(市、区)",
            "县市区",
            "区县",
            "单位",
            "主体名称",
            "name",
        ];
        let credit = self.take(|header, look| header.title.contains("信用代码") || look.mostly(look.credit_codes));
        let zone = if credit.is_none() { self.take(|_, look| look.mostly(look.zone_codes)) } else { None };
        let text = |look: Look| look.filled > 0 && !look.mostly(look.numbers);
        let named = NAMES.iter().find_map(|name| {
            (0..self.headers.len()).find(|&place| {
                !self.used.contains(&place) && self.headers[place].title == *name && text(self.looks[place])
            })
        });
        let name = match named {
            Some(place) => {
                self.used.insert(place);
                Some(place)
            }
            None => self
                .take(|header, look| header.title.contains("名称") && text(look))
                .or_else(|| self.take(|_, look| text(look) && look.different * 10 >= look.filled * 9)),
        };
        let kind = if credit.is_some() || name.is_some_and(|place| self.headers[place].title.contains("企业")) {
            "firm"
        } else if zone.is_some()
            || name.is_some_and(|place| ["开发区", "园区"].iter().any(|word| self.headers[place].title.contains(word)))
        {
            "zone"
        } else {
            self.note(
                "不能确定评价对象是什么，暂写为 area（地区）；可改为 firm（企业）、zone（开发区）等",
                "the kind of subject is not clear; area was written, change it to firm or zone where it applies",
            );
            "area"
        };
        if name.is_none() && credit.is_none() && zone.is_none() {
            self.note(
                "没有找到评价对象所在的列。请在 [subject] 里写 name 或 id",
                "no column of subjects was found; write name or id in [subject]",
            );
        }
        let id = credit.or(zone).map(|place| self.headers[place].shown.clone());
        SubjectRule {
            kind: kind.to_owned(),
            name: name.map(|place| self.headers[place].shown.clone()),
            id,
            check: match (credit, zone) {
                (Some(_), _) => Check::CreditCode,
                (None, Some(_)) => Check::ZoneCode,
                (None, None) => Check::None,
            },
        }
    }

    fn value(&mut self, place: usize) -> Option<ValueRule> {
        self.used.insert(place);
        let header = self.headers[place].clone();
        let column = self.shown(place);
        let unit = header.unit.as_deref().and_then(|text| Unit::parse(text).ok());
        if let (Some(text), None) = (&header.unit, unit) {
            let (text, shown) = (text.clone(), header.shown.clone());
            self.note(
                format!("列“{shown}”括号里的“{text}”不是已知的计量单位，请在 unit 里写明"),
                format!("column “{shown}”: “{text}” is no known unit of measure; write unit"),
            );
        }
        self.matched(&column, &header.title, unit, unit.is_some(), header.column as usize)
    }

    /// A rule for a title: the indicator it names, or the nearest, or a new code.
    fn matched(
        &mut self,
        column: &str,
        title: &str,
        unit: Option<Unit>,
        says_unit: bool,
        place: usize,
    ) -> Option<ValueRule> {
        let names = |known: &KnownIndicator| -> Vec<String> {
            std::iter::once(&known.title).chain(&known.aliases).map(|name| normalise(name)).collect()
        };
        let other_kind = |known: &KnownIndicator| known.subject != self.kind;
        let exact = self
            .known
            .iter()
            .filter(|known| names(known).iter().any(|name| name == title) || known.code.as_str() == title)
            .min_by_key(|known| other_kind(known));
        let near = self
            .known
            .iter()
            .map(|known| (names(known).iter().map(|name| likeness(title, name)).fold(0.0, f64::max), known))
            .filter(|(alike, _)| *alike >= ALIKE)
            .max_by(|(a, left), (b, right)| {
                other_kind(right)
                    .cmp(&other_kind(left))
                    .then_with(|| a.total_cmp(b))
                    .then_with(|| right.code.cmp(&left.code))
            });
        let free = |codes: &BTreeSet<String>, code: &str| !codes.contains(code);
        let found = match (exact, near) {
            (Some(known), _) if free(&self.codes, known.code.as_str()) => Some((known, 1.0)),
            (None, Some((alike, known))) if free(&self.codes, known.code.as_str()) => Some((known, alike)),
            _ => None,
        };
        let code = match found {
            Some((known, _)) => known.code.clone(),
            None => IndicatorCode::new(&format!("c{:02}", place + 1)).ok()?,
        };
        self.codes.insert(code.to_string());
        let own = if says_unit { None } else { found.map(|(known, _)| known.unit) };
        match found {
            Some((_, alike)) if alike >= 1.0 => (),
            Some((known, alike)) => {
                let percent = (alike * 100.0).round();
                let said = Said::new(
                    format!("推测为“{}”（相似度 {percent}%），请核对", known.title),
                    format!("taken for “{}” ({percent} % alike); check it", known.title),
                );
                self.notes
                    .push(Said::new(format!("列“{column}”{}", said.zh), format!("column “{column}” {}", said.en)));
                self.guesses.push((code.to_string(), said));
            }
            None => {
                let said = Said::new(
                    "没有对应的已知指标，代码是暂定的，请改成有意义的代码，或删去这一段",
                    "no known indicator; give it a code that means something, or remove it",
                );
                self.notes
                    .push(Said::new(format!("列“{column}”{}", said.zh), format!("column “{column}”: {}", said.en)));
                self.guesses.push((code.to_string(), said));
            }
        }
        if let (Some((known, _)), Some(unit)) = (found, unit)
            && known.unit.dimension() != unit.dimension()
        {
            let (here, there) = (unit.say(Lang::Zh), known.unit.say(Lang::Zh));
            self.note(
                format!("列“{column}”的单位是“{here}”，指标“{}”的单位是“{there}”，量纲不同，请核对", known.title),
                format!("column “{column}” is in {here}, the indicator “{}” in {there}; check it", known.title),
            );
        }
        if !says_unit && own.is_none() {
            self.note(
                format!("列“{column}”没有写计量单位，请在 unit 里写明"),
                format!("column “{column}” has no unit of measure; write unit"),
            );
        } else if let (false, Some(own)) = (says_unit, own) {
            let said = Said::new(
                format!("表头没有单位，按指标写作“{}”，请核对", own.say(Lang::Zh)),
                format!("the header has no unit; the indicator's ({}) was written, check it", own.say(Lang::En)),
            );
            self.guesses.push((code.to_string(), said));
        }
        Some(ValueRule { column: column.to_owned(), indicator: code, unit: own })
    }

    fn attribute(&mut self, place: usize) -> Option<AttributeRule> {
        self.used.insert(place);
        let header = &self.headers[place];
        let known = Attribute::headed(&header.title)
            .map(|known| known.name)
            .find(|name| !self.codes.contains(&format!("@{name}")));
        let code = known.map_or_else(|| format!("a{:02}", header.column + 1), str::to_owned);
        self.codes.insert(format!("@{code}"));
        let column = header.shown.clone();
        if known.is_none() {
            let said = Said::new(
                "属性名是暂定的，请改成有意义的名称，或删去这一段",
                "the name is provisional; change or remove it",
            );
            self.notes.push(Said::new(format!("列“{column}”{}", said.zh), format!("column “{column}”: {}", said.en)));
            self.guesses.push((format!("@{code}"), said));
        }
        Some(AttributeRule { column, name: AttributeName::new(&code).ok()? })
    }
}

/// A form id from the file's name: what of it is ASCII, or `form`.
fn form_id(file: &str) -> Option<FormId> {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let mut id = String::new();
    for c in stem.to_ascii_lowercase().chars().take(60) {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    // Digits alone say nothing: 2024年企业表.xlsx.
    let id = if id.is_empty() {
        "form".to_owned()
    } else if id.bytes().all(|b| b.is_ascii_digit()) {
        format!("form-{id}")
    } else {
        id.to_owned()
    };
    FormId::new(&id).ok()
}
