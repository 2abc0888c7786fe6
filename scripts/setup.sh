#!/bin/sh
# Finds or fetches uv, then installs the locked dependencies. Prints the path of uv as its last line.
#   sh scripts/setup.sh          what the app needs
#   sh scripts/setup.sh test     also what the tests need: development tools and a Chromium
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

find_uv() {
    if command -v uv >/dev/null 2>&1; then command -v uv; return; fi
    for place in .tools/bin/uv .tools/site/bin/uv "$HOME/.local/bin/uv"; do
        if [ -x "$place" ]; then echo "$place"; return; fi
    done
    return 1
}

fetch_uv() {
    command -v python3 >/dev/null 2>&1 || { say "Python 3.11 or newer is needed. Install it first."; exit 1; }
    say "Fetching uv (the tool that installs the locked dependencies) ..."
    if python3 -m venv .tools >/dev/null 2>&1 && .tools/bin/python -m pip install --quiet uv >&2; then return; fi
    rm -rf .tools
    if python3 -m pip --version >/dev/null 2>&1 && python3 -m pip install --quiet --target .tools/site uv >&2; then return; fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        apt-get update -qq >&2 && apt-get install -y -qq python3-venv >&2
        python3 -m venv .tools && .tools/bin/python -m pip install --quiet uv >&2 && return
    fi
    say "uv could not be fetched. On Debian: sudo apt-get install python3-venv. Elsewhere: see docs.astral.sh/uv."
    exit 1
}

find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
        if command -v "$name" >/dev/null 2>&1; then command -v "$name"; return; fi
    done
    for path in "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if [ -x "$path" ]; then echo "$path"; return; fi
    done
    return 1
}

UV=$(find_uv) || { fetch_uv; UV=$(find_uv); }
if [ "${1:-}" = test ]; then
    "$UV" sync --locked --quiet >&2
    if ! find_chromium >/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            say "Installing Chromium for the browser tests ..."
            apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null 2>&1 || true
        fi
        find_chromium >/dev/null || "$UV" run --no-sync playwright install chromium >&2 \
            || say "No Chromium could be installed; the browser tests need one."
    fi
else
    "$UV" sync --locked --no-dev --quiet >&2
fi
echo "$UV"
