#!/usr/bin/env bash
# Builds the wheel, installs it in a clean environment of each Python at hand and reads the shipped articles outside the
# repository, with the model that is in the wheel.
#   .ci/wheel.sh [PYTHON ...]      default: python3.11 python3.12 python3.13, those that are there
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
aside=$(mktemp -d)
trap 'rm -rf "$aside"' EXIT
"$root/.venv/bin/pip" wheel --quiet --no-deps --wheel-dir "$aside" "$root"
wheel=$(ls "$aside"/tripline-*.whl)
size=$(stat --format %s "$wheel")
echo "$(basename "$wheel"): $((size / 1000000)) MB"
[ "$size" -le 60000000 ] || { echo "the wheel is larger than 60 MB" >&2; exit 1; }
cp -r "$root/corpus/raw" "$aside/raw"
tried=0
for python in "${@:-python3.11 python3.12 python3.13}"; do
  for one in $python; do
    "$one" -c "" 2>/dev/null || { echo "$one: not here, left out"; continue; }
    "$one" -m venv "$aside/$one"
    "$aside/$one/bin/pip" install --quiet "$wheel"
    (cd "$aside" && "$aside/$one/bin/tripline" run raw --out "out-$one" | tail -1)
    cmp "$aside/out-$one/triples.jsonl" "$(ls "$aside"/out-*/triples.jsonl | head -1)"
    echo "$one: $(wc -l < "$aside/out-$one/triples.jsonl") triples"
    tried=$((tried + 1))
  done
done
[ "$tried" -gt 0 ] || { echo "no Python to try it with" >&2; exit 1; }
