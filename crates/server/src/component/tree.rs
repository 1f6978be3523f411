//! An explanation: a tree that reads as sentences, each of which opens to what it rests on.

use askama::Template;

use crate::component::html::Html;

/// One sentence and those beneath it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// What the sentence is about.
    pub label: String,
    /// Its value with its unit of measure.
    pub figure: String,
    /// How it comes about.
    pub text: String,
    /// The clause, file or cell it rests on, in fine print.
    pub source: String,
    /// Where its source leads.
    pub href: Option<String>,
    /// What it rests on.
    pub children: Vec<Node>,
    /// Whether it opens at once.
    pub open: bool,
}

#[derive(Template)]
#[template(path = "component/tree.html")]
struct Tree<'a> {
    id: &'a str,
    nodes: &'a [Node],
}

#[derive(Template)]
#[template(path = "component/tree_nodes.html")]
struct Nodes<'a> {
    nodes: &'a [Node],
}

impl Nodes<'_> {
    fn beneath(node: &Node) -> Html {
        Html::render(&Nodes { nodes: &node.children })
    }
}

/// The tree as markup; `id` names it on its page.
#[must_use]
pub fn show(id: &str, nodes: &[Node]) -> Html {
    Html::render(&Tree { id, nodes })
}

impl Tree<'_> {
    fn all(&self) -> Html {
        Html::render(&Nodes { nodes: self.nodes })
    }
}
