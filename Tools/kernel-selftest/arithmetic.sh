#!/bin/sh
# Builds arithmetic.c with all kernels and runs it once for each instruction set:  Tools/kernel-selftest/arithmetic.sh [rounds]
# CC, CFLAGS and RUNNER as in run.sh.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
# shellcheck disable=SC2046,SC2086
${CC:-clang} -std=gnu17 -O2 -Wall -Wextra ${CFLAGS:-} -o "$build/arithmetic" "$here/arithmetic.c" \
    $(find "$here/../../Sources/CTernKernels" -name '*.c') -lpthread -lm -ldl
for isa in reference portable avx2 avx512 neon; do
    TERN_ISA=$isa ${RUNNER:-} "$build/arithmetic" "$@"
done
