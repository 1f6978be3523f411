//! The registers of the invented province (示例省) and their history, as acts of the people who would do them.
//! All of it is 示例数据.

mod firms;
mod making;
mod places;
mod zones;

use domain::register::{Kind, Row};
use store::register::{ImportError, ImportWatch, RegisterError};
use store::{Act, Actor, Origin, Store};

use self::places::Place;
use super::generate::{DemoError, generate};

/// What stands wherever a record has room for it.
const MARK: &str = "示例数据";

/// Somebody of the invented province.
#[derive(Clone, Copy, Debug)]
struct Person {
    code: &'static str,
    name: &'static str,
    duty: &'static str,
    agency: &'static str,
}

const fn person(code: &'static str, name: &'static str, duty: &'static str, agency: &'static str) -> Person {
    Person { code, name, duty, agency }
}

const KEEPER: Person = person("ZHOU", "周明（示例）", "系统管理员", "IND-990000");
const ZONES: Person = person("ZHAO", "赵敏（示例）", "开发区处名录管理", "COM-990000");
const POLICY: Person = person("QIAN", "钱立（示例）", "开发区处政策管理", "COM-990000");
const APPROVER: Person = person("WU", "吴静（示例）", "开发区处处长", "COM-990000");
const FIRMS: Person = person("SUN", "孙宁（示例）", "企业名录管理", "STA-990000");
const COMMITTEE: Person = person("LI", "李蓉（示例）", "管委会统计员", "ZC-S997001");
const AUDITOR: Person = person("ZHENG", "郑方（示例）", "审计员", "GOV-990000");

/// Everybody there is to choose from.
const PEOPLE: [Person; 7] = [KEEPER, ZONES, POLICY, APPROVER, FIRMS, COMMITTEE, AUDITOR];

/// What one person imported at a time, and why.
#[derive(Clone, Debug)]
pub struct Step {
    person: Person,
    reason: &'static str,
    registers: Vec<(Kind, Vec<Row>)>,
}

impl Step {
    fn new(person: Person, reason: &'static str, registers: Vec<(Kind, Vec<Row>)>) -> Self {
        Self { person, reason, registers }
    }

    fn act(&self) -> Act {
        act("register.import", self.person, self.reason)
    }
}

/// An act of the one who keeps the policies.
pub fn policy_keeper(kind: &'static str) -> Act {
    act(kind, POLICY, "读取政策文件")
}

fn act(kind: &'static str, person: Person, reason: &str) -> Act {
    Act {
        kind,
        actor: Actor::said(person.code, person.name),
        origin: Origin::Cli,
        origin_detail: "demo".to_owned(),
        request: format!("cli-{}", std::process::id()),
        reason: Some(format!("{MARK}：{reason}")),
    }
}

/// What `seed` decides, in the order in which it is imported. Zones and firms are those of [`generate`]'s tables.
///
/// # Errors
/// [`DemoError`], only when the generator's own constants do not fit; a test proves that they do.
pub fn steps(seed: u64) -> Result<Vec<Step>, DemoError> {
    let tables = generate(seed)?;
    let [_, zones, firms] = tables.as_slice() else { return Err(DemoError::Incomplete) };
    let places: Option<Vec<Place<'_>>> = zones.rows.iter().enumerate().map(|(at, row)| Place::of(at, row)).collect();
    let (places, firms) = (places.ok_or(DemoError::Incomplete)?, &firms.rows);
    Ok(vec![
        Step::new(
            KEEPER,
            "首次建立地区、机构和人员名录",
            vec![
                (Kind::Region, places::regions(&places)?),
                (Kind::Agency, places::agencies(&places)?),
                (Kind::Person, places::people(&PEOPLE)?),
            ],
        ),
        Step::new(
            ZONES,
            "首次建立开发区和园区名录",
            vec![(Kind::Zone, zones::begun(&places)?), (Kind::Park, zones::parks()?)],
        ),
        Step::new(FIRMS, "首次建立企业名录", vec![(Kind::Firm, firms::begun(firms)?)]),
        Step::new(ZONES, "经批准升级为国家级经济技术开发区", vec![(Kind::Zone, zones::upgrade(&places)?)]),
        Step::new(COMMITTEE, "经批准调整四至范围，核准面积增加", vec![(Kind::Zone, zones::boundary(&places)?)]),
        Step::new(ZONES, "经批准整合，柳浪工业园区并入", vec![(Kind::Zone, zones::merger(&places)?)]),
        Step::new(FIRMS, "企业迁址", vec![(Kind::Firm, firms::moved(firms)?)]),
        Step::new(FIRMS, "登记合并评价和无地企业等评价对象", vec![(Kind::Subject, firms::subjects(firms)?)]),
    ])
}

