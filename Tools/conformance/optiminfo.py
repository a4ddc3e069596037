"""Cases from torch's database of optimizers: parameters after a few steps."""
import torch
from torch.testing._internal.common_optimizers import optim_db

from cases import refusal, results
from drawing import seeded
from encoding import DTYPES, Encoder, LeftOut

STEPS = 4
SHAPES = [(3, 5), (4,), ()]
# What Tern has no optimizer for.
WITHOUT = {"Adafactor", "Muon", "SparseAdam"}
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
        # Where L-BFGS ends in float32 is up to rounding: at a loss that changes no more.
        for dtype in [torch.float64] if name == "LBFGS" else [torch.float32, torch.float64]:
            try:
                args = encoded(sample.kwargs)
            except LeftOut as reason:
                folder.leave_out(f"optiminfo:{name}", reason)
                continue
            with seeded(seed, f"{name}/{number}/{dtype}") as generator:
                tensors = {f"param.{k}": torch.randn(shape, dtype=dtype) for k, shape in enumerate(SHAPES)}
                given = "slope" if name == "LBFGS" else "grad"
                for step in range(STEPS):
                    tensors |= {f"{given}.{step}.{k}": torch.randn(shape, dtype=dtype) for k, shape in enumerate(SHAPES)}
            optimized = searched if name == "LBFGS" else stepped
            named = optimized(info.optim_cls, sample.kwargs, tensors)
            document, wanted = results(named, {}, dtype, generator)
            folder.write({
                "source": f"optiminfo:{name}", "op": name, "form": "optimizer", "dtype": DTYPES[dtype], "args": args,
                "inputs": list(tensors), **document}, tensors | wanted)
    draw_errors(folder, info)


def stepped(cls, kwargs, tensors):
    """The parameters after steps along given gradients."""
    parameters = leaves(tensors)
    optimizer = cls(parameters, **kwargs)
    for step in range(STEPS):
        for k, parameter in enumerate(parameters):
            parameter.grad = tensors[f"grad.{step}.{k}"].clone()
        optimizer.step()
    return numbered(parameters)


def searched(cls, kwargs, tensors):
    """The same where a step computes gradients itself: of sum(p^4 / 4 + p^2 + slope p), or of what is to be climbed, its negative."""
    parameters = leaves(tensors)
    optimizer = cls(parameters, **kwargs)
    for step in range(STEPS):
        def closure():
            optimizer.zero_grad()
            terms = [((p * p).square() / 4 + p * p + tensors[f"slope.{step}.{k}"] * p).sum() for k, p in enumerate(parameters)]
            loss = -sum(terms) if kwargs.get("maximize") else sum(terms)
            loss.backward()
            return loss

        optimizer.step(closure)
    return numbered(parameters)


def leaves(tensors):
    return [torch.nn.Parameter(tensors[f"param.{k}"].clone()) for k in range(len(SHAPES))]


def numbered(parameters):
    return {"output" if k == 0 else f"output.{k}": p.detach() for k, p in enumerate(parameters)}


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
