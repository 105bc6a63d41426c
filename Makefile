# The two commands: `make run` starts the bot, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETS ?=
BENCH ?=
MEASURES := --peers --removal --intervals --calibration

.PHONY: run test quality bench charts check format lock clean

run: $(VENV)/.installed
	@$(BIN)/verbatim index
	@if [ -n "$$TELEGRAM_BOT_TOKEN$$TELEGRAM_BOT_TOKEN_FILE" ] || grep -qs "^token_file" verbatim.toml; then \
		exec $(BIN)/verbatim run; \
	elif [ -t 0 ]; then exec $(BIN)/verbatim playground; else exec $(BIN)/verbatim chat; fi

test: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto --dist loadfile

# Measures the golden questions, and the question sets whose folders SETS names.
quality: $(VENV)/.installed
	$(BIN)/verbatim eval tests/quality/golden/golden.jsonl --articles seeds --db $(VENV)/quality.db $(MEASURES)
	@for set in $(SETS); do echo "$$set" && $(BIN)/verbatim eval "$$set" $(MEASURES) || exit 1; done

# Measures speed beside other engines; BENCH may say more, such as "--paragraphs 100000".
bench: $(VENV)/.installed-bench
	$(BIN)/verbatim bench --peers $(BENCH)

# What draws the chart of /stats.
charts: $(VENV)/.installed-charts

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Pinned with hashes and without index lines, for every Python and platform that we support.
lock: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --group dev --extra charts pyproject.toml -o requirements-dev.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --extra bench pyproject.toml -o requirements-bench.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --extra charts pyproject.toml -o requirements-charts.txt

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@echo "Making $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Verbatim needs Python 3.11 or newer: make run PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python requirements.txt pyproject.toml
	@echo "Installing what Verbatim needs ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@echo "Installing what its tests need ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed requirements-bench.txt
	@echo "Installing what Verbatim is measured beside ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

$(VENV)/.installed-charts: $(VENV)/.installed requirements-charts.txt
	@echo "Installing what draws charts ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-charts.txt
	@touch $@
