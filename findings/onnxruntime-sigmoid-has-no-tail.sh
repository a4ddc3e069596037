#!/usr/bin/env bash
# The sigmoid of -20 is 2.06e-9, well inside float32. onnxruntime 1.32.0 gives exactly 0 from -18 on, and is off by a factor of about two at -17:
# its approximation subtracts from one half. One would expect a relative error of a few units in the last place, as PyTorch and NumPy have it; a
# logarithm after it becomes minus infinity.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper

print("onnx", onnx.__version__, "onnxruntime", onnxruntime.__version__)
graph = helper.make_graph(
    [helper.make_node("Sigmoid", ["x"], ["y"])], "g",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, [4])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, [4])])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
x = numpy.array([-10, -17, -18, -20], numpy.float32)
got = session.run(None, {"x": x})[0]
right = 1 / (1 + numpy.exp(-x.astype(numpy.float64)))
for value, result, truth in zip(x, got, right):
    print(f"{value:6.1f}  onnxruntime {result:.4e}  exact {truth:.4e}")
assert abs(got[0] / right[0] - 1) < 1e-2
assert not 0.75 < got[1] / right[1] < 1.33
assert got[2] == 0 and got[3] == 0
PYTHON
