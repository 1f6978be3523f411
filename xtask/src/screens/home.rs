//! A home for each state in which pages are seen, made by the real program from real imports.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Outcome;

/// The states: as shipped, nothing yet, names far longer than usual, and parts that cannot be read.
pub(crate) const STATES: [&str; 4] = ["normal", "empty", "long", "broken"];

/// What zones report in the demonstration: indicator, unit of measure, a usual figure.
const COLUMNS: [(&str, &str, u32); 14] = [
    ("approved_area", "hectare", 1500),
    ("industrial_land", "mu", 9000),
    ("idle_land", "mu", 300),
    ("firms_above_scale", "jia", 120),
    ("hightech_firms", "jia", 30),
    ("zone_revenue", "yi_yuan", 180),
    ("zone_value_added", "yi_yuan", 50),
    ("zone_tax", "yi_yuan", 14),
    ("fixed_investment", "yi_yuan", 40),
    ("foreign_investment", "wan_usd", 900),
    ("zone_rd_expense", "yi_yuan", 4),
    ("zone_energy", "wan_tce", 45),
    ("zone_employees", "person", 21000),
    ("lead_industry_share", "percent", 62),
];

/// Makes the home of `state` in `folder`.
pub(crate) fn make(program: &Path, state: &str, folder: &Path) -> Outcome<()> {
    match state {
        "normal" => demo(program, folder).and_then(|()| versions(program, folder)),
        "empty" => empty(folder),
        "long" => long(program, folder),
        "broken" => {
            demo(program, folder)?;
            for part in fs::read_dir(folder.join("parts"))? {
                fs::write(part?.path(), b"broken")?;
            }
            Ok(())
        }
        _ => Err(format!("no state {state}").into()),
    }
}

