#!/usr/bin/env bash
# The standard deviation of 1e20 and 3e20 in float32, by torch 2.15.0, is 1.4142e20; the variance of the same row is infinite, because it does not fit.
# The root is taken before the result is rounded to float32, so std is not the root of var. NumPy 2.4.6 gives infinity for both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.15.0 numpy==2.4.6
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import numpy
import torch

print("torch", torch.__version__, "numpy", numpy.__version__)
x = torch.tensor([1e20, 3e20])
print("torch std", x.std().item(), "var", x.var().item())
assert abs(x.std().item() / 2**0.5 / 1e20 - 1) < 1e-6 and x.var().item() == float("inf")
with numpy.errstate(over="ignore"):
    y = x.numpy()
    print("numpy std", y.std(ddof=1), "var", y.var(ddof=1))
    assert numpy.isinf(y.std(ddof=1)) and numpy.isinf(y.var(ddof=1))
PYTHON
