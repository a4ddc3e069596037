#!/usr/bin/env bash
# 1 + 2^-8 + 2^-40 lies just above the middle between two bfloat16 numbers, so it should become 1.0078125. torch 2.15.0 and ml_dtypes 0.6.0 (what JAX and
# NumPy users have) both make it 1: they go through float32, which drops the last bit, and then round a tie to even. torch does the same for
# float16. NumPy's own float16 rounds once. One would expect a conversion to give the nearest number.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.15.0 numpy==2.4.6 ml_dtypes==0.6.0
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import ml_dtypes
import numpy
import torch

print("torch", torch.__version__, "numpy", numpy.__version__, "ml_dtypes", ml_dtypes.__version__)
value = 1 + 2**-8 + 2**-40
by_torch = torch.tensor([value], dtype=torch.float64).to(torch.bfloat16).item()
by_ml_dtypes = float(numpy.array([value]).astype(ml_dtypes.bfloat16)[0])
print("bfloat16: torch", by_torch, "ml_dtypes", by_ml_dtypes, "nearest", 1 + 2**-7)
assert by_torch == by_ml_dtypes == 1.0

value = 1 + 2**-11 + 2**-40
by_torch = torch.tensor([value], dtype=torch.float64).to(torch.float16).item()
by_numpy = float(numpy.array([value]).astype(numpy.float16)[0])
print("float16: torch", by_torch, "numpy", by_numpy, "nearest", 1 + 2**-10)
assert by_torch == 1.0 and by_numpy == 1 + 2**-10
PYTHON
