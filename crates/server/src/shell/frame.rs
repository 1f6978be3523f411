//! What stands around every page: bar, menu, breadcrumb, title, and the mark of generated data.

use crate::component::html::{Html, icon};
use crate::shell::acting::Person;
use crate::shell::address::Address;
use crate::shell::locale::{Key, Words};
use crate::shell::viewer::{Theme, Viewer};

/// An entry of the menu; pages say to which they belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// 首页
    Home,
    /// 监测 · 目标
    Targets,
    /// 考评
    Evaluations,
    /// 名录 · 开发区
    Zones,
    /// 名录 · 企业等
    Subjects,
    /// 名录 · 各名录
    Registers,
    /// 政策 · 政策文件
    Documents,
    /// 政策 · 政策包
    Packs,
    /// 政策 · 指标
    Indicators,
    /// 数据 · 发布版本
    Releases,
    /// 数据 · 接口
    Api,
    /// 系统 · 任务
    Jobs,
    /// 系统 · 消息
    Messages,
    /// 系统 · 审计
    Audit,
    /// 入门
    Guide,
    /// Not in the menu.
    None,
}

struct Group {
    label: Option<Key>,
    icon: &'static str,
    entries: &'static [(Section, &'static str, Key)],
}

/// The menu in the order of the loop; only what is here.
const MENU: &[Group] = &[
    Group { label: None, icon: "house", entries: &[(Section::Home, "/", Key("menu-home"))] },
    Group {
        label: Some(Key("menu-monitoring")),
        icon: "bullseye",
        entries: &[(Section::Targets, "/targets", Key("menu-targets"))],
    },
    Group {
        label: Some(Key("menu-evaluation")),
        icon: "trophy",
        entries: &[(Section::Evaluations, "/evaluations", Key("menu-evaluations"))],
    },
    Group {
        label: Some(Key("menu-register")),
        icon: "buildings",
        entries: &[
            (Section::Zones, "/zones", Key("menu-zones")),
            (Section::Subjects, "/subjects", Key("menu-subjects")),
            (Section::Registers, "/registers", Key("menu-registers")),
        ],
    },
    Group {
        label: Some(Key("menu-policy")),
        icon: "journal-text",
        entries: &[
            (Section::Documents, "/documents", Key("menu-documents")),
            (Section::Packs, "/packs", Key("menu-packs")),
            (Section::Indicators, "/indicators", Key("menu-indicators")),
        ],
    },
    Group {
        label: Some(Key("menu-data")),
        icon: "database",
        entries: &[(Section::Releases, "/releases", Key("menu-releases")), (Section::Api, "/api", Key("menu-api"))],
    },
    Group {
        label: Some(Key("menu-system")),
        icon: "shield-lock",
        entries: &[
            (Section::Jobs, "/jobs", Key("menu-jobs")),
            (Section::Messages, "/messages", Key("menu-messages")),
            (Section::Audit, "/audit", Key("menu-audit")),
        ],
    },
    Group { label: None, icon: "signpost-split", entries: &[(Section::Guide, "/guide", Key("menu-guide"))] },
];

/// A step of the breadcrumb.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
}

/// One choice of a switch in the bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value in address and cookie.
    pub value: String,
    /// The words.
    pub label: String,
}

/// The sheet of forms, and of what is said after one was sent.
const FORMS: &str = "forms.css";

/// The frame of one page.
#[derive(Clone, Debug)]
pub struct Frame {
    pub(crate) words: Words,
    pub(crate) theme: Option<Theme>,
    pub(crate) here: Address,
    pub(crate) region: Option<String>,
    pub(crate) period: Option<String>,
    pub(crate) section: Section,
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) regions: Vec<Choice>,
    pub(crate) periods: Vec<Choice>,
    pub(crate) demonstration: bool,
    pub(crate) charts: bool,
    pub(crate) sheets: Vec<&'static str>,
    pub(crate) person: Option<Person>,
    pub(crate) unread: u64,
    pub(crate) done: Option<i64>,
}

impl Frame {
    /// A frame that knows nothing of the data: for pages that must not fail.
    pub fn bare(viewer: Viewer, section: Section, title: impl Into<String>) -> Self {
        Self {
            words: viewer.words,
            theme: viewer.theme,
            here: viewer.here,
            region: viewer.region,
            period: viewer.period,
            section,
            title: title.into(),
            lead: String::new(),
            crumbs: Vec::new(),
            regions: Vec::new(),
            periods: Vec::new(),
            demonstration: false,
            charts: false,
            sheets: if viewer.done.is_some() { vec![FORMS] } else { Vec::new() },
            person: viewer.person,
            unread: viewer.unread,
            done: viewer.done,
        }
    }

    /// The jurisdictions and periods that the bar offers.
    #[must_use]
    pub fn offering(mut self, regions: Vec<Choice>, periods: Vec<Choice>) -> Self {
        self.regions = regions;
        self.periods = periods;
        self
    }

