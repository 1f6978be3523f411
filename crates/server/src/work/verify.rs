//! The chain of the audit walked from its beginning, and what was found told to who asked.

use domain::say::{Lang, Said, Say};
use serde_json::{Value, json};
use store::audit::Verified;
use store::job::{JobContext, JobFailure};

use super::Work;

/// The kind of job.
pub const WORK: Work = Work {
    code: "audit.verify",
    zh: "核对审计链",
    en: "verify the chain of the audit",
    asked: true,
    page: None,
    handle: |runner, _| runner.handle(WORK.code, verify),
};

async fn verify(context: JobContext) -> Result<Value, JobFailure> {
    context.progress(0, 0, Said::new("从第一节起逐节核对", "walking the chain from its beginning"));
    let found = tokio::select! {
        found = context.store().verify_audit(&[]) => found.map_err(|error| JobFailure::try_again(&error))?,
        halted = context.halted() => return Err(halted),
    };
    let said = said(&found);
    Ok(json!({
        "links": found.links,
        "anchors": found.anchors,
        "tail": found.tail,
        "sound": found.broken.is_none(),
        "said": { "zh": said.zh, "en": said.en },
    }))
}

fn said(found: &Verified) -> Said {
    let Verified { links, anchors, tail, .. } = found;
    match &found.broken {
        None => Said::new(
            format!("审计链完好：核对 {links} 节、{anchors} 个锚点；尚未链入 {tail} 次操作。"),
            format!(
                "The chain of the audit is whole: {links} links and {anchors} anchors; {tail} acts not linked yet."
            ),
        ),
        Some(broken) => Said::new(
            format!("审计链在第 {} 节之后不符：{}", links, broken.say(Lang::Zh)),
            format!("The chain of the audit is broken after link {links}: {}", broken.say(Lang::En)),
        ),
    }
}
