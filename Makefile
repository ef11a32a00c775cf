# Everything a person does with this project, from a bare clone on. `make help` lists it.

PYTHON := python3
VENV := .venv
CACHE := .cache

BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# The sample collection has a data folder of its own, so that nobody's own articles are touched.
SAMPLE := $(CACHE)/sample-data
INDEXED := $(SAMPLE)/.indexed
BENCH := $(CACHE)/bench

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install ask chat test test-browser test-slow eval eval-baseline bench check lint types docs screenshots clean
# The text of Q reaches the command through the environment, unexpanded: neither make nor the shell
# reads it as anything but a question.
unexport Q

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo '  make ask Q="What did Spain pledge and when?"'

ask: export QUESTION = $(value Q)
ask: $(INDEXED) ## answer a question from the sample articles: make ask Q="…"
	@if [ -z "$$QUESTION" ]; then \
	  echo 'Say what to ask:  make ask Q="What did Spain pledge and when?"' >&2; exit 2; fi
	@DATELINE_DATA_DIR="$(abspath $(SAMPLE))" $(BIN)/dateline ask -- "$$QUESTION"

chat: $(INDEXED) ## open the chat page over the sample articles, at http://127.0.0.1:7860
	@DATELINE_DATA_DIR="$(abspath $(SAMPLE))" $(BIN)/dateline serve

test: $(INSTALLED) ## run the tests, but those in a browser and those that take minutes
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile

test-browser: $(INSTALLED) ## run the tests of the chat page in Chromium (Debian: apt-get install chromium)
	@$(BIN)/python -m pytest -q -m 'browser and not slow'

test-slow: $(INSTALLED) ## run the tests that take minutes
	@$(BIN)/python -m pytest -q -m slow

eval: $(INDEXED) ## ask the question set over the sample articles; fails if an answer got worse
	@DATELINE_DATA_DIR="$(abspath $(SAMPLE))" $(BIN)/dateline eval

eval-baseline: $(INDEXED) ## make what the question set comes to now the baseline: make eval-baseline ACCEPT=id,id
	@DATELINE_DATA_DIR="$(abspath $(SAMPLE))" $(BIN)/dateline eval --save-baseline eval_baseline.json \
	  $(if $(ACCEPT),--accept-worse $(ACCEPT))

bench: $(INSTALLED) ## measure quality and speed on 300 articles of a folder of news: make bench NEWS=../newsbench
	@if [ -z "$(NEWS)" ]; then echo 'Say where articles.jsonl and questions.jsonl are:  make bench NEWS=FOLDER' \
	  '(their form is told in benchmarks/quality.py)' >&2; exit 2; fi
	@rm -rf $(BENCH) && mkdir -p $(BENCH)/data $(CACHE)/models && ln -s ../../models $(BENCH)/data/models
	@$(BIN)/python benchmarks/sample.py "$(NEWS)" $(BENCH)
	@$(BIN)/python benchmarks/speed.py ingest $(BENCH)/articles.jsonl --data-dir $(BENCH)/data
	@$(BIN)/python benchmarks/quality.py $(BENCH) --data-dir $(BENCH)/data --misses $(BENCH)/misses.jsonl
	@$(BIN)/python benchmarks/speed.py sizes $(BENCH) --data-dir $(BENCH)/data --sizes 1000 5000

check: lint types test eval ## all that must hold before a change goes in: style, types, tests, docs, answers

lint: $(INSTALLED) ## check style (ruff)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo 'Some files are not formatted: run `$(BIN)/ruff format .`' >&2; exit 1; }

types: $(INSTALLED) ## check types (mypy, strict)
	@$(BIN)/mypy --no-error-summary

docs: $(INSTALLED) ## write the generated parts of the docs anew: outputs, settings, commands
	@$(BIN)/python -m docs.generate

screenshots: $(INSTALLED) ## take the pictures of the chat page anew (needs Chromium)
	@$(BIN)/python -m docs.screenshots

install: $(INSTALLED) ## make .venv and install everything, each version as in constraints.txt
	@echo 'Installed. Next:  source $(VENV)/bin/activate  and  dateline --help'

clean: ## remove the virtual environment, caches and the indexed sample
	@rm -rf $(VENV) $(CACHE) build dist *.egg-info .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Dateline needs Python 3.11 or later. Name one:  make $(MAKECMDGOALS) PYTHON=python3.12' >&2; exit 1; }
	@$(BIN)/python -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { \
	  echo 'No virtual environment could be made; on Debian: apt-get install python3-venv' >&2; exit 1; }
	@echo 'Installing into $(VENV); the first time takes some minutes.' >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

# Made from nothing whenever an article or the program has changed; the converted model is kept.
$(INDEXED): $(INSTALLED) $(wildcard articles/*) $(wildcard index/*.py ingest/*.py ingest/*/*.py)
	@echo 'Indexing the sample articles; the first time takes a minute.' >&2
	@rm -rf $(SAMPLE) && mkdir -p $(SAMPLE) $(CACHE)/models && ln -s ../models $(SAMPLE)/models
	@DATELINE_DATA_DIR="$(abspath $(SAMPLE))" $(BIN)/dateline ingest articles > $(SAMPLE)/ingest.log 2>&1 \
	  || { cat $(SAMPLE)/ingest.log >&2; exit 1; }
	@touch $@
