#!/bin/sh
# Builds the kernels' self-test with the compiler in $CC and runs it:  Tools/kernel-selftest/run.sh [number of shapes]
# For another machine, set CC and RUNNER, for example
#   CC="clang --target=aarch64-linux-gnu -static" RUNNER=qemu-aarch64 Tools/kernel-selftest/run.sh 50
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sources="$here/../../Sources/CTernKernels"
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
# build_and_run TEST FOLDER...: one test with the kernels in these folders
build_and_run() {
    name=$1
    shift
    folders=
    for folder; do folders="$folders $sources/$folder"; done
    # shellcheck disable=SC2046,SC2086
    ${CC:-clang} -std=gnu17 -O2 -Wall -Wextra ${CFLAGS:-} -o "$build/$name" "$here/$name.c" \
        $(find $folders "$sources/Isa" "$sources/Runtime" -name '*.c') -lpthread -lm
    ${RUNNER:-} "$build/$name" ${shapes:+"$shapes"}
}
shapes=${1:-}
build_and_run convolution Convolution Matmul
build_and_run layers Pooling Normalization
