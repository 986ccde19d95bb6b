# Everything runs in .venv, made here from hash-pinned requirements. Only Python 3.11 or newer, make and git are needed.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY = .venv/bin/python
PORT ?= 8000

run: .venv/run
	@$(PY) manage.py migrate -v0
	@$(PY) manage.py load_demo --if-empty
	@$(PY) manage.py collectstatic --noinput -v0
	@echo "Sổ Chi bộ: http://127.0.0.1:$(PORT)/"
	@echo "Demo accounts, password sochibo-demo: quantri vanphong lanhdao phutrach bithu kiemtra captren xakhac"
	@exec .venv/bin/gunicorn config.wsgi --bind 127.0.0.1:$(PORT)

setup: .venv/dev

# That no migration and no Vietnamese word is missing is asked by tests/codebase/test_consistency.py.
test: .venv/dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/djade --check $$(git ls-files 'templates/*.html')
	$(PY) -m tests.run

# How much dearer than an empty page each page is; measured, never tested. benchmarks/README.md tells its switches.
bench: .venv/dev
	@$(PY) -m benchmarks $(if $(DATABASE),--database $(DATABASE)) $(if $(ROUNDS),--rounds $(ROUNDS)) \
		$(if $(PAGES),--pages "$(PAGES)") $(if $(GROWTH),--growth $(GROWTH)) $(if $(YEARS),--years $(YEARS)) \
		$(if $(RECORDERS),--recorders $(RECORDERS)) $(if $(MINUTES),--minutes $(MINUTES))

# Changes the rules a little, thousands of times, and tells which changes no test notices; hours for all modules.
mutants: .venv/mutants
	@nice -n 15 $(PY) -m mutation $(MODULES)

# Plays rules told as cases (docs/rulebook.md), in memory: CASES names a folder or a file; without it, our own.
rulebook: .venv/run
	@DATABASE_URL=sqlite://:memory: $(PY) manage.py rulebook $(if $(CASES),"$(CASES)")

# Collects the words of code and templates into locale/vi and compiles them.
messages: .venv/dev
	$(PY) manage.py catalogue

format: .venv/dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	.venv/bin/djade $$(git ls-files 'templates/*.html')

.venv/run: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/mutants: .venv/dev requirements-mutants.txt
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-mutants.txt
	@touch $@

.PHONY: run setup test bench mutants rulebook messages format
