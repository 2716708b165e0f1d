#!/usr/bin/env bash
# The weekly job: each fuzz target for an hour, or for as many seconds as $1 says. Fails if one of them found a crash; the
# inputs are in fuzz/artifacts. Needs a Rust toolchain and a C++ compiler; installs cargo-fuzz where it is missing.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-3600}
export RUSTC_BOOTSTRAP=1 CARGO_TERM_COLOR=never

command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked
cargo run --quiet --example seed
cargo fuzz build

failed=()
for target in $(cargo fuzz list); do
  printf '\n== %s, %s s\n' "$target" "$seconds"
  cargo fuzz run "$target" -- -max_total_time="$seconds" -dict=mail.dict -max_len=8192 -timeout=10 \
    -rss_limit_mb=3072 -print_final_stats=1 || failed+=("$target")
done

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nbroken promises in: %s\n' "${failed[*]}" >&2
  find artifacts -type f >&2
  exit 1
fi
