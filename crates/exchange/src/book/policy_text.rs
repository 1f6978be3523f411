//! The pack's files, line by line, as they were when the scheme was run.

use domain::hash::Sm3;
use rust_xlsxwriter::Workbook;

use super::page::{Column, Kind, Page, Put, Top};
use super::{BookError, Report};
use crate::limits::MAX_ROWS;

pub fn write(book: &mut Workbook, report: &Report<'_>) -> Result<(), BookError> {
    let columns = [
        Column::new(report.say("文件", "File"), Kind::Text),
        Column::new(report.say("行", "Line"), Kind::Whole),
        Column::new(report.say("内容", "Text"), Kind::Text),
    ];
    let mark = report.mark();
    let title = report.say(
        &format!("政策包 {}：{}", report.evaluation.pack, report.evaluation.pack_title),
        &format!("Pack {}: {}", report.evaluation.pack, report.evaluation.pack_title),
    );
    let lines = [format!("SM3 {}", report.evaluation.pack_sm3)];
    let top = Top {
        name: &report.say("政策文本", "Policy"),
        title: &title,
        lines: &lines,
        mark: mark.as_deref(),
        groups: &[],
        columns: &columns,
        frozen: 0,
    };
    let files: Vec<(String, &[u8])> = {
        let own = report.pack.files.iter().map(|(path, bytes)| (path.to_owned(), bytes));
        let upper = report.pack.upper.iter().enumerate().flat_map(|(number, files)| {
            files.iter().map(move |(path, bytes)| (format!("upper/{number}/{path}"), bytes))
        });
        own.chain(upper).collect()
    };
    let rows = files.iter().map(|(_, bytes)| bytes.split(|&byte| byte == b'\n').count()).sum::<usize>();
    if rows + 16 > MAX_ROWS as usize {
        return Err(BookError::TooManyRows { rows });
    }
    let mut page = Page::begin(book, &top)?;
    for (path, bytes) in files {
        if let Ok(text) = std::str::from_utf8(bytes) {
            for (number, line) in (1_u32..).zip(text.lines()) {
                page.row(&[Put::Text(&path), Put::Number(number.into()), Put::Text(line)])?;
            }
        } else {
            let note = report.say(
                &format!("（不是文本，{} 字节，SM3 {}）", bytes.len(), Sm3::of(bytes)),
                &format!("(not text, {} bytes, SM3 {})", bytes.len(), Sm3::of(bytes)),
            );
            page.row(&[Put::Text(&path), Put::Blank, Put::Made(note)])?;
        }
    }
    Ok(page.finish(true)?)
}
