# make demo: the sample newsroom, served.  make test: every test.  Both set up all they need in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint clean

demo: $(VENV)/demo
	@$(BIN)/python -m demo_site $(ARGS)

test: $(VENV)/test
	@.ci/system
	@PATH="$(CURDIR)/$(BIN):$$PATH" .ci/test $(ARGS)

lint: $(VENV)/test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsmarkup needs Python 3.11 or later; this is %s. Try: make $(MAKECMDGOALS) PYTHON=python3.12" % sys.version.split()[0])'
	@$(PYTHON) -m venv $(VENV) || { echo "Python has no venv here: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/demo: setup.py | $(VENV)/bin/python
	@echo "Installing newsmarkup and its demo into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[demo]'
	@touch $@

$(VENV)/test: setup.py | $(VENV)/bin/python
	@echo "Installing newsmarkup and what its tests need into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) var build dist *.egg-info
