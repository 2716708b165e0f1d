#!/usr/bin/env bash
# Every test, on a fresh Debian machine with a Rust toolchain and a C compiler. Installs what it needs by itself:
# Chromium, Node.js and npm for the browser tests. Artefacts (screenshots) land in target/browser.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=never

install_missing() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  [ ${#missing[@]} -eq 0 ] && return
  local root=(); [ "$(id -u)" -eq 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

step() { printf '\n== %s\n' "$*"; "$@"; }

install_missing
step cargo fmt --check
step cargo clippy --all-targets -- -D warnings
step cargo clippy --lib --no-default-features -- -D warnings
RUSTDOCFLAGS="-D warnings" step cargo doc --no-deps
step cargo test
step cargo run -- check
step npm --prefix tests/browser ci --no-audit --no-fund
step node --test tests/browser/*.test.mjs
