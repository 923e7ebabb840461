# The developer's whole interface; `make help` lists it. Without make (Windows): the plain commands are in CONTRIBUTING.md.
# Settings come from the environment or the command line: `make build SITE_URL=https://… SITE_DATE=2027-01-01`.

PY := .venv/bin/python
PORT ?= 8000
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
PYTEST := $(PY) -m pytest -n auto --maxprocesses 4 --dist worksteal --durations 10
# One Python that is new enough. It is run, not only looked for: a launcher may stand for a version that is not there.
# ensurepip is asked for because Debian ships venv without it.
PYTHONS := $(PYTHON) python3.13 python3.12 python3.11 python3 python
export PYTHONUTF8 := 1
# The theme prints the date on which it ends before each build; it stands in DEPENDENCIES.md.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help install install-test install-nginx serve build check check-scheduled lint types pytest test test-full bench bench-build lock new lpr schemas release report comment links search links-out audit canary

help: ## 列出这些命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' Makefile

install: .venv/site-stamp ## 建好 .venv，装好建站要用的软件（版本和哈希都已锁定）

install-test: .venv/test-stamp

install-nginx: ## 装好测试 nginx 配置要用的 nginx 和 brotli 模块（只在 Debian、Ubuntu 上，要 sudo）
	sudo apt-get update
	sudo apt-get install --yes --no-install-recommends nginx-light libnginx-mod-http-brotli-static

serve: .venv/site-stamp ## 在 http://127.0.0.1:8000/ 预览，改了文件会自动更新（换端口：PORT=8001）
	@$(PY) -m hooks.serve $(PORT)

build: .venv/site-stamp ## 严格构建到 site/：先在旁边建好，再整个换上
	@$(PY) -m hooks.build

check: .venv/site-stamp ## 几秒钟查完编辑可能写错的地方，不构建（每页好不好读：READING=1；提示：NOTES=1）
	@$(PY) -m hooks.check $(if $(READING),--reading) $(if $(NOTES),--notes)

check-scheduled: .venv/site-stamp ## 同 check，另外把已过复核日期的内容算作错误（每周运行）
	@$(PY) -m hooks.check --scheduled $(if $(ISSUE),--issue=$(ISSUE))

new: .venv/site-stamp ## 开一个新文件：make new KIND=page|claim|letter|checklist SLUG=英文名
	@$(PY) -m hooks.new $(KIND) $(SLUG)

lpr: .venv/site-stamp ## 录入一次 LPR：make lpr DATE=2026-11-20 ONE=3.00 FIVE=3.50（核对过的跳变加 CONFIRM=1）
	@$(PY) -m hooks.lpr $(DATE) $(ONE) $(FIVE) $(if $(CONFIRM),--confirm)

schemas: .venv/site-stamp ## 数据的格式改了以后，重新写编辑器用的 JSON Schema（.vscode/）
	@$(PY) -m hooks.schemas

release: .venv/test-stamp ## 按 CHANGELOG.md 最新的版本做一份发布，放在 dist/
	@$(PY) -m hooks.release

lint: .venv/test-stamp ## 检查 Python 写法
	@$(PY) -m ruff check .

types: .venv/test-stamp ## 检查 Python 类型
	@$(PY) -m mypy

pytest: .venv/test-stamp ## 只跑测试（挑一部分：ARGS="-k 名字"）
	@$(PYTEST) -m "not slow" $(ARGS)

test: lint types check pytest ## 全部检查和测试，包括浏览器

test-full: lint types check .venv/test-stamp ## 同 test，另加耗时长的测试
	@$(PYTEST) $(ARGS)

bench: .venv/bench-stamp ## 每页多重、多快、算得多准，和预算、同类对照着印出来（只跑一部分：ARGS="pages search"）
	@$(PY) -m tests.bench $(ARGS)

bench-build: .venv/bench-stamp ## 页数多了构建要多久、占多少内存，预览多快看到，服务器扛多少（只跑一部分：ARGS="growth"）
	@$(PY) -m tests.bench $(or $(ARGS),growth preview server)

