# The whole workshop. `make start` and `make test` are all that a newcomer needs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=

# A folder that is rebuilt when what it is made from changes.
FRONT  := convergio_jupyter/labextension/package.json
SOURCES := $(shell find labextension/src labextension/style labextension/schema labextension/scripts -type f 2>/dev/null) \
           labextension/package.json labextension/package-lock.json labextension/tsconfig.json

# What jupyter-ai's chats are made of, beside the environment: its extensions would be in every JupyterLab that is tested.
CHAT := "jupyter-ai-persona-manager>=0.2,<0.4" jupyter-ai-router jupyterlab-chat jupyter-ydoc pycrdt lazy-importer \
        importlib-metadata zipp

.PHONY: start test lint bench front clean
.DEFAULT_GOAL := start

## start: install everything, get the demo model once, open the welcome notebook
start: $(VENV)/.ready
	@$(BIN)/convergio models install || true  # JupyterLab opens without a model too, and says what to do
	@$(BIN)/python scripts/start.py notebooks/welcome.ipynb $(ARGS)

## test: everything that must hold, in one command
test: $(VENV)/.test
	@$(BIN)/python scripts/check.py $(ARGS)

## lint: style and types of both languages
lint: $(VENV)/.test
	@$(BIN)/python scripts/check.py lint

## bench: the measured bars, as JSON
bench: $(VENV)/.test
	@$(BIN)/python benchmarks/run.py $(ARGS)

## front: build the JupyterLab extension and the widget
front: $(FRONT)

## clean: remove what was built
clean:
	rm -rf $(VENV) convergio_jupyter/labextension convergio_jupyter/widgets/static convergio_jupyter/tools/guest labextension/lib labextension/node_modules

$(VENV)/bin/python:
	@echo "Making the environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade pip

$(FRONT): $(SOURCES) $(VENV)/.builder
	@echo "Building the JupyterLab extension and the widget (about a minute) …"
	@cd labextension && npm ci --no-audit --no-fund --loglevel=error
	@cd labextension && PATH="$(abspath $(BIN)):$$PATH" npm run --silent build:prod > build.log 2>&1 || (cat build.log; exit 1)
	@touch $@

$(VENV)/.builder: $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet "jupyter-builder>=1.3"
	@touch $@

$(VENV)/.ready: pyproject.toml $(FRONT) $(wildcard guest/*)
	@echo "Installing Convergio and JupyterLab (about a minute) …"
	@$(BIN)/python -m pip install --quiet --editable ".[local,openai,anthropic,ollama,classroom,data,tools]"
	@$(BIN)/python -c "from convergio_jupyter.tools import sandbox; sandbox.prepare()"
	@mkdir -p $(VENV)/share/jupyter/lab/settings && cp scripts/overrides.json $(VENV)/share/jupyter/lab/settings/
	@touch $@

$(VENV)/.test: $(VENV)/.ready
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --editable ".[test]"
	@$(BIN)/python -m pip install --quiet --upgrade --no-deps --target $(VENV)/jupyter-ai $(CHAT)
	@touch $@
