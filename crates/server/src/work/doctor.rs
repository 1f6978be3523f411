//! Store and data folder looked through, and what is wrong told with the next step.

use std::path::PathBuf;

use domain::say::Said;
use serde_json::{Value, json};
use store::doctor::Finding;
use store::job::{JobContext, JobFailure};

use super::Work;

/// The most findings that are kept; the command gives all.
const MOST: usize = 200;

/// The kind of job.
pub const WORK: Work = Work {
    code: "store.doctor",
    zh: "检查库和数据目录",
    en: "look store and data folder through",
    asked: true,
    page: None,
    handle: |runner, app| {
        let home = app.home().to_owned();
        runner.handle(WORK.code, move |context| look(context, home.clone()))
    },
};

async fn look(context: JobContext, home: PathBuf) -> Result<Value, JobFailure> {
    context.progress(0, 0, Said::new("逐项检查", "looking"));
    let found = tokio::select! {
        found = context.store().doctor(&home) => found.map_err(|error| JobFailure::try_again(&error))?,
        halted = context.halted() => return Err(halted),
    };
    let said = if found.is_empty() {
        Said::new("库和数据目录完好。", "Store and data folder are sound.")
    } else {
        Said::new(
            format!("发现 {} 处问题，见任务页。", found.len()),
            format!("{} findings; the page of the job lists them.", found.len()),
        )
    };
    Ok(json!({
        "count": found.len(),
        "findings": found.iter().take(MOST).map(one).collect::<Vec<_>>(),
        "sound": found.is_empty(),
        "said": { "zh": said.zh, "en": said.en },
    }))
}

fn one(finding: &Finding) -> Value {
    let said = |said: &Said| json!({ "zh": said.zh, "en": said.en });
    json!({
        "check": finding.check.code(),
        "place": finding.place,
        "what": said(&finding.what),
        "next": said(&finding.next),
    })
}
