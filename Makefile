# `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(STAMP): requirements-dev.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
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
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r bench/requirements.txt
	$(BIN)/python -m bench.render

bench-sign-in: $(STAMP) ## Measure what a refused sign-in tells by its time
	$(BIN)/python -m bench.sign_in

fonts: $(STAMP) fonts/requirements.txt ## Cut vendor/fonts from packages under the Open Font License
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r fonts/requirements.txt
	$(BIN)/python -m fonts.build

# What is locked already stays as it is; UPGRADE=--upgrade renews all of it.
UPGRADE :=
LOCK := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --no-config --universal \
	--python-version 3.11 --generate-hashes --no-strip-extras $(UPGRADE)
lock: $(STAMP) ## Lock every requirements.in with hashes (UPGRADE=--upgrade: renew what it brings along)
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements.in requirements-dev.in -c requirements.txt -o requirements-dev.txt
	$(LOCK) bench/requirements.in -c requirements-dev.txt -o bench/requirements.txt
	$(LOCK) fonts/requirements.in -c requirements-dev.txt -o fonts/requirements.txt
	$(LOCK) infra/rehearsal/requirements.in -o infra/rehearsal/requirements.txt

STAGE := production
package: $(STAMP) ## Make the Lambda zip and the template in build/package (STAGE=production)
	$(BIN)/python -m infra.package --stage $(STAGE)

MINISTACK := .ministack-venv
$(MINISTACK)/.installed: infra/rehearsal/requirements.txt
	test -d $(MINISTACK) || $(PYTHON) -m venv $(MINISTACK)
	$(MINISTACK)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

rehearse: package $(MINISTACK)/.installed ## Deploy the package into an AWS on this machine and walk through it
	$(BIN)/python -m infra.rehearsal

.PHONY: help install run test lint check lock screenshots bench-render bench-sign-in fonts package rehearse
