"""Cases from torch's database of optimizers: parameters after a few steps."""
import torch
from torch.testing._internal.common_optimizers import optim_db

from cases import refusal, results
from drawing import seeded
from encoding import DTYPES, Encoder, LeftOut

STEPS = 4
SHAPES = [(3, 5), (4,), ()]
# What Tern has no optimizer for.
WITHOUT = {"Adafactor", "LBFGS", "Muon", "SparseAdam"}
# How torch carries the step out; the result is the same.
HARMLESS = {"foreach", "fused", "capturable", "differentiable"}


def names():
    return [name for name in (info.optim_cls.__name__ for info in optim_db) if name not in WITHOUT]


def encoded(kwargs):
    encoder = Encoder()
    for name, value in kwargs.items():
        if isinstance(value, torch.Tensor):
            raise LeftOut(f"a tensor as {name}")
        if name not in HARMLESS:
            encoder.add(name, value)
    return encoder.args


def draw(folder, name, seed, limit):
    info = next(info for info in optim_db if info.optim_cls.__name__ == name)
    for number, sample in enumerate(info.optim_inputs_func(device="cpu")[:limit]):
        for dtype in [torch.float32, torch.float64]:
            try:
                args = encoded(sample.kwargs)
            except LeftOut as reason:
                folder.leave_out(f"optiminfo:{name}", reason)
                continue
            with seeded(seed, f"{name}/{number}/{dtype}") as generator:
                start = [torch.randn(shape, dtype=dtype) for shape in SHAPES]
                parameters = [torch.nn.Parameter(tensor.clone()) for tensor in start]
                optimizer = info.optim_cls(parameters, **sample.kwargs)
                tensors = {f"param.{k}": tensor for k, tensor in enumerate(start)}
                for step in range(STEPS):
                    for k, parameter in enumerate(parameters):
                        parameter.grad = torch.randn(parameter.shape, dtype=dtype)
                        tensors[f"grad.{step}.{k}"] = parameter.grad.clone()
                    optimizer.step()
            named = {"output" if k == 0 else f"output.{k}": p.detach() for k, p in enumerate(parameters)}
            document, wanted = results(named, {}, dtype, generator)
            folder.write({
                "source": f"optiminfo:{name}", "op": name, "form": "optimizer", "dtype": DTYPES[dtype], "args": args,
                "inputs": list(tensors), **document}, tensors | wanted)
    draw_errors(folder, info)


def draw_errors(folder, info):
    name = info.optim_cls.__name__
    for error in info.optim_error_inputs_func(device="cpu", dtype=torch.float32):
        sample = error.optimizer_error_input
        source = f"error-optiminfo:{name}"
        try:
            args = encoded(sample.kwargs)
            if sample.params is None or len(sample.kwargs) == 0:
                raise LeftOut("a wrong list of parameters")
            parameters = [torch.nn.Parameter(torch.ones(2))]
            info.optim_cls(parameters, **sample.kwargs)
            folder.leave_out(source, "torch takes this call")
        except LeftOut as reason:
            folder.leave_out(source, reason)
        except Exception as caught:
            tensors = {"param.0": torch.ones(2)}
            folder.write({
                "source": source, "op": name, "form": "optimizer", "dtype": "float32", "args": args,
                "inputs": list(tensors), **refusal(caught, "construct")}, tensors)
