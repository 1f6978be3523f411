//! The keys of tasks.

use super::target::BY;
use super::{CITE, DEMONSTRATION, Kind, NOTE, Shape, may, must};
use crate::task::TaskKind;

/// `tasks.toml`.
pub static TASKS: Shape = Shape { title: "任务 tasks.toml", keys: &[may("task", Kind::Tables(&TASK), "任务")] };

/// `[[task]]`.
pub static TASK: Shape = Shape {
    title: "任务 [[task]]",
    keys: &[
        must("id", Kind::Code, "任务编号"),
        must("title", Kind::Text, "任务名称"),
        may("kind", Kind::Word(TaskKind::CODES), "任务或保障措施；缺省 task"),
        may("text", Kind::Text, "要做什么，用自己的话写"),
        may("lead", Kind::Texts, "牵头单位，名称或代码，一个一项"),
        may("support", Kind::Texts, "配合单位"),
        may("responsible", Kind::Texts, "不分牵头、配合的责任单位"),
        may("open_ended", Kind::Truth, "名单之后还有“等”；缺省 false"),
        BY,
        NOTE,
        CITE,
        DEMONSTRATION,
    ],
};
