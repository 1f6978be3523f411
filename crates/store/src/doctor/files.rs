//! The files that rows name: attachments, the parts of releases; and the packs that the store holds itself.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use domain::hash::{Sm3, Sm3Writer};

use super::Patient;
use super::finding::{Check, Findings};
use crate::error::StoreError;
use crate::query;
use crate::transfer::TransferError;
use crate::transfer::home::named;
use crate::transfer::pages::blocking;

pub(super) async fn look(patient: &Patient<'_>, home: &Path, found: &mut Findings) -> Result<(), TransferError> {
    let named = named(patient.store, patient.on).await?;
    for place in named.unreadable {
        found.add(
            Check::Files,
            place,
            "内容与其摘要不符，或无法读取",
            "it is not what its hash says, or cannot be read",
        );
    }
    for (path, needed) in named.files {
        let place: PathBuf = home.join(&path);
        let by = needed.by;
        match blocking(move || hash(&place)).await? {
            Ok(sm3) if sm3 == needed.sm3 => {}
            Ok(_) => found.add(
                Check::Files,
                path,
                format!("文件已改动，与 {by} 记载的摘要不符"),
                format!("the file is altered: its hash is not the one that {by} names"),
            ),
            Err(error) if error.kind() == io::ErrorKind::NotFound => found.add(
                Check::Files,
                path,
                format!("缺少 {by} 所指的文件"),
                format!("the file that {by} names is missing"),
            ),
            Err(error) => {
                tracing::error!(path, error = %error.kind(), "a file cannot be read");
                found.add(Check::Files, path, "文件无法读取", "the file cannot be read");
            }
        }
    }
    packs(patient, found).await?;
    Ok(())
}

fn hash(path: &Path) -> io::Result<Sm3> {
    let (mut from, mut hash, mut buffer) = (File::open(path)?, Sm3Writer::default(), vec![0; 256 * 1024]);
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(hash.finish()),
            read => hash.update(&buffer[..read]),
        }
    }
}

/// Packs are read as bytes: what stands in them is known elsewhere.
async fn packs(patient: &Patient<'_>, found: &mut Findings) -> Result<(), StoreError> {
    let sql = "SELECT sm3, pack FROM pack_version ORDER BY sm3";
    for row in query::all(patient.on, sql, []).await.map_err(|e| patient.fault(e))? {
        let sm3: String = row.try_get_by_index(0).map_err(|e| patient.fault(e))?;
        let pack: String = row.try_get_by_index(1).map_err(|e| patient.fault(e))?;
        let files = "SELECT files FROM pack_version WHERE sm3 = $1";
        let bytes = query::value::<_, Vec<u8>>(patient.on, files, [sm3.as_str().into()]).await;
        if !bytes.is_ok_and(|bytes| bytes.is_some_and(|bytes| !bytes.is_empty())) {
            found.add(
                Check::Packs,
                format!("pack_version {sm3}"),
                format!("政策包 {pack} 的内容读不出来"),
                format!("the content of the pack {pack} cannot be read"),
            );
        }
    }
    Ok(())
}
