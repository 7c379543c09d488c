# Two commands on a fresh machine with Python 3.11+ and make: `make demo` and `make test`.

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
  BIN := .venv/Scripts
  PYTHON := python
else
  BIN := .venv/bin
endif
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help demo test check lock corpus clean

help:
	@echo "make demo   a guided run on the bundled sample documents"
	@echo "make test   everything that must be green: linters, types, layers, tests, wheel"
	@echo "make check  linters, types and layers only"
	@echo "make lock   pin the dependencies anew"
	@echo "make corpus write the sample documents anew"
	@echo "make clean  throw away what the commands above made"

# What people run needs only the program's own dependencies, and what builds it.
.venv/ready: requirements.lock requirements-build.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock -r requirements-build.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	$(BIN)/python -c "import pathlib; pathlib.Path('.venv/ready').touch()"

.venv/ready-dev: .venv/ready requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	$(BIN)/python -c "import pathlib; pathlib.Path('.venv/ready-dev').touch()"

demo: .venv/ready
	@$(BIN)/tenderscan demo

check: .venv/ready-dev
	$(BIN)/python -m ruff check src tests benchmarks corpus
	$(BIN)/python -m ruff format --check src tests benchmarks corpus
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/python -m pytest -n auto

PINNED := --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet
lock: .venv/ready-dev
	$(BIN)/uv pip compile pyproject.toml $(PINNED) -o requirements.lock
	$(BIN)/uv pip compile --group build $(PINNED) -c requirements.lock -o requirements-build.lock
	$(BIN)/uv pip compile pyproject.toml --group dev $(PINNED) -c requirements.lock -o requirements-dev.lock

corpus: .venv/ready-dev
	$(BIN)/python -m corpus.build

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(path, ignore_errors=True) for path in ('.venv', '.demo', 'build', 'dist')]"
