#!/usr/bin/env bash
# Takes the pictures in this folder anew with the Chromium that is installed (CHROMIUM names it where it is not on the PATH): of the
# sandbox's audits, of a fixed seed and day. Look at them before you commit them.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."
UPDATE_PICTURES=1 ./build.sh --target=Test --filter=PicturesTests
