# The two commands: `make demo` and `make test`. Both make the environment .venv first, once.
PYTHON ?= python3
BIN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE  # programs start sooner from code that was compiled before

.PHONY: demo test lint format docs bench clean

demo: .venv/installed
	$(BIN)/teamform demo --app

test: lint .venv/installed-for-tests
	$(BIN)/python -m pytest -n 2 --dist worksteal  # what is made for a file of tests is made once; both cores end together

lint: .venv/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/installed-for-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/installed
	$(BIN)/python -m teamform.report.documentation
	$(BIN)/python docs/screens.py

bench: .venv/installed
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "teamform needs Python 3.11 or newer: install it, or name it with  make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/installed-for-tests: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch .venv/installed $@
