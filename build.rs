//! The embedded examples are read when the program is built: a change in them builds it anew.

fn main() {
    println!("cargo::rerun-if-changed=examples");
}
