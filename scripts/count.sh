# shellcheck shell=bash disable=SC2034
# Counts test results from the reports of surefire and failsafe, and records those of a soak.

reports() {
  find . \( -path ./.git -o -path '*/target/fast' \) -prune -o -path '*/target/*-reports/TEST-*.xml' -type f "$@"
}

# Old reports would be counted again, and an old summary fails a module without tests.
forget_results() {
  reports -exec rm -f {} +
  find . -path '*/target/failsafe-reports/failsafe-summary.xml' -exec rm -f {} +
}

# Sums an attribute of the suites in all reports. $1: its name
sum_of() {
  reports -exec sed -n "s/.*<testsuite .* $1=\"\([0-9]*\)\".*/\1/p" {} + |
    { local sum=0 n; while read -r n; do sum=$((sum + n)); done; printf '%d' "$sum"; }
}

# Puts the counts into `passed` and `failed`. A skipped test proves nothing and counts as failed.
count_results() {
  local tests skipped
  tests=$(sum_of tests)
  skipped=$(sum_of skipped)
  failed=$(($(sum_of failures) + $(sum_of errors) + skipped))
  passed=$((tests - failed))
  [ "$skipped" = 0 ] || say "$skipped tests were skipped, which counts as failed"
}

# Leaves a soak's result behind, with what repeats it. $1: the suite
record_soak() {
  local commit
  commit=$(git rev-parse HEAD 2>/dev/null || printf unknown)
  [ -z "$(git status --porcelain 2>/dev/null)" ] || commit=$commit-changed
  printf '{ "schema": "muster.soak/1", "suite": "%s", "at": "%s", "commit": "%s", "seed": %s, "seconds": %d, "passed": %d, "failed": %d }\n' \
    "$1" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$commit" "$seed" "$SECONDS" "$passed" "$failed" \
    >"benchmarks/results/soak-$1.json"
}
