# Samstyring: two commands are enough, `make demo` and `make test`. `make` alone lists them all.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
LOCAL := .local
# Files are handed out in the order of tests/conftest.py: the longest first.
ON_TWO_CORES := -n 2 --dist loadfile --no-loadscope-reorder
LOCKS := requirements/bootstrap.lock requirements/base.lock requirements/dev.lock
say = @printf '\033[36m%s\033[0m\n' "$(1)"

.PHONY: help setup run demo demo-reset test test-postgres bench bench-lists bench-index lint fix lock texts clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.ok: requirements/bootstrap.lock requirements/dev.lock pyproject.toml
	$(call say,Installing the Python parts with their hashes checked …)
	@test -x $(BIN)/python || $$(command -v $(PYTHON) || command -v python3) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock 2> >(grep -v '^WARNING: Location' >&2)
	@$(BIN)/uv pip sync -q --require-hashes --python $(BIN)/python requirements/bootstrap.lock requirements/dev.lock 2> >(grep -v '^WARNING: Location' >&2)
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation --offline -e . 2> >(grep -v '^WARNING: Location' >&2)
	@touch $@

frontend/dist/.ok: frontend/package-lock.json frontend/build.mjs $(shell find frontend/src -type f 2>/dev/null)
	$(call say,Building styles and scripts …)
	@cd frontend && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && node build.mjs
	@touch $@

TEXTS := $(wildcard src/samstyring/locale/*/LC_MESSAGES/*.po)

%.mo: %.po $(VENV)/.ok
	$(call say,Building $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $@))) texts …)
	@$(BIN)/python tools/build-texts $<

# A second reader of our PDFs, apart from the product: it brings much that nothing else needs.
$(LOCAL)/outloud/.ok: requirements/outloud.lock $(VENV)/.ok
	$(call say,Installing the checker of PDF papers …)
	@$(BIN)/uv venv -q --allow-existing $(LOCAL)/outloud 2> >(grep -v '^WARNING: Location' >&2)
	@$(BIN)/uv pip sync -q --require-hashes --python $(LOCAL)/outloud/bin/python requirements/outloud.lock 2> >(grep -v '^WARNING: Location' >&2)
	@touch $@

setup: $(VENV)/.ok frontend/dist/.ok $(TEXTS:.po=.mo) ## install what is needed, and only that

demo: setup ## serve the three real partnerships on http://127.0.0.1:8000 (PORT= for another port)
	@SAMSTYRING_DEMO=1 SAMSTYRING_DATA=$(LOCAL)/demo $(BIN)/samstyring demo --port $(PORT)

demo-reset: setup ## throw the demo data away and start over
	$(call say,Removing the demo data …)
	@rm -rf $(LOCAL)/demo
	@$(MAKE) --no-print-directory demo

run: demo ## the same as demo

test: setup $(LOCAL)/outloud/.ok ## run the tests (T=tests/casework for a part of them)
	@tools/ensure-chromium
	@tools/ensure-readers
	@tools/ensure-gettext
	$(call say,Running the tests …)
	@$(BIN)/pytest $(or $(T),$(ON_TWO_CORES))

# What never opens a database, and the stories in the browser, are asked once.
ANY_DATABASE := $(addprefix --ignore=tests/,engine documents catalogue story $(addprefix house/test_,papers_read_aloud.py languages.py lists.py strangers.py))

test-postgres: setup $(LOCAL)/outloud/.ok ## run the tests on a PostgreSQL that is started for them and stopped again
	@tools/with-postgres $(BIN)/pytest $(or $(T),$(ON_TWO_CORES) $(ANY_DATABASE))

bench-lists: setup ## measure the long lists with 40, 400 and 4,000 rows and write docs/benchmarks.md
	@$(BIN)/python tools/bench_lists.py

bench-index: setup ## measure the traffic indices, control the published ones and write docs/benchmarks.md
	@$(BIN)/python -m tools.bench_index

# The peers, in an environment of their own: nothing of it is needed by the product.
$(LOCAL)/bench/.ok: requirements/bench.lock $(VENV)/.ok
	$(call say,Installing those that the portfolio engine is measured against …)
	@$(BIN)/uv venv -q --allow-existing $(LOCAL)/bench 2> >(grep -v '^WARNING: Location' >&2)
	@$(BIN)/uv pip sync -q --require-hashes --python $(LOCAL)/bench/bin/python requirements/bench.lock 2> >(grep -v '^WARNING: Location' >&2)
	@touch $@

bench: $(LOCAL)/bench/.ok ## measure the portfolio engine and its peers, resumable (QUICK=1, ONLY=mkp, LIST=1, REPORT=1, AGAIN=1)
	@tools/ensure-peers
	@PYTHONPATH=src $(LOCAL)/bench/bin/python -m tools.bench $(if $(QUICK),--quick) $(if $(LIST),--list) $(if $(REPORT),--report) $(if $(AGAIN),--again) --only "$(ONLY)"

lint: setup ## style, templates, import contracts, migrations, types
	$(call say,Checking style$(comma) templates$(comma) contracts$(comma) migrations and types …)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@git ls-files 'src/**/*.html' | xargs -r $(BIN)/djade --check --target-version 5.2
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m django makemigrations --check --dry-run --settings samstyring.config.testing
	@$(BIN)/mypy
comma := ,

fix: setup ## mend style by machine
	@$(BIN)/ruff check --fix . || true
	@$(BIN)/ruff format .
	@git ls-files 'src/**/*.html' | xargs -r $(BIN)/djade --target-version 5.2 || true

lock: $(VENV)/.ok ## refresh the hashed locks and refuse addresses in them
	@cd requirements && for part in bootstrap base dev outloud bench; do \
	  ../$(BIN)/uv pip compile -q --upgrade --python-version 3.11 --python-platform linux --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-annotate --no-header $$part.in -o $$part.lock; done
	@cd frontend && npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error
	@tools/refuse-addresses

texts: setup ## gather the texts for translation into nynorsk and English
	@tools/ensure-gettext
	$(call say,Gathering the texts …)
	@$(BIN)/python tools/gather-texts

clean: ## remove everything that was installed or built
	@rm -rf $(VENV) frontend/node_modules frontend/dist $(LOCAL)
