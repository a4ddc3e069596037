#!/usr/bin/env bash
# onnxruntime 1.32.0 on the processor: whether a NaN survives a maximum depends on where it stands. ReduceMax over three elements is NaN
# only if the first is; the others are skipped. A windowed MaxPool with NaN at each of its places in turn is not NaN in all of them either.
# Max of two tensors and Relu keep NaN. NumPy and PyTorch have NaN wherever one is, so a broken activation shows there and is hidden here.
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


def run(node, inputs):
    graph = helper.make_graph(
        [node], "g",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, x.shape) for name, x in inputs.items()],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, inputs)[0]


def placed(count, place, shape):
    x = numpy.zeros(count, numpy.float32)
    x[place] = numpy.nan
    return x.reshape(shape)


reduce = helper.make_node("ReduceMax", ["x"], ["y"], keepdims=0)
kept = [bool(numpy.isnan(run(reduce, {"x": placed(3, place, [3])}))) for place in range(3)]
print("ReduceMax keeps NaN at places 0, 1, 2:", kept)
assert kept == [True, False, False]

pool = helper.make_node("MaxPool", ["x"], ["y"], kernel_shape=[2, 2])
kept = [bool(numpy.isnan(run(pool, {"x": placed(4, place, [1, 1, 2, 2])})).all()) for place in range(4)]
print("MaxPool keeps NaN at places 0 to 3:", kept)
assert not all(kept)

relu = helper.make_node("Relu", ["x"], ["y"])
pair = helper.make_node("Max", ["x", "z"], ["y"])
zeros = numpy.zeros(3, numpy.float32)
print("Relu", run(relu, {"x": placed(3, 1, [3])}), "Max", run(pair, {"x": placed(3, 1, [3]), "z": zeros}))
assert numpy.isnan(run(relu, {"x": placed(3, 1, [3])})[1])
assert numpy.isnan(run(pair, {"x": placed(3, 1, [3]), "z": zeros})[1])
PYTHON
