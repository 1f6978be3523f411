//! The runner: links acts while the server runs.

use std::future::Future;
use std::time::Duration;

use domain::cause::causes;

use crate::open::Store;

/// How many acts a step links; small, so that nobody waits long for the writer.
const STEP: u64 = 200;
/// The longest pause between two tries on a store that does not answer.
const LONGEST: Duration = Duration::from_mins(1);

impl Store {
    /// Links acts every `every` until `stop` comes. A store that cannot be reached is tried again, at growing intervals up
    /// to a minute. May be dropped at any time: a step is kept whole or not at all.
    pub async fn keep_linking(&self, every: Duration, stop: impl Future<Output = ()>) {
        tokio::select! {
            biased;
            () = stop => {}
            () = self.link_on_and_on(every) => {}
        }
    }

    async fn link_on_and_on(&self, every: Duration) {
        let mut failed = 0_u32;
        loop {
            let pause = match self.link_acts(STEP).await {
                Ok(linked) => {
                    if std::mem::take(&mut failed) > 0 {
                        tracing::info!(acts = linked.acts, "the acts of the audit are linked again");
                    }
                    if linked.acts > 0 && linked.left > 0 { Duration::ZERO } else { every }
                }
                Err(error) => {
                    failed = failed.saturating_add(1);
                    let pause = back_off(every, failed);
                    tracing::warn!(causes = causes(&error), next_in = ?pause, "acts could not be linked; trying again");
                    pause
                }
            };
            tokio::time::sleep(pause).await;
        }
    }
}

/// How long to wait after the `failed`th failure in a row: twice as long each time, up to a minute.
fn back_off(every: Duration, failed: u32) -> Duration {
    let doubled = 1_u32.checked_shl(failed.min(30)).unwrap_or(u32::MAX);
    every.max(Duration::from_millis(10)).saturating_mul(doubled).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_grow_rarer_up_to_a_minute() {
        let after = |failed| back_off(Duration::from_secs(2), failed).as_secs();
        assert_eq!([after(1), after(2), after(4), after(5), after(u32::MAX)], [4, 8, 32, 60, 60]);
        assert_eq!(back_off(Duration::ZERO, 1), Duration::from_millis(20));
    }
}
