# Two commands on a fresh machine with Python 3.11+ and make: `make demo` and `make test`.

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
  BIN := .venv/Scripts
  PYTHON := python
else
  BIN := .venv/bin
endif
WHEEL_BIN := $(subst .venv,.venv-wheel,$(BIN))
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
WHEEL_PIP := $(subst .venv,.venv-wheel,$(PIP))

.PHONY: help demo test check wheel lock corpus fuzz quality train clean

help:
	@echo "make demo   a guided run on the bundled sample documents"
	@echo "make test   everything that must be green: linters, types, layers, tests"
	@echo "make check  linters, types and layers only"
	@echo "make wheel  build the wheel and run it in an empty environment"
	@echo "make lock   pin the dependencies anew"
	@echo "make quality precision, recall and F1 of the tags"
	@echo "make train  train the components in models/trained anew"
	@echo "make fuzz   fuzz every reader for a bounded time (Linux)"
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
	$(BIN)/python -m ruff check src tests benchmarks corpus fuzz training
	$(BIN)/python -m ruff format --check src tests benchmarks corpus fuzz training
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/python -m pytest -n auto

# The program as others get it: built, installed alone in an empty environment, and run from another folder.
wheel: .venv/ready
	$(BIN)/python -c "import shutil; shutil.rmtree('dist', ignore_errors=True); shutil.rmtree('.venv-wheel', ignore_errors=True)"
	$(BIN)/hatchling build -t wheel -d dist
	$(PYTHON) -m venv .venv-wheel
	$(WHEEL_PIP) --require-hashes -r requirements.lock
	$(WHEEL_PIP) --no-deps --find-links dist --no-index tenderscan
	$(WHEEL_BIN)/tenderscan --help
	cd dist && ../$(WHEEL_BIN)/tenderscan demo

PINNED := --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet
lock: .venv/ready-dev
	$(BIN)/uv pip compile pyproject.toml $(PINNED) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra ocr $(PINNED) -c requirements.lock -o requirements-ocr.lock
	$(BIN)/uv pip compile pyproject.toml --extra cluster $(PINNED) -c requirements.lock -o requirements-cluster.lock
	$(BIN)/uv pip compile --group build $(PINNED) -c requirements.lock -o requirements-build.lock
	$(BIN)/uv pip compile pyproject.toml --group dev $(PINNED) -c requirements.lock -o requirements-dev.lock

corpus: .venv/ready-dev
	$(BIN)/python -m corpus.build

# SECONDS_EACH=60 make fuzz: longer. Linux only, see docs/fuzzing.md.
SECONDS_EACH ?= 20
fuzz: .venv/ready-dev
	$(BIN)/python -m fuzz --seconds $(SECONDS_EACH)

# Measures the tags on every labelled set, and writes the figures where they are published. Without the real files only
# the bundled samples are measured: SHARED=FOLDER make quality names them.
quality: .venv/ready-dev
	$(BIN)/python -m benchmarks.quality --write $(if $(SHARED),--shared "$(SHARED)")

# Writes models/trained anew from models/training: the same files each time on the same machine, in less than a minute.
train: .venv/ready-dev
	$(BIN)/python -m training.train

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(path, ignore_errors=True) for path in ('.venv', '.venv-wheel', '.demo', 'build', 'dist')]"
