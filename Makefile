# `make help` lists what there is.
VENV := .venv
BIN := $(VENV)/bin
MINISTACK := .ministack-venv
STAMP := $(VENV)/.installed
INSTALL := infra/install.sh
# What every environment is made by.
INSTALLER := .python-version infra/install.sh infra/find_python.sh infra/installer/requirements.txt
# PYTHON names the interpreter of a new .venv; left out, infra/find_python.sh finds one.
export PYTHON
# Compiled modules are kept, whatever the environment says: each process compiles 2,000 of them otherwise.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'

$(STAMP): requirements-dev.txt $(INSTALLER)
	@$(INSTALL) $(VENV) requirements-dev.txt
	@touch $@

install: $(STAMP) ## Make .venv with everything pinned

# Chromium (its headless shell on Debian), poppler-utils, qpdf and libzbar0, where they are missing.
system:
	@infra/system_packages.sh tests

run: $(STAMP) ## Serve the portal with a demo conference (PORT=8000, AWS_PORT=4566, DATA_DIR to keep it)
	@exec $(BIN)/python -m local

TESTS :=
# Each file's tests by one process, the longest files first (tests/support/order.py).
SHARED := -n auto --dist loadfile --no-loadscope-reorder
test: system $(STAMP) ## Run the tests, on every core (TESTS=tests/unit)
	$(BIN)/python -m pytest $(SHARED) $(TESTS)

lint: $(STAMP) ## Lint, types and insecure calls
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet -c pyproject.toml -r app.py chalicelib ops local

check: lint test ## Lint, types and tests

coverage: system $(STAMP) ## Which lines and branches the tests run, into build/coverage
	mkdir -p build/coverage
	COVERAGE_FILE=$(CURDIR)/build/coverage/data $(BIN)/python -m pytest $(SHARED) \
		--cov --cov-report=term:skip-covered --cov-report=html:build/coverage $(TESTS)

mutants: $(STAMP) ## Change the rules one thing at a time, to see what no test notices (ONLY='chalicelib.domain.totals*')
	@infra/mutants.sh $(BIN) '$(ONLY)'

screenshots: system $(STAMP) ## Every page at 390 and 1280 px, light and dark, into screenshots/
	$(BIN)/python -m tests.web.screenshots
	$(BIN)/python -m tests.web.screenshots_of_states

organizer-screenshots: system $(STAMP) ## The pictures of the guide for organizers, into static/guide
	$(BIN)/python -m tests.web.screenshots_of_console

bench-render: $(STAMP) bench/requirements.txt ## Measure a certificate beside other ways to make one
	@$(INSTALL) $(VENV) bench/requirements.txt
	$(BIN)/python -m bench.render

bench-imports: $(STAMP) ## Measure planning large imports
	$(BIN)/python -m bench.imports

bench-claims: $(STAMP) $(MINISTACK)/.installed ## Measure the console's pages with 10,000 registrations and 5,000 claims
	$(BIN)/python -m bench.claims

bench-rush: $(STAMP) $(MINISTACK)/.installed ## Measure 2,000 attendees claiming at once
	$(BIN)/python -m bench.rush

bench-reissue: $(STAMP) $(MINISTACK)/.installed ## Reissue 2,000 certificates, killed in the middle and resumed
	$(BIN)/python -m bench.reissue

bench-ratios: $(STAMP) $(MINISTACK)/.installed ## Measure cold starts, a page and a certificate beside bare calls
	$(BIN)/python -m bench.ratios

bench-read-units: $(STAMP) ## Count what each function reads as data grows ten and a hundred times
	$(BIN)/python -m bench.read_units

bench-sign-in: $(STAMP) ## Measure whether the time of a refused sign-in gives anything away
	$(BIN)/python -m bench.sign_in

bench-door: $(STAMP) ## Simulate crowds and attackers signing in, and print who gets through
	$(BIN)/python -m bench.door

bench-odd: $(STAMP) ## Measure what odd requests cost, on every route
	$(BIN)/python -m bench.odd

bench-large-program: system $(STAMP) ## Measure FOSDEM's 775 sessions on a phone slowed to a quarter
	$(BIN)/python -m bench.large_program

breach-filter: $(STAMP) ## Make vendor/breach-filter.bin from a list of leaked passwords (FILE=…, one a line)
	$(BIN)/python -m infra.breach_filter "$(FILE)"

fonts: $(STAMP) fonts/requirements.txt ## Make vendor/fonts from packages under the Open Font License
	@$(INSTALL) $(VENV) fonts/requirements.txt
	$(BIN)/python -m fonts.build

# What is locked stays as it is, unless UPGRADE=--upgrade renews it.
UPGRADE :=
LOCK := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --no-config --universal \
	--python-version 3.11 --generate-hashes --no-strip-extras $(UPGRADE)
lock: $(STAMP) ## Lock every requirements.in with hashes (UPGRADE=--upgrade renews what it brings along)
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements.in requirements-dev.in -c requirements.txt -o requirements-dev.txt
	$(LOCK) bench/requirements.in -c requirements-dev.txt -o bench/requirements.txt
	$(LOCK) fonts/requirements.in -c requirements-dev.txt -o fonts/requirements.txt
	$(LOCK) infra/rehearsal/requirements.in -o infra/rehearsal/requirements.txt
	$(LOCK) infra/installer/requirements.in -o infra/installer/requirements.txt

STAGE := production
package: $(STAMP) ## Make the Lambda zip, its SBOM and the template in build/package (STAGE=production)
	$(BIN)/python -m infra.package --stage $(STAGE)

CONFIG ?= deploy/$(STAGE).toml
deploy: $(STAMP) ## Deploy a stage (STAGE=production CONFIG=deploy/production.toml; PLAN=1 shows what would change)
	@$(BIN)/python -m infra.deploy --stage $(STAGE) --config $(CONFIG) $(if $(PLAN),--plan)

$(MINISTACK)/.installed: infra/rehearsal/requirements.txt $(INSTALLER)
	@$(INSTALL) $(MINISTACK) $<
	@touch $@

rehearse: package $(MINISTACK)/.installed ## Deploy the package into an AWS on this machine and walk through it (BACK=1: and back to 0.1.0)
	$(BIN)/python -m infra.rehearsal $(if $(BACK),--back)

.PHONY: help install system run test lint check coverage mutants screenshots organizer-screenshots bench-render bench-imports bench-sign-in bench-door bench-odd breach-filter fonts lock package deploy rehearse bench-rush bench-reissue bench-ratios bench-read-units bench-large-program bench-claims
