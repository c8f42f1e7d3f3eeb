# `make run` serves Trekbot, `make test` runs its tests. Both set up .venv first and need only Python 3.11+ and make.

PYTHON ?= python3
VENV ?= .venv

# Which PyTorch to install. On Linux, pip by itself takes a build that brings several GB of CUDA, which Trekbot has no
# use for. Set-up therefore asks for the CPU build: first where pip looks anyhow, then at TORCH_INDEX, the publisher's
# index of CPU builds, and takes the plain build only where neither can be had. A mirror: make run TORCH_INDEX=<address>
TORCH ?= torch==2.13.0
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
TORCH_INSTALLED := $(VENV)/.torch-installed
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run test check format intents structure sufficiency wheel constraints clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z%-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(INSTALLED) ## serve the chat page and the API; settings: TREKBOT_PORT=9000 make run
	@exec $(BIN)/trekbot serve

test: $(INSTALLED) ## run the tests that need no network, browser or language model; PYTEST_ADDOPTS adds options
	@$(BIN)/pytest

test-model: extra-local

.PHONY: extra-local
extra-local: $(INSTALLED)
	@$(PIP) install --quiet -c constraints.txt -e '.[dev,local]'

test-evals: extra-evals

.PHONY: extra-evals
extra-evals: $(INSTALLED)
	@$(PIP) install --quiet -c constraints.txt -e '.[dev,evals]'

test-%: $(INSTALLED) ## run the tests of one marker: install, browser, model, fault, cluster, evals
	@$(BIN)/pytest -m $*

check: $(INSTALLED) ## lint, format and types, changing nothing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(INSTALLED) ## sort imports, mend what ruff can, format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

intents: $(INSTALLED) ## fit how questions are read to phrasings.tsv, after a change of it
	@$(BIN)/python -m trekbot.evals.intents

structure: $(INSTALLED) ## fit which readings as structure hold to the development questions, after a change of either
	@$(BIN)/python -m trekbot.evals.structure

sufficiency: $(INSTALLED) ## fit what evidence is enough to the development questions, after a change of either
	@$(BIN)/python -m trekbot.evals.sufficiency

wheel: $(INSTALLED) ## build the wheel and the source distribution into dist/
	@$(BIN)/hatchling build -d dist

constraints: $(INSTALLED) ## pin in constraints.txt the newest versions that work together, extras included
	@$(PIP) install --quiet uv
	@echo "$(TORCH)" > $(VENV)/torch.txt
	@$(BIN)/uv pip compile --quiet --upgrade --all-extras --universal --python-version 3.11 --system-certs \
		--no-annotate --no-header --constraint $(VENV)/torch.txt pyproject.toml > $(VENV)/newest.txt
	@{ echo "# Written by 'make constraints'."; sed -E '/^(cuda|nvidia|triton)/d' $(VENV)/newest.txt; } > constraints.txt
	@echo "==> constraints.txt is new. Run 'make check test' before you keep it."

clean: ## remove .venv, builds and caches; keeps .trekbot, the index
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src ui evals tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Trekbot needs Python 3.11 or newer; '$(PYTHON)' is not. Name one: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
		echo "'$(PYTHON)' cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "==> Making $(VENV) (once; it takes some minutes and 2 GB)"
	@$(PYTHON) -m venv $(VENV)

$(TORCH_INSTALLED): constraints.txt | $(BIN)/python
	@echo "==> Installing PyTorch"
	@if [ "$$(uname -s)" != Linux ]; then $(PIP) install $(TORCH); \
	elif $(PIP) install --no-deps "$(TORCH)+cpu" 2>/dev/null; then :; \
	elif [ -n "$(TORCH_INDEX)" ] && \
		$(PIP) install --timeout 15 --retries 1 --no-deps --index-url "$(TORCH_INDEX)" "$(TORCH)"; then :; \
	else echo "==> No CPU build can be reached; taking the plain one, several GB"; $(PIP) install $(TORCH); fi
	@touch $@

$(INSTALLED): pyproject.toml constraints.txt $(TORCH_INSTALLED)
	@echo "==> Installing Trekbot and its tools"
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@
	@echo "==> $(VENV) is ready"
