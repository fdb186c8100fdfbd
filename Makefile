# From a bare Python 3.11 and a clone: `make run` or `make test`. Everything else is for those who build it.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# As many at once as there are cores, in hardware or not, up to four; who is done early takes over from the others.
PYTEST := $(BIN)/python -m pytest -n logical --maxprocesses 4 --dist worksteal
# Where this is set, as in images, every process of the tests would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run setup test test-postgresql test-slow check audit format evaluate bench lock clean
help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1	/' | expand -t 12

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Xabarnoma needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 run")'
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.developed: requirements-dev.txt .venv/.installed
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

run: .venv/.installed ## Run the bot: on Telegram with TELEGRAM_TOKEN, else on a chat page of its own
	@$(BIN)/xabarnoma run

setup: .venv/.developed ## Install everything, for development

test: .venv/.developed ## Run the tests, on all cores (under three minutes)
	$(PYTEST) -m "not slow"

test-postgresql: .venv/.developed ## Run on PostgreSQL what `make test` runs on SQLite alone: the whole bot
	$(PYTEST) -m "not slow" --database postgresql tests/handlers tests/bot

test-slow: .venv/.developed ## Run the long tests as well
	@# Most of these wait for processes of their own: four at once, however few the cores.
	$(PYTEST) -n 4 -m "slow or hypothesis" --hypothesis-profile long --timeout 900

check: .venv/.developed ## Lint, types, the rule of the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.audit/bin/pip-audit:
	$(PYTHON) -m venv .audit
	.audit/bin/python -m pip --disable-pip-version-check -qq install pip-audit==2.10.1

audit: .venv/.developed .audit/bin/pip-audit ## Ask whether weaknesses of what is locked are known (needs the network)
	$(BIN)/python -m tests.audit .audit/bin/pip-audit

CORPUS ?= evaluation
evaluate: .venv/.developed ## Score reading, answers and the text layer on a folder (CORPUS=evaluation)
	$(BIN)/python -m evaluation $(CORPUS)

bench: .venv/.developed ## Measure speed and memory; some minutes
	@for part in $$(grep -l __main__ benchmarks/*.py | sed 's/.*\/\(.*\)\.py/\1/'); do \
		echo "== $$part"; $(BIN)/python -m benchmarks.$$part || exit 1; done

format: .venv/.developed ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml
lock: .venv/.developed ## Compile the locked requirements anew (development first: it has the tighter bounds)
	$(LOCK) --extra build --extra dev -o requirements-dev.txt
	$(LOCK) --extra build -c requirements-dev.txt -o requirements.txt

clean: ## Remove what was made
	rm -rf .venv .audit build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
