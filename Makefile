# Alur JDIH. `make` alone lists what there is. On Windows: inside WSL.
#
# Whatever a target needs is set up first, once, in .venv; nothing has to be activated.

.DEFAULT_GOAL := help
.NOTPARALLEL:
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
jdih := .venv/bin/jdih

.PHONY: help publish check serve test lock clean siap siap-uji

help: ## daftar perintah ini
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

publish: siap ## memeriksa, membangun, menerbitkan di komputer ini, dan mencatat
	@$(jdih) publish

check: siap ## memeriksa semua dokumen
	@$(jdih) check

serve: siap ## menampilkan situs, termasuk draf, di komputer ini
	@$(jdih) serve

test: siap-uji ## memeriksa kode dan dokumen, lalu menjalankan semua uji
	@PRE_COMMIT_HOME=.venv/pre-commit .venv/bin/pre-commit run --all-files
	@.venv/bin/pytest -q --numprocesses auto

lock: siap-uji ## memperbarui berkas kunci; UPGRADE=1 untuk versi terbaru
	@sh .ci/lock.sh $(if $(UPGRADE),--upgrade)

clean: ## menghapus semua yang dibuat oleh make; register tidak disentuh
	rm -rf .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache

ifneq ($(wildcard benchmarks/__main__.py),)
.PHONY: bench bench-kecil
bench: siap-uji ## mengukur kecepatan
	@.venv/bin/python -m benchmarks.agenda
	@.venv/bin/python -m benchmarks

bench-kecil: siap-uji ## mengukur kecepatan dalam beberapa menit; gagal bila sebuah perbandingan lewat batas
	@.venv/bin/python -m benchmarks.guard
endif

ifneq ($(wildcard tests/torture/__main__.py),)
.PHONY: torture
torture: siap-uji ## menyiksa Buku Agenda: bentuk panjang, sekitar seperempat jam
	@.venv/bin/python -m tests.torture
endif

siap:
	@sh .ci/venv.sh

siap-uji:
	@sh .ci/venv.sh dev
	@sh .ci/tools.sh
