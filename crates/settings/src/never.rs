//! What is never logged, at whatever level: one list, from which `docs/configuration.md` is made and which the tests drive.

/// Something that is never logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Never {
    /// Its name in tests.
    pub code: &'static str,
    /// What it is, in Chinese.
    pub zh: &'static str,
    /// What it is, in English.
    pub en: &'static str,
    /// What stands in the log in its place, in Chinese.
    pub instead: &'static str,
}

const fn never(code: &'static str, zh: &'static str, en: &'static str, instead: &'static str) -> Never {
    Never { code, zh, en, instead }
}

/// All of it.
pub const NEVER: &[Never] = &[
    never(
        "database",
        "数据库口令，以及数据库地址中的参数",
        "passwords and options of database addresses",
        "不带口令的地址",
    ),
    never("cookie", "请求头 Cookie", "the header Cookie", "无"),
    never("authorization", "请求头 Authorization", "the header Authorization", "无"),
    never("header", "其他请求头的内容", "any other header of a request", "无"),
    never(
        "query",
        "地址中“?”以后的内容，如查询词",
        "the query of an address, as what was searched",
        "路由的写法，如 /registers/{kind}",
    ),
    never("path", "地址中的名称，如对象、版本的名称", "names in an address", "路由的写法"),
    never("body", "提交的表单和文件的内容", "what forms and files hold", "无"),
    never("cell", "表格单元格的内容", "what cells of spreadsheets hold", "无"),
    never("person", "人员姓名", "names of people", "人员代码"),
    never("reason", "操作原因等人写的文字", "reasons and other words that people write", "无"),
    never("settings", "设置文件和环境变量的原文", "the text of settings and variables", "设置的名称"),
];

/// The crates of this program: what others log is written only where it is a warning or an error, for they do not keep to
/// the list.
pub const OWN: &[&str] = &[
    "yuanheng",
    "server",
    "store",
    "reporting",
    "facts",
    "evaluation",
    "exchange",
    "policy",
    "declared",
    "settings",
    "scoring",
    "domain",
];
