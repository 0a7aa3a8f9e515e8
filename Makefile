# Two commands a newcomer needs: `make run` and `make test`. Neither needs root or apt.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

$(BIN)/uv: requirements/boot.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Have Your Say needs Python 3.11 or newer as '$(PYTHON)'. Install it, or say: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/boot.txt
	@touch $@

.venv/run.stamp: $(BIN)/uv requirements/run.txt pyproject.toml
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps --editable .
	@touch $@

.venv/test.stamp: .venv/run.stamp requirements/test.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/test.txt
	@touch $@

run: .venv/run.stamp ## set everything up and start the demo
	exec $(BIN)/haveyoursay serve --demo

test: .venv/test.stamp ## lint, types, and every test that needs no browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -m "not browser and not torture" -n 4

test-browser: .venv/test.stamp ## the tests that click through the pages in Chromium
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { echo "Chromium is missing. On Debian: apt install --no-install-recommends chromium" >&2; exit 1; }
	$(BIN)/pytest -m browser

torture: .venv/test.stamp ## faults in the whole service: docs/faults.md says which; some need root or strace
	$(BIN)/pytest -m torture tests/torture --durations=5

bench: .venv/test.stamp ## what an answer costs, in ratios
	$(BIN)/python -m tests.bench

words: .venv/run.stamp ## collect the texts to translate, and bring each language's catalogues along
	$(BIN)/python -m forms.languages.update

lock: $(BIN)/uv ## renew the locked requirements
	echo uv | $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url - -o requirements/boot.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group build -o requirements/run.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group build --group test -c requirements/run.txt -o requirements/test.txt

.PHONY: help run test test-browser torture bench words lock
