//! A grade: its letter in a box whose tint follows its place among the grades.

use askama::Template;
use evaluation::result::GradeCount;

use crate::component::html::Html;
use crate::component::table::Cell;
use crate::shell::locale::Words;

#[derive(Template)]
#[template(source = r#"<span class="yh-grade {{ tint }}" title="{{ title }}">{{ code }}</span>"#, ext = "html")]
struct GradeView<'a> {
    code: &'a str,
    title: &'a str,
    tint: &'static str,
}

/// The box of the grade at `place` (from 0, best first) of `of` grades.
#[must_use]
pub fn show(code: &str, title: &str, place: usize, of: usize) -> Html {
    Html::render(&GradeView { code, title, tint: tint(place, of) })
}

/// The cell of a subject's grade among the grades of its population.
#[must_use]
pub fn cell(code: Option<&str>, grades: &[GradeCount], words: Words) -> Cell {
    let Some(code) = code else {
        return if grades.is_empty() { Cell::maybe(None::<String>) } else { Cell::Missing(words.t("ungraded")) };
    };
    let place = grades.iter().position(|grade| grade.code == code).unwrap_or(grades.len());
    let title = grades.get(place).and_then(|grade| grade.title.as_deref()).unwrap_or(code);
    Cell::Part(show(code, title, place, grades.len()))
}

/// Four tints spread from best to worst; the worst always has the last one.
#[must_use]
pub fn tint(place: usize, of: usize) -> &'static str {
    let last = of.saturating_sub(1);
    match place {
        _ if place > last => "",
        0 => "g1",
        _ if place == last => "g4",
        _ if place * 2 <= last => "g2",
        _ => "g3",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_is_green_and_the_worst_is_red_however_many_there_are() {
        let tints = |of| (0..of).map(|place| tint(place, of)).collect::<Vec<_>>();
        assert_eq!(tints(2), ["g1", "g4"]);
        assert_eq!(tints(4), ["g1", "g2", "g3", "g4"]);
        assert_eq!(tints(5), ["g1", "g2", "g2", "g3", "g4"]);
        assert_eq!(tint(7, 4), "", "a grade outside the list has no tint");
    }
}
