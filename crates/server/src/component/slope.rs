//! Who stood where before and after: a line each from rank to rank, the large moves in colour.

use askama::Template;

use crate::component::html::Html;

/// The most lines that can still be told apart.
pub const MOST: usize = 40;
/// Room for a line of words, in pixels.
const LINE: usize = 19;
/// The longest name shown, in characters.
const LONGEST: usize = 12;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slope {
    /// Whose.
    pub name: String,
    /// The rank before, from 1.
    pub before: usize,
    /// The rank after, from 1.
    pub after: usize,
    /// Where the line leads.
    pub href: String,
}

struct Drawn<'a> {
    name: &'a str,
    short: String,
    href: &'a str,
    before: usize,
    after: usize,
    from: usize,
    to: usize,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "component/slope.html")]
struct Slopes<'a> {
    label: &'a str,
    heads: (&'a str, &'a str),
    height: usize,
    lines: Vec<Drawn<'a>>,
}

/// The lines as a drawing; `large` places or more are a large move. Equal ranks stand below each other.
#[must_use]
pub fn show(label: &str, heads: (&str, &str), lines: &[Slope], large: usize) -> Html {
    let left = rows(lines, |line| line.before);
    let right = rows(lines, |line| line.after);
    let place = |row: usize| 34 + row * LINE;
    let drawn = lines.iter().enumerate().map(|(at, line)| Drawn {
        name: &line.name,
        short: short(&line.name),
        href: &line.href,
        before: line.before,
        after: line.after,
        from: place(left[at]),
        to: place(right[at]),
        class: match line.before.abs_diff(line.after) >= large.max(1) {
            true if line.after < line.before => "won",
            true => "lost",
            false => "same",
        },
    });
    Html::render(&Slopes { label, heads, height: place(lines.len()), lines: drawn.collect() })
}

/// The row of each line when they are put in the order of `rank`.
fn rows(lines: &[Slope], rank: impl Fn(&Slope) -> usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|a, b| rank(&lines[*a]).cmp(&rank(&lines[*b])).then_with(|| lines[*a].name.cmp(&lines[*b].name)));
    let mut rows = vec![0; lines.len()];
    for (row, at) in order.into_iter().enumerate() {
        rows[at] = row;
    }
    rows
}

fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ranks_take_rows_below_each_other_and_large_moves_have_a_colour() {
        let line = |name: &str, before, after| Slope { name: name.to_owned(), before, after, href: String::new() };
        let lines = [line("甲", 1, 3), line("乙", 1, 1), line("丙", 3, 1)];
        assert_eq!(rows(&lines, |line| line.before), [1, 0, 2]);
        let drawn = show("", ("", ""), &lines, 2).to_string();
        assert!(drawn.contains("won") && drawn.contains("lost") && drawn.contains("same"), "{drawn}");
        assert_eq!(short(&"长".repeat(20)).chars().count(), LONGEST);
    }
}
