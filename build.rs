//! Rebuilds the crate when a content file comes or goes: the embedding alone would only notice changed ones.

fn main() {
    println!("cargo::rerun-if-changed=content");
}