/// Why the registers of the invented province are not there.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// The generator failed.
    #[error(transparent)]
    Generate(#[from] DemoError),
    /// The store refused.
    #[error(transparent)]
    Import(#[from] ImportError),
}

impl From<store::StoreError> for FillError {
    fn from(error: store::StoreError) -> Self {
        Self::Import(error.into())
    }
}

/// Fills the registers of a store, one act a step, or finds them filled. A step that was done already, before a program was
/// stopped, changes nothing and leaves no act.
///
/// # Errors
/// [`FillError`] when the store refuses.
pub async fn fill(store: &Store, seed: u64) -> Result<(), FillError> {
    match store.record(Kind::Subject, firms::LAST).await {
        Ok(_) => return Ok(()),
        Err(RegisterError::NoSuch { .. }) => {}
        Err(error) => return Err(FillError::Import(error.into())),
    }
    for step in steps(seed)? {
        let mut acting = store.act(step.act()).await?;
        let mut news = 0;
        for (kind, rows) in &step.registers {
            let done = acting.import(*kind, rows, ImportWatch::default()).await?;
            news += done.created + done.changed;
        }
        if news > 0 {
            acting.commit().await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::register::is_demonstration;
    use rust_decimal::Decimal;
    use store::register::{Rule, Wanted};
    use store::{Address, Moment};

    use super::zones::{MERGED, UPGRADED};
    use super::*;
    use crate::demo::SEED;

    #[tokio::test]
    async fn the_invented_province_is_there_with_its_history_and_filled_once() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(|| Moment::from_micros(1_772_326_800_000_000));
        let store = Store::open(&Address::of_home(folder.path()), clock).await.unwrap();
        fill(&store, SEED).await.unwrap();
        let count = async |kind| {
            let wanted = Wanted { most: 1, ..Wanted::default() };
            store.listing(kind, &wanted).await.unwrap().count
        };
        for (kind, expected) in [
            (Kind::Region, 37),
            (Kind::Agency, 70),
            (Kind::Zone, 31),
            (Kind::Park, 2),
            (Kind::Firm, 3_000),
            (Kind::Subject, 3),
            (Kind::Person, 7),
        ] {
            assert_eq!(count(kind).await, expected, "{kind}");
        }
        let acts = async || store.acts(&store::audit::ActFilter::default(), None, 100).await.unwrap().acts.len();
        assert_eq!(acts().await, 8);
        fill(&store, SEED).await.unwrap();
        assert_eq!(acts().await, 8, "found filled");

        let zone = store.record(Kind::Zone, MERGED.2).await.unwrap();
        let on = async |text: &str| store.counted(zone, text.parse().unwrap()).await.unwrap();
        let merged = Rule::Merged { name: MERGED.1.to_owned() };
        assert_eq!(on("2024-12-31").await.rules().get(&merged), Some(&Decimal::from(5)));
        assert_eq!(on("2021-12-31").await.rules().get(&merged), None);
        let upgraded = store.record(Kind::Zone, UPGRADED).await.unwrap();
        let level = async |text: &str| {
            let zone = store.entity(upgraded, text.parse().unwrap(), store.now()).await.unwrap().unwrap();
            zone.value("level").map(str::to_owned)
        };
        assert_eq!(level("2013-02-28").await.as_deref(), Some("省级"));
        assert_eq!(level("2013-03-01").await.as_deref(), Some("国家级"));
        assert_eq!(store.doctor(folder.path()).await.unwrap(), []);
    }

    #[tokio::test]
    async fn a_program_that_was_stopped_between_two_steps_goes_on_where_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(|| Moment::from_micros(1_772_326_800_000_000));
        let store = Store::open(&Address::of_home(folder.path()), clock).await.unwrap();
        let first = steps(SEED).unwrap().remove(0);
        let mut acting = store.act(first.act()).await.unwrap();
        for (kind, rows) in &first.registers {
            acting.import(*kind, rows, ImportWatch::default()).await.unwrap();
        }
        acting.commit().await.unwrap();
        fill(&store, SEED).await.unwrap();
        assert_eq!(store.acts(&store::audit::ActFilter::default(), None, 100).await.unwrap().acts.len(), 8);
    }

    #[test]
    fn nothing_of_it_could_be_taken_for_something_real() {
        for step in steps(SEED).unwrap() {
            for row in step.registers.iter().flat_map(|(_, rows)| rows) {
                assert!(is_demonstration(row.code.as_deref().unwrap_or_default(), &row.name), "{row:?}");
            }
        }
    }
}
