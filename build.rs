//! Embedded folders are read when the program is built: a change in them builds it anew.

fn main() {
    for folder in ["packs", "examples"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
