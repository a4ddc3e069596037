#!/usr/bin/env bash
# One row of pixels, enlarged by the same factor with mode="nearest": torch 2.15.0 picks other pixels when the row is an image (four
# dimensions) than when it is a signal or a volume (three, five). Seen: by 2.1, eight pixels of four are 0 0 0 1 1 2 2 3 in three and five
# dimensions, and 0 0 1 1 2 2 3 3 in four, where a result that is exactly twice as large takes a path of its own that halves positions
# and forgets the factor. By 1.01, four pixels of 1 2 3 4 become 1 1 2 3 in three dimensions and stay 1 2 3 4 in four; and the gradient
# of the former is 1 1 1 1, that of the latter: pixel 1, read twice, gets no more than pixel 4, never read.
# One would expect the rank of the tensor not to matter, and a gradient that belongs to the result.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.15.0 numpy==2.4.6
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import torch
import torch.nn.functional as F

print("torch", torch.__version__)


def row(values, ones, factor):
    x = torch.tensor(values).view(*[1] * ones, len(values))
    y = F.interpolate(x, scale_factor=factor, mode="nearest")
    return y.reshape(-1, y.shape[-1])[0].tolist()


signal, image, volume = (row([0.0, 1.0, 2.0, 3.0], ones, 2.1) for ones in (2, 3, 4))
print("by 2.1: signal", signal, "image", image, "volume", volume)
assert signal == volume == [0, 0, 0, 1, 1, 2, 2, 3]
assert image == [0, 0, 1, 1, 2, 2, 3, 3]

signal, image = (row([1.0, 2.0, 3.0, 4.0], ones, 1.01) for ones in (2, 3))
print("by 1.01: signal", signal, "image", image)
assert signal == [1, 1, 2, 3] and image == [1, 2, 3, 4]

x = torch.tensor([[[1.0, 2.0, 3.0, 4.0]]], requires_grad=True)
F.interpolate(x, scale_factor=1.01).sum().backward()
print("gradient of the signal", x.grad.flatten().tolist())
assert x.grad.flatten().tolist() == [1, 1, 1, 1]
PYTHON
