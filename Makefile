# `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(STAMP): requirements.txt requirements-dev.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	touch $@

install: $(STAMP) ## Make .venv with everything pinned

run: $(STAMP) ## Serve the portal with a demo conference (PORT=8000, AWS_PORT=4566, DATA_DIR to keep it)
	@exec $(BIN)/python -m local

test: $(STAMP) ## Run the tests, on every core
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(STAMP) ## Lint, types and insecure calls
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet -c pyproject.toml -r app.py chalicelib ops local

check: lint test ## Lint, types and tests

screenshots: $(STAMP) ## Every page at 390 and 1280 px, light and dark, into screenshots/
	$(BIN)/python -m tests.web.screenshots

bench-render: $(STAMP) bench/requirements.txt ## Measure a certificate beside other ways to make one
	$(BIN)/pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	$(BIN)/python -m bench.render

bench-sign-in: $(STAMP) ## Measure what a refused sign-in tells by its time
	$(BIN)/python -m bench.sign_in

bench-door: $(STAMP) ## Simulate crowds and attackers at the door, and print who gets what
	$(BIN)/python -m bench.door

breach-filter: $(STAMP) ## Make vendor/breach-filter.bin of a list of leaked passwords (FILE=…, one a line)
	$(BIN)/python -m infra.breach_filter "$(FILE)"

fonts: $(STAMP) fonts/requirements.txt ## Cut vendor/fonts from packages under the Open Font License
	$(BIN)/pip install --quiet --disable-pip-version-check -r fonts/requirements.txt
	$(BIN)/python -m fonts.build

STAGE := production
package: $(STAMP) ## Make the Lambda zip and the template in build/package (STAGE=production)
	$(BIN)/python -m infra.package --stage $(STAGE)

MINISTACK := .ministack-venv
$(MINISTACK)/.installed: infra/rehearsal/requirements.txt
	test -d $(MINISTACK) || $(PYTHON) -m venv $(MINISTACK)
	$(MINISTACK)/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

rehearse: package $(MINISTACK)/.installed ## Deploy the package into an AWS on this machine and walk through it
	$(BIN)/python -m infra.rehearsal

.PHONY: help install run test lint check screenshots bench-render bench-sign-in bench-door breach-filter fonts package rehearse
