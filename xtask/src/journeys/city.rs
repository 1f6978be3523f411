//! An office sets up an invented city by spreadsheet: regions, agencies, people, zones, firms.

use super::hand::Hand;
use crate::Outcome;

const REGIONS: &str = "行政区划代码,行政区划名称,上级行政区划,生效日期\n\
    991000,示例新城市,,2020-01-01\n991002,示例东湖区,991000,2020-01-01\n991003,示例西山县,991000,2020-01-01\n";
const AGENCIES: &str = "机构代码,机构名称,级别,类型,上级机构,所在地区,生效日期\n\
    XC,示例新城市人民政府,市级,政府,,991000,2020-01-01\nXC-TJ,示例新城市统计局,市级,部门,XC,991000,2020-01-01\n\
    DH-GWH,示例东湖开发区管委会,开发区,管委会,XC,991002,2021-03-01\n";
const PEOPLE: &str =
    "人员编号,姓名,所属机构,生效日期\nqian,示例钱敏,XC-TJ,2020-01-01\nsun,示例孙立,DH-GWH,2021-03-01\n";
const ZONES: &str = "开发区代码,开发区名称,级别,核准面积（公顷）,所在地区,主管机构,生效日期\n\
    XCDH,示例东湖经济开发区,省级,1250,991002,DH-GWH,2021-03-01\nXCXS,示例西山工业园区,省级,480.5,991003,,2022-01-01\n";
/// The second row names a zone that there is not, the third a level that there is not.
const ZONES_WRONG: &str = "开发区代码,开发区名称,级别,核准面积（公顷）,所在地区,生效日期\n\
    XCDH,示例东湖经济开发区,省级,1250,991002,2021-03-01\nXCXS,示例西山工业园区,省级,480.5,999999,2022-01-01\n\
    XCNH,示例南河开发区,星际级,100,991003,2022-01-01\n";

/// Firms of the two zones, one of them in both by share.
fn firms() -> Outcome<String> {
    let mut rows = String::from("统一社会信用代码,企业名称,规模,所在开发区,生效日期\n");
    for number in 0..40_u32 {
        let zone = match number {
            0 => "XCDH:60%;XCXS:40%",
            number if number % 2 == 1 => "XCDH",
            _ => "XCXS",
        };
        rows.push_str(&credit_code(number)?);
        rows.push_str(&[",示例新城第", &number.to_string(), "制造有限公司,规上,", zone, ",2023-01-01\n"].concat());
    }
    Ok(rows)
}

/// A unified social credit code (GB 32100) of a region that there is not, with its check character.
fn credit_code(number: u32) -> Outcome<String> {
    const SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let organisation = {
        let body = format!("MA9{number:05}");
        let weights = [3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = body.chars().zip(weights).filter_map(|(one, weight)| Some(one.to_digit(36)? * weight)).sum();
        let check = match 11 - sum % 11 {
            10 => "X".to_owned(),
            11 => "0".to_owned(),
            other => other.to_string(),
        };
        format!("{body}{check}")
    };
    let body = format!("91991000{organisation}");
    let mut weight = 1;
    let mut sum = 0;
    for one in body.chars() {
        sum += SIGNS.find(one).ok_or("no sign of a credit code")? * weight;
        weight = weight * 3 % 31;
    }
    let check = SIGNS.chars().nth((31 - sum % 31) % 31).ok_or("no check character")?;
    Ok(format!("{body}{check}"))
}

/// Imports a spreadsheet and sees how many records are new.
async fn import(hand: &Hand, kind: &str, file: &str, sheet: &str, new: &str) -> Outcome<()> {
    hand.go(&format!("/registers/{kind}")).await?;
    hand.press("表格导入").await?;
    hand.choose("表格文件", file, sheet.as_bytes()).await?;
    hand.press("提交表格").await?;
    hand.see("已导入").await?;
    hand.see(&format!("新登记\n{new}")).await
}

pub(crate) async fn walk(hand: &mut Hand) -> Outcome<()> {
    hand.go("/registers/zone").await?;
    hand.see("名录里还没有记录").await?;
    hand.act_as("示例钱敏").await?;
    import(hand, "region", "行政区划.csv", REGIONS, "3").await?;
    import(hand, "agency", "机构.csv", AGENCIES, "3").await?;
    import(hand, "person", "人员.csv", PEOPLE, "2").await?;

    // Now the person stands in the register and is chosen from it.
    hand.act_as("示例孙立").await?;
    hand.go("/registers/zone/import").await?;
    hand.choose("表格文件", "开发区（第一稿）.csv", ZONES_WRONG.as_bytes()).await?;
    hand.press("提交表格").await?;
    hand.see("有 2 处错误，没有写入任何内容").await?;
    hand.see("E3").await?;
    hand.see("C4").await?;
    let marked = hand.keep("下载标出错误的表格").await?;
    if !marked.starts_with(b"PK") {
        return Err("the marked file is no workbook".into());
    }
    hand.go("/registers/zone").await?;
    hand.see("名录里还没有记录").await?;
    import(hand, "zone", "开发区（第二稿）.csv", ZONES, "2").await?;
    import(hand, "firm", "企业.csv", &firms()?, "40").await?;

    // The office reads what it made, and hands its own export back in: nothing changes.
    hand.go("/registers/zone?q=东湖").await?;
    hand.press("示例东湖经济开发区").await?;
    hand.see("直接登记在本开发区").await?;
    hand.see("20.6").await?;
    hand.go("/registers/firm?q=第7").await?;
    hand.see("示例新城第7制造有限公司").await?;
    hand.go("/registers/firm/import").await?;
    let export = hand.keep("导出现有名录").await?;
    hand.choose("表格文件", "企业名录.xlsx", &export).await?;
    hand.press("提交表格").await?;
    hand.see("已导入").await?;
    hand.see("未变\n40").await?;

    // Who did it stands in the audit, and that nobody proved who they are.
    hand.press("查看这次操作").await?;
    hand.see("示例孙立").await?;
    hand.see("未经认证").await
}
