//! Pages of a long list: which one is shown, how many there are, and the links between.

use askama::Template;

use crate::component::html::Html;
use crate::component::number;
use crate::shell::address::Address;
use crate::shell::locale::Words;

/// Rows on a page.
pub const ROWS: usize = 100;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The page shown, from 1.
    pub page: usize,
    /// Rows in the whole list.
    pub total: usize,
}

impl Paging {
    /// The page that `here` asks for, or the nearest there is.
    #[must_use]
    pub fn read(here: &Address, total: usize) -> Self {
        let asked = here.get("page").and_then(|text| text.parse::<usize>().ok()).unwrap_or(1);
        Self { page: asked.clamp(1, pages(total)), total }
    }

    /// The rows of this page.
    #[must_use]
    pub fn range(&self) -> std::ops::Range<usize> {
        let first = (self.page - 1) * ROWS;
        first..(first + ROWS).min(self.total)
    }

    /// The line below a table.
    #[must_use]
    pub fn show(&self, here: &Address, words: Words) -> Html {
        let range = self.range();
        let count = if self.total <= ROWS {
            words.tn("paging-all", self.total)
        } else {
            words.ta(
                "paging-part",
                &[
                    ("first", &number::whole(range.start + 1)),
                    ("last", &number::whole(range.end)),
                    ("total", &number::whole(self.total)),
                ],
            )
        };
        let links = self.steps().into_iter().map(|step| Link {
            text: step.map_or_else(|| "…".to_owned(), |page| page.to_string()),
            href: step
                .map(|page| here.with("page", &if page == 1 { String::new() } else { page.to_string() }).to_string()),
            current: step == Some(self.page),
        });
        Html::render(&PagingView { count, links: links.collect(), label: words.t("paging-label") })
    }

    /// First, last and those about the page shown; `None` where some are left out.
    fn steps(&self) -> Vec<Option<usize>> {
        let last = pages(self.total);
        if last == 1 {
            return Vec::new();
        }
        let mut steps = Vec::new();
        for page in 1..=last {
            if page == 1 || page == last || page.abs_diff(self.page) <= 2 {
                steps.push(Some(page));
            } else if steps.last() != Some(&None) {
                steps.push(None);
            }
        }
        steps
    }
}

fn pages(total: usize) -> usize {
    total.div_ceil(ROWS).max(1)
}

struct Link {
    text: String,
    href: Option<String>,
    current: bool,
}

#[derive(Template)]
#[template(path = "component/paging.html")]
struct PagingView {
    count: String,
    links: Vec<Link>,
    label: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_beyond_the_end_is_the_last() {
        let read = |query, total| Paging::read(&Address::new("/", query), total);
        assert_eq!(read("page=99", 250).range(), 200..250);
        assert_eq!(read("page=0", 250).range(), 0..100);
        assert_eq!(read("page=x", 0).range(), 0..0);
    }

    #[test]
    fn far_pages_are_left_out() {
        let steps = Paging { page: 15, total: 3000 }.steps();
        assert_eq!(steps, [Some(1), None, Some(13), Some(14), Some(15), Some(16), Some(17), None, Some(30)]);
        assert!(Paging { page: 1, total: 100 }.steps().is_empty());
    }
}
