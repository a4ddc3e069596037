#!/bin/sh
# Builds the kernels' self-tests for arm64 and runs them under qemu's user mode:  Tools/kernel-selftest/arm64.sh [number of shapes]
# Needs Debian's packages qemu-user and gcc-aarch64-linux-gnu (for the C library), and clang. Where they are missing it says so
# and ends well, unless REQUIRED=1.
set -eu
gcc=aarch64-linux-gnu-gcc
for tool in qemu-aarch64 "$gcc" clang; do
    command -v "$tool" > /dev/null && continue
    echo "arm64 self-test left out: there is no $tool here"
    exit "${REQUIRED:-0}"
done
libraries=$(dirname "$($gcc -print-libgcc-file-name)")
export CC="clang --target=aarch64-linux-gnu --gcc-install-dir=$libraries -isystem /usr/aarch64-linux-gnu/include \
-L/usr/aarch64-linux-gnu/lib -fuse-ld=lld -static"
export RUNNER=qemu-aarch64
here=$(dirname "$0")
"$here/run.sh" "${1:-12}"
"$here/arithmetic.sh" 1