    /// The line below the title: what this is and as of when.
    #[must_use]
    pub fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = lead.into();
        self
    }

    /// One more step above this page.
    #[must_use]
    pub fn below(mut self, href: impl Into<String>, text: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { text: text.into(), href: Some(href.into()) });
        self
    }

    /// Marks the page as showing generated data.
    #[must_use]
    pub const fn demonstration(mut self, demonstration: bool) -> Self {
        self.demonstration = demonstration;
        self
    }

    /// The page draws charts.
    #[must_use]
    pub const fn with_charts(mut self) -> Self {
        self.charts = true;
        self
    }

    /// The page shows results of an evaluation, whose drawings have a sheet of their own.
    #[must_use]
    pub fn with_results(self) -> Self {
        self.with_sheet("results.css")
    }

    /// The page has a form to write with, whose fields have a sheet of their own.
    #[must_use]
    pub fn with_forms(self) -> Self {
        self.with_sheet(FORMS)
    }

    /// The page shows versions of packs, whose text and differences have a sheet of their own.
    #[must_use]
    pub fn with_versions(self) -> Self {
        self.with_sheet("versions.css")
    }

    /// The page shows a document beside what was read from it.
    #[must_use]
    pub fn with_documents(self) -> Self {
        self.with_sheet("documents.css")
    }

    fn with_sheet(mut self, sheet: &'static str) -> Self {
        if !self.sheets.contains(&sheet) {
            self.sheets.push(sheet);
        }
        self
    }

    /// The message under `key`.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// The words of the page's language.
    #[must_use]
    pub const fn words(&self) -> Words {
        self.words
    }

    /// The page's own address.
    #[must_use]
    pub const fn here(&self) -> &Address {
        &self.here
    }

    /// The page's title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Every entry of the menu: address and words.
    #[must_use]
    pub fn entries(words: Words) -> Vec<(&'static str, String)> {
        let all = MENU.iter().flat_map(|group| group.entries);
        all.map(|(_, href, key)| (*href, words.of(*key))).collect()
    }

    // What the template reads.

    pub(crate) fn menu(&self) -> Vec<MenuGroup> {
        MENU.iter()
            .map(|group| MenuGroup {
                label: group.label.map(|key| self.words.of(key)),
                icon: icon(group.icon),
                entries: group
                    .entries
                    .iter()
                    .map(|(section, href, key)| MenuEntry {
                        href,
                        text: self.words.of(*key),
                        current: *section == self.section,
                    })
                    .collect(),
            })
            .collect()
    }

    pub(crate) fn trail(&self) -> Vec<Crumb> {
        let mut trail = Vec::new();
        for group in MENU {
            for (section, href, key) in group.entries {
                if *section != self.section || *section == Section::Home {
                    continue;
                }
                trail.push(Crumb { text: self.words.t("menu-home"), href: Some("/".to_owned()) });
                trail.extend(group.label.map(|label| Crumb { text: self.words.of(label), href: None }));
                let own = self.here.path() == *href;
                trail.push(Crumb { text: self.words.of(*key), href: (!own).then(|| (*href).to_owned()) });
            }
        }
        trail.extend(self.crumbs.iter().cloned());
        if trail.last().is_some_and(|last| last.href.is_some()) {
            trail.push(Crumb { text: self.title.clone(), href: None });
        }
        trail
    }

    pub(crate) fn tag(&self) -> &'static str {
        self.words.lang().tag()
    }

    pub(crate) fn theme_word(&self) -> &'static str {
        self.theme.map_or("", Theme::word)
    }

    pub(crate) fn other_lang(&self) -> (String, &'static str) {
        match self.words.lang() {
            domain::say::Lang::Zh => (self.here.with("lang", "en").to_string(), "English"),
            domain::say::Lang::En => (self.here.with("lang", "zh-CN").to_string(), "中文"),
        }
    }

    pub(crate) fn other_theme(&self) -> (String, &'static str, String) {
        // Light, dark, then as the system has it.
        let (next, name, label) = match self.theme {
            None => ("light", "circle-half", self.words.t("theme-system")),
            Some(Theme::Light) => ("dark", "sun", self.words.t("theme-light")),
            Some(Theme::Dark) => ("system", "moon-stars", self.words.t("theme-dark")),
        };
        (self.here.with("theme", next).to_string(), name, label)
    }

    /// Who acts, and where that is chosen.
    pub(crate) fn acting(&self) -> (String, String) {
        let label = match &self.person {
            Some(person) => shortened(&person.name),
            None => self.words.t("acting-nobody"),
        };
        let next = if self.here.path() == "/acting" { String::new() } else { self.here.to_string() };
        (Address::of("/acting").with("next", &next).to_string(), label)
    }

    /// How many messages are not read, in figures and in words; nothing where there are none.
    pub(crate) fn new_messages(&self) -> Option<(String, String)> {
        let count = usize::try_from(self.unread).unwrap_or(usize::MAX);
        let figures = if count > 99 { "99+".to_owned() } else { count.to_string() };
        (count > 0).then(|| (figures, self.words.tn("message-unread", count)))
    }

    pub(crate) fn is_region(&self, choice: &Choice) -> bool {
        self.region.as_deref() == Some(&choice.value)
    }

    pub(crate) fn is_period(&self, choice: &Choice) -> bool {
        self.period.as_deref() == Some(&choice.value)
    }

    pub(crate) fn search_words(&self) -> &str {
        if self.here.path() == "/search" { self.here.get("q").unwrap_or_default() } else { "" }
    }

    /// The address's own state but the page number, for forms that change one choice of the bar.
    pub(crate) fn kept(&self) -> Vec<(&str, &str)> {
        self.here.pairs().filter(|(key, _)| *key != "page").collect()
    }
}

/// A name as long as the bar has room for.
fn shortened(name: &str) -> String {
    const MOST: usize = 10;
    if name.chars().count() <= MOST { name.to_owned() } else { name.chars().take(MOST - 1).chain(['…']).collect() }
}

pub(crate) struct MenuGroup {
    pub(crate) label: Option<String>,
    pub(crate) icon: Html,
    pub(crate) entries: Vec<MenuEntry>,
}

pub(crate) struct MenuEntry {
    pub(crate) href: &'static str,
    pub(crate) text: String,
    pub(crate) current: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_of_the_menu_is_in_the_sprite() {
        let sprite = include_str!("../../../../assets/vendor/icons.svg");
        for group in MENU {
            assert!(sprite.contains(&format!("<symbol id=\"{}\"", group.icon)), "{}", group.icon);
        }
    }
}
