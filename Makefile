# Two commands a newcomer needs: `make run` and `make test`. Neither needs root or apt.
PYTHON ?= python3
BIN := .venv/bin
STRICT := tests/openid/node_modules
.DEFAULT_GOAL := help
# Python keeps what it has compiled, also where the environment (a container's, often) says that it should not: our own
# modules are some seven hundred, every start of the service reads most of them, and the tests start it hundreds of times.
export PYTHONDONTWRITEBYTECODE :=

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

$(BIN)/uv: requirements/boot.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Have Your Say needs Python 3.11 or newer as '$(PYTHON)'. Install it, or say: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/boot.txt
	@touch $@

.venv/run.stamp: $(BIN)/uv requirements/run.txt pyproject.toml
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/run.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps --editable .
	@touch $@

.venv/test.stamp: .venv/run.stamp requirements/test.txt
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/test.txt
	@touch $@

run: .venv/run.stamp ## set everything up and start the demo
	exec $(BIN)/haveyoursay serve --demo

# The strict sign-in provider of the tests. Without Node.js they say that they were left out; in the gate they fail.
$(STRICT)/.stamp: tests/openid/package-lock.json
	@if command -v node >/dev/null && command -v npm >/dev/null \
	&& npm --prefix tests/openid ci --ignore-scripts --no-audit --no-fund --silent; then touch $@; \
	else echo "Signing in is NOT tested with the strict OpenID provider: it needs Node.js 20, npm and its registry. On Debian: apt install --no-install-recommends nodejs npm" >&2; fi

test: .venv/test.stamp $(STRICT)/.stamp ## lint, types, and every test that needs neither a browser nor the service started
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@echo "$(BIN)/mypy  (beside the tests; what it finds is said last)"; $(BIN)/mypy >.venv/types.txt 2>&1 & types=$$!; \
	$(BIN)/pytest -m "not service and not browser and not torture" -n 4 --dist worksteal; tests=$$?; \
	wait $$types; types=$$?; cat .venv/types.txt; exit $$((tests + types))

test-service: .venv/test.stamp ## the tests that start the whole service, talk to it, and kill it
	$(BIN)/pytest -m "service and not browser and not torture" -n 4 --dist worksteal

test-browser: .venv/test.stamp ## the tests that click through the pages in Chromium
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { echo "Chromium is missing. On Debian: apt install --no-install-recommends chromium" >&2; exit 1; }
	$(BIN)/pytest -m "browser and not wide" -n 2 --dist worksteal

axe: .venv/test.stamp ## the walks that make test-browser leaves out: the other looks, and the pages read from the right
	$(BIN)/pytest -m wide -n 2 --dist worksteal

solver: .venv/test.stamp ## a thousand made-up councils published, and a solver that looks for what is hidden
	$(BIN)/pytest -m torture tests/admin/test_solver.py -n 4 --dist worksteal

torture: .venv/test.stamp ## faults in the whole service: docs/faults.md says which; some need root or strace
	$(BIN)/pytest -m torture tests/torture --durations=5

fuzz: .venv/test.stamp ## every property of make test, with ten times as many examples
	HAVE_YOUR_SAY_EXAMPLES=10 $(BIN)/pytest -m "hypothesis and not browser and not torture" -n 2 --dist worksteal

bench: .venv/test.stamp ## what an answer costs, in ratios
	$(BIN)/python -m tests.bench

bench-summary: .venv/test.stamp ## what a summary of a million answers costs, beside plain SQL, pandas, polars and DuckDB
	@extra=$$(mktemp -d) && trap 'rm -rf "$$extra"' EXIT && \
	{ $(BIN)/uv pip install --quiet --python $(BIN)/python --target "$$extra" pandas polars duckdb-extension-sqlite-scanner || echo "The libraries to compare with cannot be fetched."; } && \
	PYTHONPATH="$$extra" $(BIN)/python -m tests.bench.counting

words: .venv/run.stamp ## collect the texts to translate, and bring each language's catalogues along
	$(BIN)/python -m forms.languages.update
NOTO := /usr/share/fonts/truetype/noto
LATIN := U+0020-02BC,U+02C6-02DD,U+0300-0338,U+0370-03FF,U+0400-04FF,U+1E00-1EFF,U+2010-206F,U+20A0-20BF,U+2116,U+2122,U+2212
ARABIC := U+0020,U+00A0,U+002D,U+002E,U+003A,U+00AB,U+00BB,U+0600-06FF,U+0750-077F,U+200C-200F,U+2010,U+2011,U+2066-2069
ETHIOPIC := U+0020,U+00A0,U+1200-139F

fonts: .venv/test.stamp ## cut the letters that we print out of Debian's fonts-noto-core
	for weight in Regular Bold; do \
	$(BIN)/pyftsubset $(NOTO)/NotoSans-$$weight.ttf --unicodes=$(LATIN) --layout-features=kern,mark,mkmk,ccmp,locl,liga --no-hinting --output-file=admin/fonts/NotoSans-$$weight.ttf && \
	$(BIN)/pyftsubset $(NOTO)/NotoSansArabic-$$weight.ttf --unicodes=$(ARABIC) --no-hinting --output-file=admin/fonts/NotoSansArabic-$$weight.ttf && \
	$(BIN)/pyftsubset $(NOTO)/NotoSansEthiopic-$$weight.ttf --unicodes=$(ETHIOPIC) --no-hinting --output-file=admin/fonts/NotoSansEthiopic-$$weight.ttf || exit 1; \
	done

bench-page: .venv/test.stamp ## what a first visit weighs on a slow line, and how soon it can be used
	$(BIN)/python -m tests.bench.page_weight

bench-pace: .venv/test.stamp ## how long a grown-up is busy from the scan to the thanks, by a model of reading and tapping
	$(BIN)/pytest -q -s tests/web/test_pace.py | grep -E " s, [0-9]+ taps|passed|failed"

bench-console: .venv/test.stamp ## how soon each page of the console answers in a very large council
	$(BIN)/python -m tests.bench.console

pictures: .venv/test.stamp ## the pages as a phone shows them, in docs/pictures
	$(BIN)/python -m tests.web.pictures
	$(BIN)/python -m tests.web.every_picture
	$(BIN)/python -m tests.admin.paper_pictures
	$(BIN)/python -m tests.console.pictures
	$(BIN)/python -m tests.console.every_page

report-pictures: .venv/test.stamp ## the chapter of the large demo as pages, in docs/pictures/report; needs LibreOffice
	$(BIN)/python -m tests.report.pictures

lock: $(BIN)/uv ## renew the locked requirements
	echo uv | $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url - -o requirements/boot.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group build -o requirements/run.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group build --group test -c requirements/run.txt -o requirements/test.txt

.PHONY: help run pictures report-pictures test test-service test-browser axe torture fuzz solver bench bench-summary bench-page bench-pace bench-console words lock fonts
