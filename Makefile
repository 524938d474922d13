# Two commands: `make run` reads the shipped articles, `make test` checks everything. Both make what they need.
PYTHON ?= python3
BIN := .venv/bin
ARTICLE ?= corpus/raw/kestrel-wire/talkaro-denies-ban.txt

.PHONY: run test setup check gate train test-train test-wheel test-lowest lock sbom card clean

run: .venv/.run
	$(BIN)/tripline run corpus/raw --out out
	$(BIN)/tripline show $(ARTICLE)

test: .venv/.dev check
	OMP_NUM_THREADS=1 $(BIN)/pytest -n 2
	OMP_NUM_THREADS=1 $(BIN)/pytest --nbmake --nbmake-timeout=300 notebooks

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Scores on our own dev articles, held against the pinned ones: fails on a drop larger than noise.
gate: .venv/.run
	$(BIN)/tripline gate corpus/gold/own

setup: .venv/.dev

# Versions are those of requirements.lock; `make lock` makes it anew from pyproject.toml.
.venv/.run: pyproject.toml requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet -c requirements.lock -e .
	touch $@

.venv/.dev: .venv/.run
	$(BIN)/pip install --quiet -c requirements.lock -e '.[dev]'
	touch $@

.venv/.train: .venv/.dev
	$(BIN)/pip install --quiet torch==2.13.0
	$(BIN)/pip install --quiet -c requirements.lock -e '.[dev,train]'
	touch $@

# From the public corpora (TRIPLINE_DATA) and the labelled articles (TRIPLINE_GOLD) to models/news. Resumes.
train: .venv/.train
	$(BIN)/tripline train

# Measures the trained model, beside a spaCy CNN pipeline trained on the same data, and writes its card.
card: .venv/.train checkpoints/spacy/model-best
	$(BIN)/tripline card --spacy-cnn checkpoints/spacy/model-best

checkpoints/spacy/model-best: | .venv/.train
	$(BIN)/python benchmarks/spacy_cnn.py checkpoints/spacy

test-train: .venv/.train
	$(BIN)/pytest tests/train

# The wheel in clean environments, with the model inside.
test-wheel: .venv/.run
	.ci/wheel.sh

# The oldest versions that pyproject.toml allows.
test-lowest:
	.ci/lowest.sh $(PYTHON)

lock: .venv/.run
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 pyproject.toml --all-extras --custom-compile-command "make lock" -o requirements.lock

# What is installed, as CycloneDX JSON: bom.json.
sbom: .venv/.run
	$(BIN)/pip install --quiet cyclonedx-bom
	$(BIN)/cyclonedx-py environment --output-file bom.json $(BIN)/python

clean:
	rm -rf out build dist .pytest_cache .mypy_cache .ruff_cache
