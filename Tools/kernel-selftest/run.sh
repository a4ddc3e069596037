#!/bin/sh
# Builds the kernels' self-test with the compiler in $CC and runs it:  Tools/kernel-selftest/run.sh [number of shapes]
# For another machine, set CC and RUNNER, for example
#   CC="clang --target=aarch64-linux-gnu -static" RUNNER=qemu-aarch64 Tools/kernel-selftest/run.sh 50
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sources="$here/../../Sources/CTernKernels"
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
# shellcheck disable=SC2046,SC2086
${CC:-clang} -std=gnu17 -O2 -Wall -Wextra ${CFLAGS:-} -o "$build/convolution" "$here/convolution.c" \
    $(find "$sources/Convolution" "$sources/Isa" "$sources/Runtime" "$sources/Matmul" -name '*.c') -lpthread -lm
${RUNNER:-} "$build/convolution" "$@"
