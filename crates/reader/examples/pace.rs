//! Prints how long a document of 30 pages takes, in every form but PDF:
//! `cargo run --release -p yuanheng-reader --example pace`.

use std::fmt::Write as _;
use std::io::{Write as _, stdout};
use std::time::{Duration, Instant};

/// How often each form is read; the quickest and the middle time are printed.
const TIMES: usize = 21;

/// A plan of at least so many characters, its figures different in every clause.
fn plan(length: usize) -> Result<String, std::fmt::Error> {
    let mut text = "云溪市园区提质行动方案\n一、总体要求\n到2034年，全市园区规模以上工业总产值突破900亿元，年均增长9%左右。\n二、重点任务\n".to_owned();
    let mut clause = 0;
    while text.chars().count() < length {
        clause += 1;
        writeln!(
            text,
            "（{}）盘活第{clause}片低效用地。清理闲置两年以上的地块，建立台账，逐宗提出处置意见，到2033年盘活不少于{}亩，新增规模以上企业{}家以上，亩均税收不低于{}万元。对投产项目按设备投资额的{}%给予奖励，单户每年最高不超过{}万元；考核得分{}分以下的，约谈主要负责人。（牵头单位：市自然资源局；配合单位：市发展改革委、市财政局、各区县政府）",
            CHINESE.get(clause % CHINESE.len()).unwrap_or(&"一"),
            100 + clause,
            10 + clause,
            12 + clause % 9,
            3 + clause % 7,
            100 + clause * 10,
            50 + clause % 30
        )?;
    }
    Ok(text)
}

const CHINESE: [&str; 10] = ["十", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = plan(30_000)?;
    let paragraphs = |line: &str| format!("<p style=\"text-indent:2em\"><span lang=ZH-CN>{line}</span></p>\n");
    let page: Vec<String> = text.lines().map(paragraphs).collect();
    let page = format!("<!DOCTYPE html><html><body>{}</body></html>", page.concat());
    let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
    let mut out = stdout().lock();
    writeln!(out, "{} characters", text.chars().count())?;
    for (name, bytes) in [("txt", text.as_bytes()), ("txt, GB18030", &gb), ("html", page.as_bytes())] {
        let mut times: Vec<Duration> = Vec::with_capacity(TIMES);
        for _ in 0..TIMES {
            let start = Instant::now();
            let reading = reader::read(bytes)?;
            times.push(start.elapsed());
            std::hint::black_box(reading);
        }
        let first = times.first().copied().unwrap_or_default();
        times.sort_unstable();
        let middle = times.get(TIMES / 2).copied().unwrap_or_default();
        writeln!(out, "{name}: first {first:.1?}, middle of {TIMES} {middle:.1?}")?;
    }
    Ok(())
}
