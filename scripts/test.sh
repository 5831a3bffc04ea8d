#!/usr/bin/env bash
# Every check and every test of Calx. Missing system parts are installed where that is allowed, else named.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo 'Installing a browser for the page tests ...'
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk) >/dev/null 2>&1 ||
      echo 'No browser could be installed: page tests will be skipped. Type: apt-get install chromium fonts-noto-cjk'
  else
    echo 'No browser found: page tests will be skipped. Type: sudo apt-get install chromium fonts-noto-cjk'
  fi
fi

npm run build
# The linter takes as long as all other checks together.
npm run lint &
linter=$!
npm run check:quick
wait "$linter"
npx vitest run
