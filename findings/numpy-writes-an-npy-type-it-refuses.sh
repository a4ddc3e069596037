#!/usr/bin/env bash
# Small float types of ml_dtypes 0.6.0 in .npy files of numpy 2.4.6: of two siblings of one byte, float8_e4m3fn is written as "<V1" and comes back as raw bytes
# (so does bfloat16, "<V2"), but float8_e5m2 is written as "<f1", a name that np.load then refuses: np.save writes a file that np.load cannot open.
# One would expect both to behave alike, and saving to fail where loading would.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 ml_dtypes==0.6.0
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import ml_dtypes
import numpy

print("numpy", numpy.__version__, "ml_dtypes", ml_dtypes.__version__)


def descriptor(name):
    numpy.save("x.npy", numpy.array([1.5, 2.0], dtype=getattr(ml_dtypes, name)))
    with open("x.npy", "rb") as file:
        return file.read(128).split(b"'descr': '")[1].split(b"'")[0].decode()


for name, text in [("float8_e4m3fn", "<V1"), ("bfloat16", "<V2")]:
    assert descriptor(name) == text
    print(name, text, numpy.load("x.npy").dtype)
assert descriptor("float8_e5m2") == "<f1"
try:
    numpy.load("x.npy")
    raise SystemExit("np.load reads it now")
except ValueError as error:
    print("float8_e5m2 <f1:", error)
    assert "not a valid dtype descriptor" in str(error)
PYTHON
