# On a machine with Python 3.11, Node 20 and make: `make demo` and `make test` do all their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUITE ?= suite
# Two cores, and a third worker for while the others wait: a fourth costs more to start than it saves.
PYTEST := $(BIN)/pytest -n 3 --dist worksteal -m "not long"
READY := $(VENV)/.ready
# Bytecode is kept even where the machine asks that it is not: half the time in which each worker of the tests collects
# them goes to compiling them.
export PYTHONDONTWRITEBYTECODE :=
WITHOUT := Without the renderer the page shows cards as plain text, and tests in a browser and of the manifest are skipped.

.PHONY: install demo demo-once test types suite covered docs site gallery screenshots form-pictures bench bench-page sbom audit fuzz chaos dates journeys-on-dates lock clean

install: $(READY)

$(READY): requirements.lock pyproject.toml package-lock.json
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "SIP Desk needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@# The lock is whole: were pip to resolve again, a newer release of a package with extras would stop it.
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/pip check
	@if command -v npm >/dev/null; then npm ci --silent || echo "npm could not fetch the card renderer: try npm ci again. $(WITHOUT)"; \
	else echo "npm was not found. $(WITHOUT)"; fi
	touch $@

demo: $(READY)
	$(BIN)/sipdesk demo

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory --jobs=2 types $(SUITE)

types: $(READY)
	$(BIN)/basedpyright

suite: $(READY)
	$(PYTEST)

# The same tests, and what they reach. CI runs these: measuring it makes the tests of rules half as slow again.
covered: $(READY)
	$(PYTEST) --cov --cov-report=
	$(BIN)/coverage report --skip-covered --fail-under=90
	$(BIN)/coverage report --skip-covered --include='handbook/**,cards/**,automations/**' --fail-under=100

docs: $(READY)
	$(BIN)/python -m service.pages
	$(BIN)/python -m tests.access
	$(BIN)/python -m tests.attacks

site: $(READY)
	$(BIN)/python -m tests.site

gallery: $(READY)
	$(BIN)/python -m tests.gallery

screenshots: $(READY)
	$(BIN)/python -m tests.screenshots

form-pictures: $(READY)
	$(BIN)/python -m tests.form_pictures

bench-page: $(READY)
	$(BIN)/python -m tests.bench.page

# docxtpl and mammoth stand beside our own writing and reading there, and nowhere else.
bench: $(READY)
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements-bench.lock
	$(BIN)/python -m tests.bench $(BENCH)

# What people send, changed in every way: FUZZ_MINUTES for all targets together, FUZZ_TARGET for a part of a name,
# FUZZ_SEED for the same inputs again. See docs/security/fuzzing.md.
fuzz: $(READY)
	$(BIN)/python -m tests.fuzz

# What others wrote of what runs, and what is known against it. The tools have an environment of their own.
SUPPLY := build/supply

$(SUPPLY)/.ready: requirements-supply.lock
	test -x $(SUPPLY)/bin/python || $(PYTHON) -m venv $(SUPPLY)
	$(SUPPLY)/bin/pip install --quiet --no-deps --require-hashes -r requirements-supply.lock
	touch $@

sbom: $(READY) $(SUPPLY)/.ready
	$(BIN)/python -m tests.supply_chain sbom

# Ends with an error where something is known (1), and where nothing could be looked up (3).
audit: $(READY) $(SUPPLY)/.ready
	$(BIN)/python -m tests.supply_chain audit

# The tests on other dates than today's: see tests/dates.py. Needs Debian's faketime, and fails without it.
DATES := $(BIN)/python -m tests.dates

journeys-on-dates: $(READY)
	$(DATES) in_400_days -- -n 4 --dist worksteal -p no:cacheprovider tests/journeys

dates: $(READY)
	@# Chromium hangs under faketime, so that the tests in a browser are left out.
	$(DATES) -- -n 4 --dist worksteal -p no:cacheprovider -m "not long" --ignore=tests/page tests

# The demo as people run it, to its end. CI runs it too: it takes too long for the others.
demo-once: $(READY)
	$(BIN)/pytest -q -m long -p no:cacheprovider tests/service/test_demo_once.py

chaos: $(READY)
	$(BIN)/pytest -q -m long --timeout 3600 -p no:cacheprovider tests
	$(BIN)/pytest -q -m hypothesis --hypothesis-profile thorough --timeout 3600 -p no:cacheprovider tests
	$(MAKE) --no-print-directory dates

LOCK := $(BIN)/uv pip compile --quiet --no-strip-extras --generate-hashes --python-version 3.11 \
  --custom-compile-command "make lock"

lock: $(READY)
	$(LOCK) pyproject.toml --group dev -o requirements.lock
	$(LOCK) pyproject.toml --group build --constraint requirements.lock -o requirements-runtime.lock
	$(LOCK) pyproject.toml --extra otel --group build --constraint requirements.lock -o requirements-otel.lock
	$(LOCK) --group bench --constraint requirements.lock -o requirements-bench.lock
	$(LOCK) --group supply --constraint requirements.lock -o requirements-supply.lock

clean:
	rm -rf $(VENV) build .sipdesk *.egg-info node_modules
