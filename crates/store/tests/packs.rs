//! Packs on both engines: what must come before what, who may decide it, and what was in force when.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

mod common;

use common::{benches, by, day};
use domain::bundle::Bundle;
use domain::hash::Sm3;
use domain::id::PackId;
use store::pack::{Checked, PackError, State, Step, Upload, Upper};
use store::{Store, StoreError};

fn pack() -> PackId {
    PackId::new("huangyan").unwrap()
}

fn files(text: &str) -> Bundle {
    [("pack.toml".to_owned(), b"id = \"huangyan\"\n".to_vec()), ("schemes.toml".to_owned(), text.as_bytes().to_vec())]
        .into_iter()
        .collect()
}

fn upper(text: &str) -> Vec<Upper> {
    vec![Upper { pack: PackId::new("province").unwrap(), sm3: Sm3::of(text.as_bytes()) }]
}

fn sound(upper: Vec<Upper>) -> Checked {
    Checked { passed: true, findings: "[]".to_owned(), upper }
}

async fn upload(store: &Store, person: &str, text: &str) -> Sm3 {
    let mut acting = store.act(by(person, "pack.upload", None)).await.unwrap();
    let upload = Upload { pack: &pack(), title: "亩均效益评价办法", files: &files(text) };
    let sm3 = acting.upload_pack(upload).await.unwrap();
    acting.commit().await.unwrap();
    sm3
}

async fn check(store: &Store, version: Sm3, checked: Checked) {
    let mut acting = store.act(by("zhang", "pack.check", None)).await.unwrap();
    acting.check_pack(version, checked).await.unwrap();
    acting.commit().await.unwrap();
}

async fn approve(store: &Store, person: &str, version: Sm3, upper: &[Upper]) -> Result<(), PackError> {
    let mut acting = store.act(by(person, "pack.approve", None)).await.unwrap();
    acting.approve_pack(version, upper).await?;
    acting.commit().await.unwrap();
    Ok(())
}

async fn force(store: &Store, version: Sm3, from: &str, reason: Option<&str>) -> Result<(), PackError> {
    let mut acting = store.act(by("zhang", "pack.force", reason)).await.unwrap();
    acting.force_pack(version, day(from), &upper("a")).await?;
    acting.commit().await.unwrap();
    Ok(())
}

/// A version that may be put in force.
async fn approved(store: &Store, text: &str) -> Sm3 {
    let version = upload(store, "zhang", text).await;
    check(store, version, sound(upper("a"))).await;
    approve(store, "li", version, &upper("a")).await.unwrap();
    version
}