/// Spreadsheets of zones as people send them: one that is right and one with errors, with names that are long.
pub(crate) fn sheets() -> [(&'static str, String); 2] {
    let head = "开发区代码,开发区名称,级别,核准面积（公顷）,所在地区,生效日期\n";
    let right = format!("{head}SCREEN1,示例新设开发区（表格导入）,省级,320.5,,2024-01-01\n");
    let name = "示例省高新技术产业与现代装备制造循环经济示范开发区（含原工业集中区和综合保税区配套园区）";
    let cells = "星际级（名录里没有的级别）,很大,没有这个地方的自治州";
    let rows: Vec<_> = (0..12).map(|row| format!("SCREEN-{row},{name}{row},{cells},2024-13-{row}\n")).collect();
    let wrong = format!("{head}{}", rows.concat());
    [("开发区名录（更正稿）.csv", right), ("开发区名录-各区县汇总上报-第三次修改-最终版-不再改.csv", wrong)]
}

/// Policy documents as people send them: one that is no text, and one whose names and clauses are long.
pub(crate) fn documents() -> [(&'static str, String); 2] {
    let agency = "示例省高新技术产业与现代装备制造循环经济示范开发区管理委员会（含原工业集中区综合事务协调局）";
    let clause = "推动传统产业智能化绿色化融合化改造提升与战略性新兴产业集群培育工程";
    let mut text =
        String::from("示例省长名自治州关于进一步促进开发区高质量发展若干措施的实施方案（示例）\n\n一、主要目标\n\n");
    for year in 2025..2031 {
        let _ =
            write!(text, "到{year}年，{agency}规模以上工业总产值达到{year}.5亿元以上，研发经费投入强度达到3.{year}%。");
    }
    text.push_str("\n\n二、主要任务\n\n");
    for (number, numeral) in ["一", "二", "三", "四", "五", "六"].into_iter().enumerate() {
        let _ = write!(
            text,
            "（{numeral}）{clause}。{clause}，到2027年底前完成第{number}批。（牵头单位：{agency}、示例省工业和信息化厅；配合单位：{agency}）\n\n"
        );
    }
    text.push_str("三、支持政策\n\n对承担上述工程的企业，按照设备投资额的10%给予一次性补助，最高不超过1234.5万元。\n");
    [
        ("扫描件.bin", "\0\u{1}\u{2}".repeat(40)),
        ("示例省长名自治州开发区高质量发展实施方案-征求意见稿-第三次修改-最终版.txt", text),
    ]
}

fn demo(program: &Path, folder: &Path) -> Outcome<()> {
    run(program, [OsStr::new("demo"), OsStr::new("--no-serve"), OsStr::new("--home"), folder.as_os_str()])
}

/// The demonstration's pack with one weight another, waiting for a second person; one in force; and one with errors.
fn versions(program: &Path, home: &Path) -> Outcome<()> {
    let shipped = crate::program::root().join("packs");
    let scratch = tempfile::tempdir()?;
    let changed = |pack: &str, file: &str, old: &str, new: &str| -> Outcome<std::path::PathBuf> {
        let folder = scratch.path().join(pack);
        fs::create_dir_all(&folder)?;
        for entry in fs::read_dir(shipped.join(pack))? {
            let path = entry?.path();
            if path.is_file() {
                let text = fs::read_to_string(&path)?;
                let name = path.file_name().ok_or("a file has a name")?;
                let text = if name == file { text.replacen(old, new, 1) } else { text };
                fs::write(folder.join(name), text)?;
            }
        }
        Ok(folder)
    };
    let step = |step: &str, what: &OsStr, person: &str, more: &[&str]| {
        let head = ["pack", step].map(OsStr::new).into_iter().chain([what, OsStr::new("--home"), home.as_os_str()]);
        let tail = ["--as", person].into_iter().chain(more.iter().copied()).map(OsStr::new);
        head.chain(tail).map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let demo = changed("demo-province", "schemes.toml", "weight    = 15", "weight    = 25")?;
    let reason = ["--reason", "示例：提高亩均税收的权重"];
    let forced = ["--from", "2024-01-01"];
    let broken = changed("huangyan-2022", "indicators.toml", "ratio(tax_paid, land_mu)", "ratio(tax_paid, land_mo)")?;
    for step in [
        step("upload", OsStr::new("mu-average-2019"), "张三", &[]),
        step("approve", OsStr::new("mu-average-2019"), "李四", &[]),
        step("force", OsStr::new("mu-average-2019"), "李四", &forced),
        step("upload", demo.as_os_str(), "张三", &reason),
    ] {
        run(program, step.iter().map(AsRef::as_ref))?;
    }
    // That it has errors is what is to be seen.
    let _ = Command::new(program)
        .args(step("upload", broken.as_os_str(), "王五", &[]))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    Ok(())
}

/// A home as it stands before the first import.
fn empty(folder: &Path) -> Outcome<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("home.json"), "{\"format\":1}\n")?;
    Ok(fs::write(folder.join("names.json"), "{\"format\":1,\"releases\":[]}\n")?)
}

/// Thirty invented zones whose names, places and industries are far longer than usual.
fn long(program: &Path, folder: &Path) -> Outcome<()> {
    let scratch = tempfile::tempdir()?;
    let (table, mapping) =
        (scratch.path().join("示例数据-名称很长的开发区汇总统计表.csv"), scratch.path().join("long.toml"));
    fs::write(&table, long_table()?)?;
    fs::write(&mapping, long_mapping()?)?;
    let home = folder.as_os_str();
    let import = [OsStr::new("import"), OsStr::new("--home"), home, OsStr::new("--mapping"), mapping.as_os_str()];
    run(program, import.into_iter().chain([table.as_os_str()]))?;
    let evaluate = ["evaluate", "--pack", "demo-province", "--scheme", "zones", "--period", "2024", "--home"];
    run(program, evaluate.map(OsStr::new).into_iter().chain([home]))
}

fn long_table() -> Result<String, std::fmt::Error> {
    let mut table = String::from("代码,名称,级别,类型,地区,产业");
    for (code, ..) in COLUMNS {
        write!(table, ",{code}")?;
    }
    table.push('\n');
    for zone in 0..30_u32 {
        let level = if zone < 8 { "国家级" } else { "省级" };
        write!(
            table,
            "LONG{zone:03},示例省第{zone}号高新技术产业与现代装备制造循环经济示范开发区（含原工业集中区、承接产业转移示范基地核心区和综合保税区配套园区）,\
             {level},经济技术开发区（国家新型工业化产业示范基地）,示例省长名自治州示例族示例族自治县,\
             高端装备制造、新能源汽车及关键零部件、生物医药与大健康、电子信息与软件服务、新型建筑材料和现代物流"
        )?;
        for (column, (_, _, usual)) in (0_u32..).zip(COLUMNS) {
            // Spread without chance: from half to one and a half of the usual figure.
            let share = 50 + (zone * 37 + column * 53) % 101;
            write!(table, ",{}.{:02}", usual * share / 100, usual * share % 100)?;
        }
        table.push('\n');
    }
    Ok(table)
}

fn long_mapping() -> Result<String, std::fmt::Error> {
    let mut mapping = String::from(
        "form = \"long-names\"\ntitle = \"示例数据：名称很长的开发区\"\ndemonstration = true\n[period]\nfixed = \"2024\"\n\
         [subject]\nkind = \"zone\"\nid = \"代码\"\nname = \"名称\"\n",
    );
    for (column, name) in [("级别", "level"), ("类型", "kind"), ("地区", "region"), ("产业", "industries")] {
        write!(mapping, "[[attribute]]\ncolumn = \"{column}\"\nname = \"{name}\"\n")?;
    }
    for (code, unit, _) in COLUMNS {
        write!(mapping, "[[value]]\ncolumn = \"{code}\"\nindicator = \"{code}\"\nunit = \"{unit}\"\n")?;
    }
    Ok(mapping)
}

fn run<'a>(program: &Path, arguments: impl IntoIterator<Item = &'a OsStr>) -> Outcome<()> {
    let arguments: Vec<_> = arguments.into_iter().collect();
    let done = Command::new(program).args(&arguments).stdout(Stdio::null()).status()?;
    if done.success() { Ok(()) } else { Err(format!("{} {arguments:?} failed", program.display()).into()) }
}
