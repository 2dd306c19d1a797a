# Needs Python 3.11 or newer, make, and the package index. `make setup` builds .venv; the rest build it when it is missing.
VENV   := .venv
ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN    := $(VENV)/Scripts
else
PYTHON ?= python3
BIN    := $(VENV)/bin
endif
STAMP  := $(VENV)/.installed
WORKERS ?= auto

.PHONY: help setup demo test test-slow lint format types imports generate interop bench operator-wheel lock clean

help:            ## what each target does
	@awk -F ':.*## *' '/^[a-z-]+:.*##/ {printf "%-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Civicline needs Python 3.11 or newer: make PYTHON=python3.12 setup')"
	$(PYTHON) -m venv $(VENV)
	@echo "installing what the lock names; this takes some minutes, once"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -c "open('$(STAMP)', 'w').close()"

setup: $(STAMP)  ## build .venv from the hashed lock

demo: $(STAMP)   ## one file becomes a running contact center, on this machine
	$(BIN)/python -m cli.demo

test: $(STAMP)   ## all tests, offline
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m "not slow"

test-slow: $(STAMP)  ## the long forms: kills, fuzz, random programs and contacts
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m slow

lint: $(STAMP)   ## ruff, import rule, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

format: $(STAMP) ## rewrite in the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

generate: $(STAMP)  ## rewrite the generated references (docs/reference)
	$(BIN)/python -m cli.generate

interop: $(STAMP)  ## prove state, hashes and commands with Pulumi's own Go code (needs Go)
	$(BIN)/python -m tests.interop

bench: $(STAMP)  ## measure, and rewrite bench/RESULTS.md
	$(BIN)/python -m bench

operator-wheel: $(STAMP)  ## dist/civicline_operator-*.whl: failover and closures, without Pulumi and the sandbox
	cd packaging/operator && $(CURDIR)/$(BIN)/python -m hatchling build --target wheel --directory $(CURDIR)/dist

lock:            ## resolve pyproject.toml into requirements.txt again (needs uv)
	uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.txt

clean:           ## forget the environment and what the tools cached
	rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .ruff_cache .pytest_cache
