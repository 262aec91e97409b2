# `make run` opens VizDesk, `make test` tests it; each sets up all that it needs first.
.DEFAULT_GOAL := help
.PHONY: help setup run test test-desktop test-servers check format lock translations bench soak screenshots build smoke demo clean
SHELL := bash

python := .venv/bin/python
pytest := QT_QPA_PLATFORM=offscreen $(python) -m pytest
# What whole-program runs in a real window need beyond Qt's own libraries.
desktop_packages := xvfb xauth dbus at-spi2-core gir1.2-atspi-2.0 python3-gi gnome-keyring libsecret-1-0 xdotool imagemagick
# The S3 store that checks signatures and MD5 (see tests/servers), and what checks the alerts.
server_packages := ceph-common ceph-mon ceph-osd radosgw curl prometheus

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make .venv and install what Qt needs
	@scripts/setup

run: setup ## Open VizDesk with the demo agency
	@if [[ $$(uname) == Linux && -z $$DISPLAY$$WAYLAND_DISPLAY ]]; then \
	    echo "There is no display here: type make run in a desktop session, or make test-desktop." >&2; exit 1; fi
	@.venv/bin/vizdesk

test: setup ## Test everything that needs no window
	@$(pytest) -m "not desktop and not servers and not soak" -n logical --maxprocesses 4 --dist loadscope

test-desktop: setup ## Test the whole program in a real window, with a real keyring
	@scripts/system-packages $(desktop_packages)
	@$(python) -m pytest -m desktop tests/desktop

test-servers: setup ## Test beside real servers, which are installed, started and stopped
	@scripts/system-packages $(server_packages)
	@scripts/azurite install
	@$(pytest) -m servers tests/servers

check: setup ## Lint, types, import rules
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

format: setup ## Put the sources in form
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

lock: setup ## Lock what pyproject.toml asks for; UPGRADE=--upgrade takes the newest of everything
	@.venv/bin/uv pip compile $(UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes --all-extras \
	    --no-emit-package vizdesk pyproject.toml -o requirements.lock

translations: setup ## Bring the catalogues in resources/translations up to the code, and compile them
	@$(python) scripts/translations.py

bench: setup ## Measure beside peers, into benchmarks/RESULTS.md
	@$(python) -m benchmarks

soak: setup ## Run the long tests
	@$(pytest) -m soak --timeout 7200

screenshots: setup ## Draw every screen and state into docs/screenshots
	@$(python) -m tests.screenshots

build: setup ## Build the frozen program into dist/vizdesk
	@.venv/bin/pyinstaller --noconfirm --log-level WARN build.spec

smoke: build ## Open the frozen program in a real window
	@scripts/system-packages $(desktop_packages)
	@VIZDESK_PROGRAM=dist/vizdesk/vizdesk $(python) -m pytest -m desktop tests/desktop/test_smoke.py

demo: setup ## Make the demo agency's records anew
	@$(python) scripts/make_demo.py

clean: ## Remove everything that can be made again
	@rm -rf .venv build dist .hypothesis .*_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
