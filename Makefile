# Each target does its own set-up: .ci/setup finds a Python and fills .venv, .ci/find-chromium finds a browser.
# Kept to what GNU Make 3.81 knows.

BIN := .venv/bin
PY := $(BIN)/python
ARGS :=

# A PYTHONPATH of the shell would put other packages before those of .venv.
unexport PYTHONPATH
unexport PYTHONHOME

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site serve docs test lint format bench clean ready ready-test ready-browser

help:
	@echo "make site     build the playbook's site into site/"
	@echo "make serve    preview it, with live reload"
	@echo "make docs     build the documentation of playsmith itself into site-docs/"
	@echo "make test     check the code, then run all tests (ARGS='tests/test_load.py -k marks' for some)"
	@echo "make lint     check the code alone"
	@echo "make format   mend what can be mended by itself"
	@echo "make bench    run the benchmarks"
	@echo "make clean    remove everything that was made, .venv included"

site: ready
	@$(BIN)/playsmith build
	@echo "The site is in $(CURDIR)/site: open $(CURDIR)/site/index.html, or run 'make serve'."

serve: ready
	@$(BIN)/playsmith serve

# The theme's notice of its end of life says nothing about these pages.
docs: ready
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --config-file docs/generate/mkdocs.yml
	@echo "The documentation is in $(CURDIR)/site-docs: open $(CURDIR)/site-docs/index.html."

# Two workers: browsers are heavy, and more of them starve each other on a small machine.
test: lint ready-browser
	@$(PY) -m pytest -n 2 $(ARGS)

lint: ready-test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports --no-logo

format: ready-test
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: ready-browser
	@set -e; for file in bench/*.py; do \
	  [ -f "$$file" ] || { echo "there are no benchmarks yet"; break; }; \
	  echo "== $$file"; $(PY) "$$file"; \
	done

clean:
	rm -rf .venv site site-headers site-docs .cache dist build .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@.ci/setup

ready-test:
	@.ci/setup test lint

ready-browser: ready-test
	@.ci/find-chromium .venv >/dev/null
