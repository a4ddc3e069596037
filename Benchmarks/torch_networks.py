"""Whole networks: eager and compiled PyTorch in both layouts and, on request, ONNX Runtime and OpenVINO."""

import io
import sys

import torch

NETWORKS = ("resnet18", "mobilenet_v2")


def variants(case, options):
    import torchvision
    make = getattr(torchvision.models, case["operation"])
    x = torch.randn(case["n"], 3, 224, 224)
    if case["training"]:
        return _training(make, x)
    net = make().eval()
    steps = _inference(net, x, compiled=not (options.quick or options.no_compile))
    if options.onnxruntime:
        steps["onnxruntime"] = _onnxruntime(net, x)
    if options.openvino:
        steps["openvino"] = _openvino(net, x)
    return steps


def _layouts(net, x):
    yield "NCHW", net, x
    import copy
    yield "channels last", copy.deepcopy(net).to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)


def _inference(net, x, compiled):
    def step(net, x):
        def run():
            with torch.inference_mode():
                net(x)
        return run
    steps = {}
    for layout, net_in_layout, x_in_layout in _layouts(net, x):
        steps[layout] = step(net_in_layout, x_in_layout)
        if compiled:
            try:
                run = step(torch.compile(net_in_layout), x_in_layout)
                run()
                steps[f"compiled, {layout}"] = run
            except Exception as error:  # a missing C++ compiler, most often
                print(f"torch.compile left out: {str(error).splitlines()[0]}", file=sys.stderr)
    return steps


def _training(make, x):
    target = torch.randint(0, 1000, (x.shape[0],))

    def step(net, x):
        optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)

        def run():
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net(x), target).backward()
            optimizer.step()
        return run
    return {layout: step(net, x) for layout, net, x in _layouts(make().train(), x)}


def _onnxruntime(net, x):
    import onnxruntime
    model = io.BytesIO()
    torch.onnx.export(net, (x,), model, input_names=["x"], dynamo=False)
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = torch.get_num_threads()
    session = onnxruntime.InferenceSession(model.getvalue(), settings, providers=["CPUExecutionProvider"])
    inputs = {"x": x.numpy()}
    return lambda: session.run(None, inputs)


def _openvino(net, x):
    import openvino
    model = openvino.convert_model(net, example_input=x)
    request = openvino.compile_model(model, "CPU", {"INFERENCE_NUM_THREADS": torch.get_num_threads()}).create_infer_request()
    return lambda: request.infer([x.numpy()])
