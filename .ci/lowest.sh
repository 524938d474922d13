#!/usr/bin/env bash
# Installs the oldest versions that pyproject.toml allows into a clean environment and runs the core of the tests there.
#   .ci/lowest.sh [PYTHON]         default: python3.11
set -euo pipefail
cd "$(dirname "$0")/.."
aside=$(mktemp -d)
trap 'rm -rf "$aside"' EXIT
"${1:-python3.11}" -m venv "$aside/env"
"$aside/env/bin/pip" install --quiet uv
uv() { "$aside/env/bin/uv" "$@" --quiet; }
uv pip compile --resolution lowest-direct --python-version 3.11 pyproject.toml -o "$aside/lowest.txt" >/dev/null
uv pip install --python "$aside/env/bin/python" -r "$aside/lowest.txt" pytest hypothesis scipy
uv pip install --python "$aside/env/bin/python" --no-deps -e .
OMP_NUM_THREADS=1 "$aside/env/bin/python" -m pytest tests/engine tests/io/test_read.py tests/io/test_write.py tests/stages tests/grammar \
  tests/ontology tests/profiles tests/test_flow.py
