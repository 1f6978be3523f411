//! The embedded packs are read when the program is built: a change in them builds it anew.

fn main() {
    println!("cargo::rerun-if-changed=../../packs");
}
