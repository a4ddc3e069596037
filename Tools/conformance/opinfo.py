"""Cases from torch's OpInfo database: sample inputs and error inputs of functions."""
import torch
from torch.testing._internal.common_methods_invocations import op_db

import binding
from cases import inexpressible, leaf, refusal, results, strides
from encoding import DTYPES, LeftOut, flattened
from drawing import chosen, seeded

# The types beside float32, and which share of the samples is drawn for each.
OTHERS = {
    torch.float64: 0.25, torch.int64: 0.12, torch.bool: 0.04, torch.uint8: 0.04, torch.int32: 0.04, torch.float16: 0.06,
    torch.bfloat16: 0.06}

# Functions that point to one of several equal elements; torch doesn't say which.
TIED = {"topk", "kthvalue", "mode", "median", "nanmedian", "sort", "argsort"}


def draw(folder, entry, seed, limit):
    for info in (info for info in op_db if entry.matches(info)):
        for dtype, share in [(torch.float32, 1.0), *OTHERS.items()]:
            if info.supports_dtype(dtype, "cpu"):
                draw_samples(folder, entry, info, dtype, seed, limit, share)
        draw_errors(folder, entry, info, seed)


def draw_samples(folder, entry, info, dtype, seed, limit, share):
    label = f"{info.name}/{info.variant_test_name}/{dtype}"
    differentiable = info.supports_autograd and dtype.is_floating_point
    with seeded(seed, label):
        samples = list(info.sample_inputs("cpu", dtype, requires_grad=differentiable))
    for number, sample in chosen(samples, limit, share, seed, label):
        source = "opinfo:" + "/".join(filter(None, [info.name, info.variant_test_name]))
        try:
            document, tensors = good(entry, info, sample, dtype, f"{label}/{number}", seed)
        except LeftOut as reason:
            folder.leave_out(source, reason)
            continue
        folder.write({"source": source, "op": entry.op, "form": "functional", "dtype": DTYPES[dtype], **document}, tensors)


def good(entry, info, sample, dtype, label, seed):
    leaves = {}

    def leafed(value):
        if isinstance(value, torch.Tensor):
            return leaves.setdefault(id(value), leaf(value))
        return value

    sample = sample.transform(leafed)
    call = binding.bind(entry, sample)
    stored = {name: tensor.detach().clone() for name, tensor in call.inputs.items()}
    function = binding.CALLS.get(info.name, info.op)
    with seeded(seed, label) as generator:
        own_seed = int(torch.randint(1 << 31, (), generator=generator))
        torch.manual_seed(own_seed)
        before = torch.get_rng_state()
        outputs = flattened(function(sample.input, *sample.args, **sample.kwargs))
        is_random = not torch.equal(before, torch.get_rng_state())
        named = named_outputs(entry, outputs)
        for name, tensor in call.inputs.items():
            if not same(stored[name], tensor):
                named[f"{name}_after"] = tensor.detach()
        exact = None
        if dtype in (torch.float32, torch.float16, torch.bfloat16):
            exact = reference(function, entry, sample, own_seed)
        leaves = call.inputs
        if entry.op in TIED and not sample.kwargs.get("stable") and has_ties(sample.input):
            named.pop("output.1", None)
            leaves = {}
            if entry.op == "argsort":
                raise LeftOut("the order of equal elements")
        document, tensors = results(named, leaves, dtype, generator, exact, is_random)
    document = {"args": call.args, "inputs": list(stored), **document}
    if is_random:
        document["seed"] = own_seed
    if own := strides(call.inputs):
        document["strides"] = own
    return document, stored | tensors


def reference(function, entry, sample, own_seed):
    """The same call in float64, for the tolerances."""
    def doubled(value):
        if isinstance(value, torch.Tensor) and value.is_floating_point():
            return value.detach().double().requires_grad_(value.requires_grad)
        return value

    def compute(weights):
        try:
            double = sample.transform(doubled)
            inputs = {name: t for name, t in binding.bind(entry, double).inputs.items()}
            torch.manual_seed(own_seed)
            outputs = flattened(function(double.input, *double.args, **double.kwargs))
            named = named_outputs(entry, outputs)
            wanted = {name: tensor for name, tensor in inputs.items() if tensor.requires_grad}
            gradients = {}
            if weights and wanted and all(named[name].requires_grad for name in weights):
                loss = sum((named[name] * weight.double()).sum() for name, weight in weights.items())
                found = torch.autograd.grad(loss, list(wanted.values()), allow_unused=True)
                gradients = {name: g for name, g in zip(wanted, found) if g is not None}
            return {name: tensor.detach() for name, tensor in named.items()}, gradients
        except (RuntimeError, LeftOut):
            return None

    return compute


def named_outputs(entry, outputs):
    """`output`, `output.1`, ...; max_pool2d's second result has a name."""
    second = "indices" if entry.op == "max_pool2d" else "output.1"
    return {["output", second][k] if k < 2 else f"output.{k}": tensor for k, tensor in enumerate(outputs)}


def has_ties(tensor):
    return tensor.unique().numel() < tensor.numel()


def same(a, b):
    return a.shape == b.shape and torch.equal(torch.nan_to_num(a), torch.nan_to_num(b.detach()))


def draw_errors(folder, entry, info, seed):
    if info.error_inputs_func is None:
        return
    label = f"{info.name}/{info.variant_test_name}/errors"
    with seeded(seed, label):
        errors = list(info.error_inputs("cpu"))
    for error in errors:
        source = "error-opinfo:" + "/".join(filter(None, [info.name, info.variant_test_name]))
        sample = error.sample_input
        try:
            call = binding.bind(entry, sample)
            if entry.variant == "binary" and "other" in call.args:
                raise LeftOut("an error of another variant")
        except LeftOut as reason:
            folder.leave_out(source, reason)
            continue
        try:
            info.op(sample.input, *sample.args, **sample.kwargs)
            folder.leave_out(source, "torch takes this call")
        except Exception as caught:
            if reason := inexpressible(caught, call.inputs):
                folder.leave_out(source, reason)
                continue
            dtype = next((DTYPES[t.dtype] for t in call.inputs.values()), "float32")
            folder.write({
                "source": source, "op": entry.op, "form": "functional", "dtype": dtype, "args": call.args,
                "inputs": list(call.inputs), **refusal(caught, "forward")}, call.inputs)
