//! Builds again when an asset, a locale or a template is added or taken away, not only when one is changed.

fn main() {
    for folder in ["../../assets", "templates"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
