#!/usr/bin/env bash
# Three calls that ONNX has no argument for, exported by torch 2.15.0 and run by onnxruntime 1.32.0: AvgPool2d with divisor_override=3 divides
# by 4, cross entropy with label_smoothing=0.3 does not smooth, scatter_reduce with "mean" does not divide. The export raises nothing for any of the
# three, and other numbers come out. One would expect an export that cannot say something to refuse it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.15.0 numpy==2.4.6 onnx==1.23.2 onnxscript==0.7.2 onnxruntime==1.32.0
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import logging

import numpy
import onnxruntime
import torch
import torch.nn.functional as F

logging.disable(logging.WARNING)
print("torch", torch.__version__, "onnxruntime", onnxruntime.__version__)


class Call(torch.nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body

    def forward(self, x):
        return self.body(x)


def both(name, body, x):
    torch.onnx.export(Call(body).eval(), (x,), f"{name}.onnx", verbose=False)
    session = onnxruntime.InferenceSession(f"{name}.onnx", providers=["CPUExecutionProvider"])
    exported = session.run(None, {session.get_inputs()[0].name: x.numpy()})[0]
    print(name, "torch", body(x).flatten().tolist(), "exported", exported.flatten().tolist())
    return body(x).numpy(), exported


pool = lambda x: F.avg_pool2d(x, 2, divisor_override=3)
torchs, exported = both("pool", pool, torch.arange(16.0).view(1, 1, 4, 4))
assert numpy.allclose(exported, torchs * 3 / 4)

scores, classes = torch.tensor([[1.0, 2.0, 3.0], [0.0, 1.0, 0.0]]), torch.tensor([1, 0])
torchs, exported = both("loss", lambda x: F.cross_entropy(x, classes, label_smoothing=0.3), scores)
assert not numpy.allclose(exported, torchs) and numpy.allclose(exported, F.cross_entropy(scores, classes))

places = torch.tensor([0, 0, 1, 1])
mean = lambda x: torch.zeros(3).scatter_reduce(0, places, x, "mean", include_self=False)
torchs, exported = both("scatter", mean, torch.tensor([1.0, 2.0, 3.0, 5.0]))
assert torchs.tolist() == [1.5, 4.0, 0.0] and exported.tolist() != torchs.tolist()
PYTHON
