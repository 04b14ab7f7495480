# The two commands: `make report` and `make test`. Windows has the same by hand in README.md.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
LOCALE := src/copanalytics/locale
LANGUAGES := $(patsubst $(LOCALE)/%.po,%,$(wildcard $(LOCALE)/*.po))
KEPT := --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

.PHONY: report test lint lab check catalogue tables-doc country-names demo lock clean

report: $(READY)
	$(BIN)/copanalytics report data/demo --all --out reports

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright

lab: $(READY)
	$(BIN)/jupyter lab notebooks

check: $(READY)
	$(BIN)/copanalytics check data/demo

# What is made from the source; a test holds each to it.
catalogue: $(READY)
	$(BIN)/pybabel -q extract -F babel.cfg -k say -k self -k plural:1,2 --no-location --sort-output --omit-header -o src/copanalytics/locale/copanalytics.pot src/copanalytics
	for language in $(LANGUAGES); do $(BIN)/pybabel -q update -i $(LOCALE)/copanalytics.pot -o $(LOCALE)/$$language.po -l $$language $(KEPT); done

tables-doc: $(READY)
	$(BIN)/python -m copanalytics.tables > docs/tables.md

country-names: $(READY)
	$(BIN)/python tools/country_names.py

demo: $(READY)
	$(BIN)/python data/make_demo

# Needs uv (https://docs.astral.sh/uv); writes no index address.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

clean:
	rm -rf .venv build dist
