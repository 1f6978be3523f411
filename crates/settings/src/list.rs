//! Every setting there is: its name, what it may be, what it does, and what holds where nobody sets it.

use std::net::SocketAddr;

use declared::shape::{Checked, Key, Kind, Shape};
use store::Address;

use crate::filter::Filter;

const fn setting(name: &'static str, kind: Kind, usual: &'static str, zh: &'static str, en: &'static str) -> Key {
    Key { name, kind, required: false, doc: zh, en, usual }
}

const fn table(name: &'static str, shape: &'static Shape, zh: &'static str, en: &'static str) -> Key {
    setting(name, Kind::Table(shape), "", zh, en)
}

static LISTEN: Checked = Checked {
    fits: |text| text.parse::<SocketAddr>().is_ok(),
    zh: "监听地址，写作 地址:端口，如 \"127.0.0.1:7878\"",
    en: "an address to listen on with its port, as \"127.0.0.1:7878\"",
};

static ADDRESS: Checked = Checked {
    fits: |text| text.parse::<Address>().is_ok(),
    zh: "库的地址，如 \"postgres://用户:口令@主机:端口/库名\" 或 \"sqlite:文件\"",
    en: "the address of a store, as \"postgres://user:password@host:port/name\" or \"sqlite:FILE\"",
};

static FILTER: Checked = Checked {
    fits: |text| text.parse::<Filter>().is_ok(),
    zh: "日志级别 off、error、warn、info、debug、trace，可按部分另定，如 \"info,store=debug\"",
    en: "a level (off, error, warn, info, debug, trace), others for single parts after commas, as \"info,store=debug\"",
};

/// `yuanheng.toml`.
pub static FILE: Shape = Shape {
    title: "设置文件",
    keys: &[
        setting(
            "listen",
            Kind::Checked(&LISTEN),
            "\"127.0.0.1:7878\"",
            "网页的监听地址；尚无登录功能，只能是本机",
            "where pages are served; this machine only, as there is no sign-in yet",
        ),
        setting(
            "database",
            Kind::Secret(&ADDRESS),
            "",
            "库的地址；缺省为数据目录中的 store.sqlite。含口令的，宜改用 database_file",
            "address of the store; store.sqlite in the data folder unless given. One with a password is better kept in database_file",
        ),
        setting(
            "database_file",
            Kind::Text,
            "",
            "写有库的地址的文件（只有一行，权限 600），口令便不必写在设置里；相对路径从设置文件所在目录算起",
            "a file that holds the address of the store (one line, mode 600), so that no password stands in the settings; a relative path begins at the folder of the settings",
        ),
        table("log", &LOG, "日志", "the log"),
        table("jobs", &JOBS, "后台任务", "jobs in the background"),
        table("audit", &AUDIT, "审计", "the audit"),
        table("pages", &PAGES, "网页", "pages"),
        table("stop", &STOP, "停止服务", "stopping the server"),
    ],
};

/// `[log]`.
pub static LOG: Shape = Shape {
    title: "日志设置 [log]",
    keys: &[
        setting(
            "format",
            Kind::Word(&["text", "json"]),
            "\"text\"",
            "日志写法：text 供人看，json 每行一个对象",
            "how lines are written: text for people, json for programs",
        ),
        setting(
            "filter",
            Kind::Checked(&FILTER),
            "\"off\"",
            "记到哪一级；serve 缺省为 info，其余命令缺省不记；-v 即 info",
            "what is written; info for serve unless set, nothing for other commands; -v is info",
        ),
    ],
};

/// `[jobs]`.
pub static JOBS: Shape = Shape {
    title: "后台任务设置 [jobs]",
    keys: &[
        setting("at_once", Kind::Whole(1, 16), "2", "同时进行几个任务", "how many jobs are worked on at once"),
        setting(
            "poll_ms",
            Kind::Whole(50, 60_000),
            "300",
            "每隔多少毫秒看一次有没有新任务",
            "milliseconds between two looks for a new job",
        ),
    ],
};

/// `[audit]`.
pub static AUDIT: Shape = Shape {
    title: "审计设置 [audit]",
    keys: &[
        setting(
            "link_seconds",
            Kind::Whole(1, 5),
            "2",
            "服务运行时，每隔几秒把新的操作链入审计链",
            "seconds between two links of the audit's chain while pages are served",
        ),
        setting(
            "keep_days",
            Kind::Whole(184, 36_500),
            "1096",
            "audit prune 保留多少天的操作；不得少于 184 天",
            "for how many days `audit prune` keeps acts; 184 at least",
        ),
    ],
};

/// `[pages]`.
pub static PAGES: Shape = Shape {
    title: "网页设置 [pages]",
    keys: &[
        setting(
            "timeout_seconds",
            Kind::Whole(1, 600),
            "30",
            "一个页面最长处理几秒，超过即答复“超时”",
            "seconds that a page may take before it is answered with a time-out",
        ),
        setting(
            "upload_mb",
            Kind::Whole(1, 1024),
            "64",
            "一次最多上传多少 MB 文件",
            "how many MB of files one form may send",
        ),
    ],
};

/// `[stop]`.
pub static STOP: Shape = Shape {
    title: "停止服务设置 [stop]",
    keys: &[setting(
        "grace_seconds",
        Kind::Whole(1, 600),
        "20",
        "收到停止信号后，正在处理的请求和任务各最多再等几秒",
        "seconds that running requests, and then running jobs, have to end once the server is told to stop",
    )],
};

/// One setting with its whole name.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The table that it stands in; empty for the file itself.
    pub table: &'static str,
    /// Its key.
    pub key: &'static Key,
}

impl Setting {
    /// Every setting, in order.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let of = |key: &'static Key| match &key.kind {
            Kind::Table(shape) => shape.keys.iter().map(|own| Self { table: key.name, key: own }).collect(),
            _ => vec![Self { table: "", key }],
        };
        FILE.keys.iter().flat_map(of).collect()
    }

    /// Its whole name, as `log.format`.
    #[must_use]
    pub fn name(&self) -> String {
        if self.table.is_empty() { self.key.name.to_owned() } else { format!("{}.{}", self.table, self.key.name) }
    }

    /// The environment variable that sets it, as `YUANHENG_LOG_FORMAT`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("YUANHENG_{}", self.name().replace('.', "_").to_uppercase())
    }

    /// Whether it is never shown.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        matches!(self.key.kind, Kind::Secret(_))
    }
}