#[tokio::test]
async fn a_version_comes_into_force_once_it_was_checked_and_a_second_person_approved_it() {
    for bench in benches().await {
        let store = &bench.store;
        let version = upload(store, "zhang", "weight = 30").await;
        assert_eq!(store.pack_files(version).await.unwrap(), Some(files("weight = 30")), "{}", bench.name);
        let state = async || store.pack_version(version).await.unwrap().unwrap().standing.state();
        assert_eq!(state().await, State::Uploaded);
        let early = approve(store, "li", version, &upper("a")).await.unwrap_err();
        assert!(matches!(early, PackError::NotChecked { .. }), "{early}");
        check(store, version, Checked { passed: false, findings: "[{}]".to_owned(), upper: upper("a") }).await;
        assert_eq!(state().await, State::Broken);
        let broken = approve(store, "li", version, &upper("a")).await.unwrap_err();
        assert!(matches!(broken, PackError::Broken { .. }), "{broken}");
        check(store, version, sound(upper("a"))).await;
        let same = approve(store, "zhang", version, &upper("a")).await.unwrap_err();
        assert!(matches!(&same, PackError::SamePerson { person, .. } if person == "zhang"), "{same}");
        let same = approve(store, " zhang ", version, &upper("a")).await.unwrap_err();
        assert!(matches!(same, PackError::SamePerson { .. }), "a space makes no other person: {same}");
        let nobody = approve(store, "system", version, &upper("a")).await.unwrap_err();
        assert!(matches!(nobody, PackError::NoPerson), "{nobody}");
        let early = force(store, version, "2026-04-01", None).await.unwrap_err();
        assert!(matches!(early, PackError::NotApproved { .. }), "{early}");
        approve(store, "li", version, &upper("a")).await.unwrap();
        assert_eq!(state().await, State::Approved);
        force(store, version, "2026-04-01", None).await.unwrap();
        let steps: Vec<String> = store
            .pack_history(&pack())
            .await
            .unwrap()
            .iter()
            .map(|taken| format!("{} {} {}", taken.number, taken.step.code(), taken.person))
            .collect();
        let told = ["1 uploaded zhang", "2 checked zhang", "3 checked zhang", "4 approved li", "5 in_force zhang"];
        assert_eq!(steps, told, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_pack_that_changed_between_check_and_approval_is_refused() {
    for bench in benches().await {
        let store = &bench.store;
        let version = upload(store, "zhang", "weight = 30").await;
        check(store, version, sound(upper("a"))).await;
        // Its own files: another content, which nobody uploaded.
        let changed = approve(store, "li", files("weight = 31").sm3(), &upper("a")).await.unwrap_err();
        assert!(matches!(changed, PackError::NoSuchVersion { .. }), "{changed}");
        // Uploaded, but not what was checked.
        let other = upload(store, "zhang", "weight = 32").await;
        let changed = approve(store, "li", other, &upper("a")).await.unwrap_err();
        assert!(matches!(changed, PackError::NotChecked { .. }), "{changed}");
        // A pack above it.
        let changed = approve(store, "li", version, &upper("b")).await.unwrap_err();
        assert!(
            matches!(&changed, PackError::UpperChanged { packs, .. } if packs[0].as_str() == "province"),
            "{changed}"
        );
        let changed = approve(store, "li", version, &[]).await.unwrap_err();
        assert!(matches!(changed, PackError::UpperChanged { .. }), "{changed}");
        approve(store, "li", version, &upper("a")).await.unwrap();
        let mut acting = store.act(by("zhang", "pack.force", None)).await.unwrap();
        let changed = acting.force_pack(version, day("2026-04-01"), &upper("b")).await.unwrap_err();
        assert!(matches!(changed, PackError::UpperChanged { .. }), "between approval and force: {changed}");
    }
}

#[tokio::test]
async fn one_version_is_in_force_on_a_day_as_known_at_a_moment() {
    for bench in benches().await {
        let store = &bench.store;
        let first = approved(store, "weight = 30").await;
        let second = approved(store, "weight = 35").await;
        force(store, first, "2025-01-01", None).await.unwrap();
        let before = store.now();
        force(store, second, "2026-07-01", None).await.unwrap();
        let on = async |text, known| store.pack_in_force(&pack(), day(text), known).await.unwrap();
        assert_eq!(on("2024-12-31", store.now()).await, None, "{}", bench.name);
        assert_eq!(on("2025-01-01", store.now()).await, Some(first));
        assert_eq!(on("2026-06-30", store.now()).await, Some(first));
        assert_eq!(on("2026-07-01", store.now()).await, Some(second));
        assert_eq!(on("2026-07-01", before).await, Some(first), "as it was known then: {}", bench.name);

        let late = force(store, second, "2026-06-01", None).await.unwrap_err();
        assert!(matches!(late, PackError::NeedsReason { .. }), "a later day is decided: {late}");
        let past = force(store, second, "2026-02-01", None).await.unwrap_err();
        assert!(matches!(past, PackError::NeedsReason { .. }), "days that have gone: {past}");
        force(store, second, "2026-02-01", Some("文件自 2 月 1 日起施行")).await.unwrap();
        let spans = store.pack_spans(&pack(), store.now()).await.unwrap();
        let told: Vec<_> = spans
            .iter()
            .map(|one| (one.sm3, one.span.from().unwrap().to_string(), one.span.to().map(|day| day.to_string())))
            .collect();
        let (new_year, february) = ("2025-01-01".to_owned(), "2026-02-01".to_owned());
        assert_eq!(
            told,
            [(first, new_year, Some(february.clone())), (second, february, None)],
            "half open, without a gap: {}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_version_is_ended_from_a_day_and_withdrawn_only_where_it_is_not_in_force() {
    for bench in benches().await {
        let store = &bench.store;
        let version = approved(store, "weight = 30").await;
        force(store, version, "2026-01-01", None).await.unwrap();
        let mut acting = store.act(by("zhang", "pack.withdraw", None)).await.unwrap();
        let refused = acting.withdraw_pack(version).await.unwrap_err();
        assert!(matches!(refused, PackError::InForce { .. }), "{refused}");
        let refused = acting.end_pack(version, day("2025-12-31")).await.unwrap_err();
        assert!(matches!(refused, PackError::NotInForce { .. }), "{refused}");
        acting.end_pack(version, day("2026-03-01")).await.unwrap();
        acting.withdraw_pack(version).await.unwrap();
        acting.commit().await.unwrap();
        let on = async |text| store.pack_in_force(&pack(), day(text), store.now()).await.unwrap();
        assert_eq!((on("2026-02-28").await, on("2026-03-01").await), (Some(version), None), "{}", bench.name);
        let refused = force(store, version, "2026-05-01", None).await.unwrap_err();
        assert!(matches!(refused, PackError::Withdrawn { .. }), "{refused}");

        assert_eq!(upload(store, "wang", "weight = 30").await, version);
        let standing = store.pack_version(version).await.unwrap().unwrap().standing;
        assert_eq!(standing.state(), State::Uploaded, "what was decided before counts no more: {}", bench.name);
        assert_eq!(standing.uploaded_by, ["wang"]);
    }
}

#[tokio::test]
async fn the_same_content_is_kept_once_and_every_step_is_in_the_trace() {
    for bench in benches().await {
        let store = &bench.store;
        let version = approved(store, "weight = 30").await;
        assert_eq!(upload(store, "wang", "weight = 30").await, version);
        let lines = store.packs().await.unwrap();
        assert_eq!((lines.len(), lines[0].versions, lines[0].in_force), (1, 1, None), "{}", bench.name);
        let uploads = store.pack_history(&pack()).await.unwrap();
        assert_eq!(uploads.iter().filter(|taken| taken.step == Step::Uploaded).count(), 1);

        let on = sea_orm::Database::connect(bench.url()).await.unwrap();
        let sql = "SELECT label, COALESCE(was, '') || ' > ' || became AS said FROM change WHERE kind = 'pack' ORDER BY act, number";
        let statement = sea_orm::Statement::from_string(sea_orm::ConnectionTrait::get_database_backend(&on), sql);
        let rows = sea_orm::ConnectionTrait::query_all_raw(&on, statement).await.unwrap();
        let said: Vec<String> = rows.iter().map(|row| row.try_get_by_index(1).unwrap()).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        let approved = format!(
            "{{\"state\":\"sound\",\"version\":\"{version}\"}} > {{\"step\":\"approved\",\"upper\":[\"province {}\"],\"version\":\"{version}\"}}",
            upper("a")[0].sm3
        );
        assert_eq!(said[2], approved, "{}", bench.name);
    }
}

#[tokio::test]
async fn files_that_were_changed_beneath_the_store_are_not_read() {
    for bench in benches().await {
        let version = upload(&bench.store, "zhang", "weight = 30").await;
        let on = sea_orm::Database::connect(bench.url()).await.unwrap();
        let sql = "UPDATE pack_version SET files = $1";
        let statement = sea_orm::Statement::from_sql_and_values(
            sea_orm::ConnectionTrait::get_database_backend(&on),
            sql,
            [files("weight = 99").to_bytes().into()],
        );
        sea_orm::ConnectionTrait::execute_raw(&on, statement).await.unwrap();
        let refused = bench.store.pack_files(version).await.unwrap_err();
        assert!(matches!(refused, StoreError::Unreadable { .. }), "{}: {refused}", bench.name);
    }
}

#[tokio::test]
async fn two_people_who_decide_at_once_leave_one_order_of_steps() {
    for bench in benches().await {
        let (first, second) =
            (approved(&bench.store, "weight = 30").await, approved(&bench.store, "weight = 35").await);
        let forces = (0..16).map(|at| {
            let store = bench.store.clone();
            let version = if at % 2 == 0 { first } else { second };
            tokio::spawn(async move {
                force(&store, version, &format!("2026-05-{:02}", at + 1), Some("并发")).await.unwrap();
            })
        });
        for done in forces.collect::<Vec<_>>() {
            done.await.unwrap();
        }
        let history = bench.store.pack_history(&pack()).await.unwrap();
        assert!((1..).zip(&history).all(|(number, taken)| taken.number == number), "{}", bench.name);
        let spans = bench.store.pack_spans(&pack(), bench.store.now()).await.unwrap();
        assert!(spans.windows(2).all(|two| two[0].span.to() == two[1].span.from()), "{spans:?}");
    }
}
