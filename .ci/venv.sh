#!/bin/sh
# Sets up .venv from the lock files: `sh .ci/venv.sh` to run, `sh .ci/venv.sh dev` to test too.
#
# A stamp is a copy of what was installed, written last. So a second call does nothing, a changed
# lock or a moved folder is set up again, and an interrupted set-up is repeated, never trusted.
set -eu
cd "$(dirname "$0")/.."
unset PYTHONHOME PYTHONPATH
# A machine behind its office's proxy trusts the certificates that its administrator installed.
export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 PIP_DISABLE_PIP_VERSION_CHECK=1

python=.venv/bin/python
log=.venv/pemasangan.log

say() { printf '%s\n' "$*"; }

fail() {
  say "$1" >&2
  shift
  for remedy; do say "  → $remedy" >&2; done
  exit 2
}

# What each stamp must equal to be believed.
wanted() {
  case $1 in
    jalan) pwd && cat requirements.lock ;;
    uji) cat requirements-dev.lock ;;
    paket) cat pyproject.toml scripts/jdih/__init__.py ;;
  esac
}

stamped() { wanted "$1" | cmp -s - ".venv/.$1"; }

stamp() {
  wanted "$1" >".venv/.$1.baru"
  mv ".venv/.$1.baru" ".venv/.$1"
}

# Python 3.11–3.14 that can make a virtual environment. Each candidate is started: a name on PATH
# may be a shim for a version that is not there.
find_python() {
  without_venv=
  for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
    "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' \
      >/dev/null 2>&1 || continue
    if "$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
    without_venv=$name
  done
  if [ -n "$without_venv" ]; then
    fail "Python ada ($without_venv), tetapi modul venv belum terpasang." \
      "Debian/Ubuntu: sudo apt install python3-venv, lalu ulangi perintah tadi."
  fi
  fail "Python 3.11 sampai 3.14 tidak ditemukan." \
    "Debian/Ubuntu: sudo apt install python3 python3-venv" \
    "Fedora: sudo dnf install python3 · macOS: brew install python" \
    "Windows: jalankan di dalam WSL (wsl --install)."
}

# Runs one step with its output in the log; shows the end of the log when it fails.
step() {
  say "$1 …"
  shift
  "$@" >>"$log" 2>&1 && return
  tail -n 30 "$log" >&2
  fail "Pemasangan gagal; catatan lengkapnya di $log." \
    "Periksa sambungan internet, lalu ulangi perintah tadi: pemasangan dimulai lagi dari awal."
}

# uv when it is there and works, else pip. Wheels only: nothing is compiled, and no code of a
# package runs while it is installed.
install() {
  if [ -e .venv/.uv ]; then
    uv pip install --python "$python" --compile-bytecode --require-hashes \
      --only-binary :all: --requirement "$1"
  else
    "$python" -m pip install --require-hashes --only-binary :all: --requirement "$1"
  fi
}

# Nothing is fetched for the package itself: what builds it is in the lock.
install_package() {
  if [ -e .venv/.uv ]; then
    uv pip install --python "$python" --offline --no-deps --no-build-isolation --editable .
  else
    "$python" -m pip install --no-index --no-deps --no-build-isolation --editable .
  fi
}

with_uv() {
  command -v uv >/dev/null 2>&1 || return
  uv venv --allow-existing --python '>=3.11,<3.15' .venv >>"$log" 2>&1
}

create() {
  rm -rf .venv
  mkdir .venv
  if with_uv; then
    : >.venv/.uv
  else
    found=$(find_python)
    step "Menyiapkan .venv dengan $found" "$found" -m venv .venv
  fi
}

if [ "${1-}" = dev ]; then parts='jalan uji paket'; else parts='jalan paket'; fi

whole() { for part in $parts; do stamped "$part" || return 1; done; }

# False when .venv has to be made anew: what it rests on changed, its Python was taken away, a
# package that left the development lock would stay behind, or uv made it (hence without pip) and
# is gone.
usable() {
  stamped jalan && "$python" -c '' 2>/dev/null || return 1
  whole && return
  case $parts in *uji*) [ ! -e .venv/.uji ] || stamped uji || return 1 ;; esac
  [ ! -e .venv/.uv ] || command -v uv >/dev/null 2>&1
}

if ! usable; then
  create
  step "Memasang program (sekali saja, sekitar satu menit)" install requirements.lock
  stamp jalan
fi
case $parts in *uji*)
  if ! stamped uji; then
    step "Memasang alat uji (sekali saja, sekitar satu menit)" install requirements-dev.lock
    stamp uji
  fi
  ;;
esac
if ! stamped paket; then
  step "Memasang jdih dari folder ini" install_package
  stamp paket
fi
