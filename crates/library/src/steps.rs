//! The steps by which a version comes into force, each with the check that must come before it, each one act.

use domain::day::Day;
use domain::hash::Sm3;
use policy::{Diagnostic, Pack, PackFiles};
use serde_json::json;
use store::pack::{Checked, PackError, Upload, Upper};
use store::{Act, Store};

use crate::error::VersionError;
use crate::packs::Packs;

/// The most findings of a check that the store keeps.
const MOST_FINDINGS: usize = 500;

/// A pack with its warnings, or the findings.
type Outcome = Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>>;

/// A step that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The version.
    pub sm3: Sm3,
    /// The act that keeps it.
    pub act: i64,
    /// What the check gave, where the step was a check.
    pub outcome: Option<Outcome>,
}

fn upper_of(pack: &Pack) -> Vec<Upper> {
    pack.upper_hashes().into_iter().map(|(pack, sm3)| Upper { pack, sm3 }).collect()
}

/// What the store keeps of a check.
fn kept(outcome: &Outcome) -> Checked {
    let (found, upper) = match outcome {
        Ok((pack, found)) => (found, upper_of(pack)),
        Err(found) => (found, Vec::new()),
    };
    let findings: Vec<_> = found.iter().take(MOST_FINDINGS).map(Diagnostic::to_json).collect();
    Checked { passed: outcome.is_ok(), findings: json!(findings).to_string(), upper }
}

/// Keeps a version and notes what its check gives, with the packs that count now.
///
/// # Errors
/// [`VersionError::Nameless`] where the files do not say which pack they are, or what the store refuses.
pub async fn upload(store: &Store, packs: &Packs, files: &PackFiles, act: Act) -> Result<Taken, VersionError> {
    let outcome = policy::check(files, packs);
    let Some((pack, title)) = files.named() else {
        let (Ok((_, found)) | Err(found)) = outcome;
        return Err(VersionError::Nameless { files: files.clone(), found });
    };
    let mut acting = store.act(act).await?;
    let sm3 = acting.upload_pack(Upload { pack: &pack, title: &title, files: files.bundle() }).await?;
    acting.check_pack(sm3, kept(&outcome)).await?;
    Ok(Taken { sm3, act: acting.commit().await?, outcome: Some(outcome) })
}

/// Checks a version again with the packs that count now, and notes what that gives.
///
/// # Errors
/// What the store refuses.
pub async fn check_again(store: &Store, packs: &Packs, sm3: Sm3, act: Act) -> Result<Taken, VersionError> {
    let files = files(store, sm3).await?;
    let outcome = policy::check(&files, packs);
    let mut acting = store.act(act).await?;
    acting.check_pack(sm3, kept(&outcome)).await?;
    Ok(Taken { sm3, act: acting.commit().await?, outcome: Some(outcome) })
}

/// Approves a version as it is kept, with the packs it builds on as they are now.
///
/// # Errors
/// [`VersionError::Broken`] where it no longer passes its check, or what the store refuses.
pub async fn approve(store: &Store, packs: &Packs, sm3: Sm3, act: Act) -> Result<Taken, VersionError> {
    let pack = checked_now(store, packs, sm3).await?;
    let mut acting = store.act(act).await?;
    acting.approve_pack(sm3, &upper_of(&pack)).await?;
    Ok(Taken { sm3, act: acting.commit().await?, outcome: None })
}

/// Puts a version in force from a day on.
///
/// # Errors
/// [`VersionError::Broken`] where it no longer passes its check, or what the store refuses.
pub async fn force(store: &Store, packs: &Packs, sm3: Sm3, from: Day, act: Act) -> Result<Taken, VersionError> {
    let pack = checked_now(store, packs, sm3).await?;
    let mut acting = store.act(act).await?;
    acting.force_pack(sm3, from, &upper_of(&pack)).await?;
    Ok(Taken { sm3, act: acting.commit().await?, outcome: None })
}

/// From a day on the version is no longer in force.
///
/// # Errors
/// What the store refuses.
pub async fn end(store: &Store, sm3: Sm3, from: Day, act: Act) -> Result<Taken, VersionError> {
    let mut acting = store.act(act).await?;
    acting.end_pack(sm3, from).await?;
    Ok(Taken { sm3, act: acting.commit().await?, outcome: None })
}

/// The version is not to be used.
///
/// # Errors
/// What the store refuses.
pub async fn withdraw(store: &Store, sm3: Sm3, act: Act) -> Result<Taken, VersionError> {
    let mut acting = store.act(act).await?;
    acting.withdraw_pack(sm3).await?;
    Ok(Taken { sm3, act: acting.commit().await?, outcome: None })
}

async fn files(store: &Store, sm3: Sm3) -> Result<PackFiles, VersionError> {
    let files = store.pack_files(sm3).await?.ok_or(PackError::NoSuchVersion { sm3 })?;
    Ok(PackFiles::from(files))
}

/// The pack that a version is with the packs that count now.
///
/// # Errors
/// [`VersionError::Broken`] where it does not pass its check, or what the store refuses.
pub async fn checked_now(store: &Store, packs: &Packs, sm3: Sm3) -> Result<Pack, VersionError> {
    let files = files(store, sm3).await?;
    match policy::check(&files, packs) {
        Ok((pack, _)) => Ok(pack),
        Err(found) => Err(VersionError::Broken { files, found }),
    }
}