report: .venv/site-stamp ## 和另一个版本比，读者会看到什么变化：make report BASE=origin/main
	@$(PY) -m hooks.report --base=$(BASE) $(if $(JSON),--json=$(JSON))

comment: .venv/site-stamp ## 把 make report 另存的 JSON 写成评论：make comment JSON=report.json
	@$(PY) -m hooks.report --read=$(JSON) $(if $(OUT),>$(OUT))

links: .venv/test-stamp ## 查构建出来的网站：站内链接、文件、锚点，有没有向外的请求
	@$(PYTEST) tests/test_site.py $(ARGS)

search: .venv/test-stamp ## 问一遍 tests/search/queries.yaml，印出搜索的准确度
	@$(PYTEST) tests/search $(ARGS)

links-out: .venv/site-stamp ## 逐个打开登记的官方网址，看还在不在（要联网，每周运行）
	@$(PY) -m hooks.links

audit: .venv/weekly-stamp ## 依赖有没有已知漏洞、快停止维护的（要联网，每周运行）
	@rm -f audit.json
	@$(PY) -m pip_audit --disable-pip --no-deps --progress-spinner off --format json --output audit.json \
		-r requirements-test.lock -r requirements-weekly.lock || true
	@$(PY) -m hooks.dependencies audit.json

canary: .venv/weekly-stamp ## 用 ProperDocs 和 Zensical 构建一份展开的副本，逐页比较（每周运行）
	@$(PY) -m tests.canary

lock: ## 按 pyproject.toml 重新锁定依赖（需要 uv；升级：ARGS=--upgrade）
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet \
		--no-emit-index-url --no-emit-find-links $(ARGS) -o requirements.lock
	uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-header --quiet \
		--no-emit-index-url --no-emit-find-links $(ARGS) -c requirements.lock -o requirements-test.lock
	uv pip compile pyproject.toml --extra test --extra bench --universal --python-version 3.11 --generate-hashes --no-header --quiet \
		--no-emit-index-url --no-emit-find-links $(ARGS) -c requirements-test.lock -o requirements-bench.lock
	uv pip compile pyproject.toml --extra weekly --universal --python-version 3.11 --generate-hashes --no-header --quiet \
		--no-emit-index-url --no-emit-find-links $(ARGS) -c requirements-test.lock -o requirements-weekly.lock

.venv/made-stamp:
	@for python in $(PYTHONS); do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			$$python -m venv .venv && touch $@ && exit 0; \
			exit 1; \
		fi; \
	done; \
	echo '没有找到 3.11 或更新的 Python（在 Debian 上还要 python3-venv）。装好后再试，或者指明位置：make install PYTHON=/路径/python3' >&2; \
	echo 'No Python >= 3.11 with venv and ensurepip was found. Install one, or name it: make install PYTHON=/path/to/python3' >&2; \
	exit 1

.venv/site-stamp: requirements.lock | .venv/made-stamp
	@echo '正在安装建站要用的软件……'
	@$(PIP_INSTALL) -r requirements.lock
	@touch $@

# The test lock holds the site's packages too, in the same versions: one install serves both.
.venv/test-stamp: requirements-test.lock | .venv/made-stamp
	@echo '正在安装建站和测试要用的软件……'
	@$(PIP_INSTALL) -r requirements-test.lock
	@touch .venv/site-stamp $@

# The same for the bench lock, which holds the test lock.
.venv/bench-stamp: requirements-bench.lock | .venv/made-stamp
	@echo '正在安装测量要对照的软件……'
	@$(PIP_INSTALL) -r requirements-bench.lock
	@touch .venv/site-stamp .venv/test-stamp $@

.venv/weekly-stamp: requirements-weekly.lock | .venv/test-stamp
	@echo '正在安装每周检查要用的软件……'
	@$(PIP_INSTALL) -r requirements-weekly.lock
	@touch $@
