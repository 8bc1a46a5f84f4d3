# Everything starts here. `make help` lists what there is; nothing but Python 3.11 or later and pip is needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip
APT := apt-get install -q -y --no-install-recommends
# Stamps: each is made when its step is done, so that doing it again is quick.
ENVIRONMENT := $(VENV)/.environment
PACKAGES := $(VENV)/.packages
PRODUCT := $(VENV)/.product
BROWSER := $(VENV)/.browser
FRONTEND := $(shell find frontend -name node_modules -prune -o -type f -print 2>/dev/null)
# A worker drives a browser or a server of its own and waits for it: one more than cores keeps the cores at work.
# Each has a row of neighbouring tests, which share what they were set up with, and takes from others when done.
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
PYTEST := $(BIN)/pytest -q -n $$((1 + $(CORES))) --dist worksteal
# What never meets the older PostgreSQL: the engine and the readers know no database, a Northing that a test starts
# brings the newest one, and a browser is shown the same pages.
NOT_ON_16 := -m "not browser" --ignore tests/engine --ignore tests/exchange/readers --ignore tests/config/test_run.py \
  --ignore tests/config/test_silence.py --deselect \
  tests/exchange/test_killed.py::test_killed_at_any_moment_it_ends_as_if_nothing_had_happened

# Images of Python often forbid compiled files: each of a run's processes would then compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo run test test-16 check lint types contracts templates audit browser lock clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(PRODUCT) ## .venv from the lock, with Northing in it

demo: install ## a filled sample organisation, then its address
	$(BIN)/northing demo

run: install ## Northing on your own data
	$(BIN)/northing run

test: install browser ## the whole suite, browser included
	$(PYTEST)

test-16: install ## what concerns the database, on the oldest PostgreSQL that we support
	NORTHING_TEST_POSTGRESQL=16 $(PYTEST) $(NOT_ON_16)

check: lint types contracts templates test test-16 ## everything that must hold before a change lands

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

contracts: install
	$(BIN)/lint-imports

templates: install
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'src/*.html')
	$(BIN)/djlint --lint --quiet src/northing

audit: install ## known faults in what we build on (asks an outside service, so `check` leaves it out)
	$(BIN)/pip-audit --disable-pip --requirement requirements/base.txt

lock: $(ENVIRONMENT) ## new versions within requirements/*.in
	$(UV) compile --universal --generate-hashes --upgrade --no-header --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 requirements/base.in -o requirements/base.txt
	$(UV) compile --universal --generate-hashes --upgrade --no-header --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 requirements/dev.in -o requirements/dev.txt

clean: ## away with everything that was made
	rm -rf $(VENV) frontend/node_modules src/northing/ui/static/ui/dist .mypy_cache .ruff_cache .pytest_cache

# The browser of the operating system: only root may install it, and without it the suite says what it left out.
# Debian's Chromium without windows costs seven tenths of the whole one, which serves where there is no such thing.
browser: | $(ENVIRONMENT)
	@if [ -e $(BROWSER) ] || command -v chromium-headless-shell >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -q; \
	  if $(APT) chromium-headless-shell || command -v chromium || command -v chromium-browser || $(APT) chromium; \
	  then touch $(BROWSER); fi; \
	elif command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then :; \
	else echo "Chromium is missing, and only root may install it: the browser tests are left out."; fi

# pip from outside, because a Debian Python has no ensurepip until python3-venv is installed.
$(ENVIRONMENT):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Northing needs Python 3.11 or later; name one with: make PYTHON=/path/to/python3"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	test -x $(BIN)/uv || $(PYTHON) -m pip --python $(BIN)/python install --quiet 'uv~=0.13'
	@touch $@

$(PACKAGES): requirements/dev.txt | $(ENVIRONMENT)
	$(UV) sync --python $(BIN)/python requirements/dev.txt
	@rm -f $(PRODUCT)
	@touch $@

$(PRODUCT): pyproject.toml requirements/base.in hatch_build.py hatch_metadata.py $(FRONTEND) $(PACKAGES)
	$(UV) install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@
