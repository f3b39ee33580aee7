# Needs python3 (3.11 or later), a C compiler and make; everything else is installed
# into .venv. `make help` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# cython-lint starts pycodestyle by name.
export PATH := $(CURDIR)/$(BIN):$(PATH)
KERNELS := $(wildcard ext/maas_ext/*.pyx ext/maas_ext/*.pxd)
STUBS := $(patsubst ext/maas_ext/%.pyi,maas_ext.%,$(wildcard ext/maas_ext/*.pyi))
CITY := .city
# A journey of the sample city: from north of Mitaka station to Jindaiji's gate.
FROM ?= 35.7063,139.5610
TO ?= 35.6679,139.5503
DEPART ?= 08:00
PORT ?= 8000
SERVE ?= 1
TESTS ?= tests

.PHONY: help install demo run test lint bench proof clean
.DEFAULT_GOAL := help

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(INSTALLED): pyproject.toml setup.py $(KERNELS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "maas needs Python 3.11 or later; set PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[all]'
	touch $@

install: $(INSTALLED)  ## Install into .venv, kernels compiled

demo: install  ## Build the sample city and print one door-to-door journey
	$(BIN)/maas sample $(CITY)/sample
	$(BIN)/maas build $(CITY)/sample/city.toml --out $(CITY)/city
	$(BIN)/maas plan $(CITY)/city --from $(FROM) --to $(TO) --depart $(DEPART)

run: demo  ## The same, then serve it at http://127.0.0.1:8000/ (SERVE=0: do not)
ifneq ($(SERVE),0)
	$(BIN)/maas serve $(CITY)/city --port $(PORT)
endif

test: install  ## Run the tests
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadscope $(TESTS)

lint: install  ## Check style, types, layers and the kernels' stubs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/cython-lint ext
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m mypy.stubtest --mypy-config-file pyproject.toml $(STUBS)

bench: demo  ## Measure journeys on the sample city
	$(BIN)/python -m benchmarks.journeys --city $(CITY)/city

proof: install  ## Run every test at full size (long); writes docs/proof.md
	MAAS_PROOF=1 $(BIN)/python -m pytest tests -m long --numprocesses auto \
	    --maxprocesses 4 --dist load --junitxml=build/proof.xml; \
	    status=$$?; \
	    $(BIN)/python -m tests.proof_page build/proof.xml docs/proof.md && exit $$status

clean:  ## Remove everything that was built
	rm -rf build dist $(CITY) *.egg-info
	find ext -name '*.so' -delete -o -name '*.c' -delete
