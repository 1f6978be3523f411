//! What another version of a pack would change on a release: every scheme of both run once, and kept while it may be asked again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::hash::Sm3;
use domain::id::SchemeId;
use domain::period::Period;
use domain::say::{Lang, Said, Say};
use evaluation::Evaluation;
use facts::ReleaseView;
use policy::Pack;
use tokio::sync::Notify;

/// How many are kept.
const KEPT: usize = 4;

/// One scheme run by both versions.
#[derive(Debug)]
pub struct SchemeEffect {
    /// The scheme.
    pub id: SchemeId,
    /// Its title in the new version.
    pub title: String,
    /// Both results, or why there are none.
    pub outcome: Result<(Evaluation, Evaluation), Said>,
}

/// The schemes that both versions have.
pub type Effect = Arc<Vec<SchemeEffect>>;

/// What an effect is worked out of: both packs with what they build on, and the period.
pub type Key = (Sm3, Sm3, Period);

/// How far it is.
#[derive(Clone, Debug)]
enum Progress {
    Running,
    Done(Effect),
    Broken,
}

/// The work broke off; looked at again, it is begun anew.
#[derive(Clone, Copy, Debug)]
pub struct BrokeOff;

/// What was worked out for one release, the latest asked for last.
#[derive(Debug, Default)]
pub struct Effects {
    kept: Mutex<VecDeque<(Key, Progress)>>,
    ended: Notify,
}

impl Effects {
    fn kept(&self) -> MutexGuard<'_, VecDeque<(Key, Progress)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether whoever asks is to begin the work: nobody has.
    pub fn begin(&self, key: Key) -> bool {
        let mut kept = self.kept();
        if kept.iter().any(|(own, _)| *own == key) {
            return false;
        }
        kept.push_back((key, Progress::Running));
        // What still runs is not forgotten: it would be begun twice.
        if kept.len() > KEPT
            && let Some(oldest) = kept.iter().position(|(_, progress)| !matches!(progress, Progress::Running))
        {
            kept.remove(oldest);
        }
        true
    }

    /// Notes how the work ended.
    pub fn end(&self, key: Key, effect: Option<Effect>) {
        let progress = effect.map_or(Progress::Broken, Progress::Done);
        if let Some((_, own)) = self.kept().iter_mut().find(|(own, _)| *own == key) {
            *own = progress;
        }
        self.ended.notify_waiters();
    }

    /// Waits for the end of work that somebody began.
    ///
    /// # Errors
    /// [`BrokeOff`] where it did.
    pub async fn ready(&self, key: Key) -> Result<Effect, BrokeOff> {
        loop {
            let ended = self.ended.notified();
            let progress = self.kept().iter().find(|(own, _)| *own == key).map(|(_, progress)| progress.clone());
            match progress {
                Some(Progress::Done(effect)) => return Ok(effect),
                Some(Progress::Running) => ended.await,
                Some(Progress::Broken) | None => {
                    self.kept().retain(|(own, _)| *own != key);
                    return Err(BrokeOff);
                }
            }
        }
    }
}

/// Runs each scheme that both versions have.
#[must_use]
pub fn work_out(old: &Pack, new: &Pack, release: &ReleaseView, period: Period) -> Effect {
    let both = new.schemes.iter().filter(|scheme| old.scheme(scheme.id.as_str()).is_some());
    let run = both.map(|scheme| {
        let outcome = evaluation::effect::effect(old, new, Some(scheme.id.as_str()), release, period);
        SchemeEffect {
            id: scheme.id.clone(),
            title: scheme.title.clone(),
            outcome: outcome
                .map(|effect| (effect.before.evaluation, effect.after.evaluation))
                .map_err(|error| Said::new(error.say(Lang::Zh), error.say(Lang::En))),
        }
    });
    Arc::new(run.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u8) -> Key {
        (Sm3::of(&[number]), Sm3::of(b"new"), "2024".parse().unwrap())
    }

    #[test]
    fn work_is_begun_once_and_what_runs_is_not_forgotten() {
        let effects = Effects::default();
        assert!(effects.begin(key(0)) && !effects.begin(key(0)));
        for number in 1..10 {
            assert!(effects.begin(key(number)));
            effects.end(key(number), Some(Effect::default()));
        }
        assert!(!effects.begin(key(0)), "it still runs");
        assert!(effects.begin(key(1)), "it was long ago");
    }

    #[tokio::test]
    async fn who_waits_is_told_when_it_ends_and_when_it_breaks_off() {
        let effects = Arc::new(Effects::default());
        effects.begin(key(0));
        let waiting = tokio::spawn({
            let effects = Arc::clone(&effects);
            async move { effects.ready(key(0)).await.is_ok() }
        });
        tokio::task::yield_now().await;
        effects.end(key(0), Some(Effect::default()));
        assert!(waiting.await.unwrap());
        effects.begin(key(1));
        effects.end(key(1), None);
        assert!(effects.ready(key(1)).await.is_err());
        assert!(effects.begin(key(1)), "it may be begun anew");
    }
}
