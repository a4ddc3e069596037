"""Runs a call in torch and writes it as a case."""
import json
import pathlib
import re

import torch
from safetensors.torch import save_file

from encoding import DTYPES, LeftOut, flattened
from tolerances import tolerance


class Folder:
    """A folder of cases and its manifest."""

    def __init__(self, path, seed):
        self.path = pathlib.Path(path)
        self.path.mkdir(parents=True, exist_ok=True)
        for old in [*self.path.glob("*.json"), *self.path.glob("*.safetensors")]:
            old.unlink()
        self.seed = seed
        self.entries = []
        self.left_out = {}
        self.numbers = {}

    def write(self, document, tensors):
        kind = document["source"].split(":")[0].replace("error-", "")
        stem = f"{document['op']}_{'error' if document.get('error') else kind}"
        number = self.numbers.get(stem, 0)
        self.numbers[stem] = number + 1
        name = f"{stem}_{number:04d}"
        document = {"schema": 1, "name": name, **document}
        (self.path / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")
        if tensors:
            stored = {key: value.detach().clone(memory_format=torch.contiguous_format) for key, value in tensors.items()}
            save_file(stored, self.path / f"{name}.safetensors")
        self.entries.append({
            "name": name, "op": document["op"], "source": document["source"], "error": bool(document.get("error")),
            "dtype": document["dtype"]})

    def leave_out(self, source, reason):
        key = (source, str(reason))
        self.left_out[key] = self.left_out.get(key, 0) + 1

    def finish(self):
        manifest = {
            "schema": 1, "seed": self.seed, "torch": torch.__version__, "count": len(self.entries), "cases": self.entries,
            "left_out": [
                {"source": source, "reason": reason, "count": count}
                for (source, reason), count in sorted(self.left_out.items())]}
        (self.path / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def leaf(tensor):
    """The same memory, without a history."""
    return tensor.detach().requires_grad_(tensor.requires_grad)


def strides(inputs):
    """Those of inputs that are not row-major."""
    return {
        name: list(tensor.stride()) for name, tensor in inputs.items()
        if tensor.numel() and not tensor.is_contiguous()}


def results(outputs, leaves, dtype, generator, exact=None, is_random=False):
    """The part of a case that says what comes out. `outputs` and `leaves` are named tensors.

    `exact` computes the same in float64: (outputs, weights) -> (outputs, gradients), or None where that is another call.
    """
    for tensor in outputs.values():
        if tensor.dtype not in DTYPES or tensor.layout != torch.strided:
            raise LeftOut(f"a result of type {str(tensor.dtype).removeprefix('torch.')}, {tensor.layout}")
    weights = {
        name: torch.randn(tensor.shape, generator=generator, dtype=torch.float64).to(tensor.dtype)
        for name, tensor in outputs.items() if tensor.requires_grad}
    gradients = {}
    wanted = {name: tensor for name, tensor in leaves.items() if tensor.requires_grad}
    if weights and wanted:
        loss = sum((outputs[name] * weight).sum() for name, weight in weights.items())
        found = torch.autograd.grad(loss, list(wanted.values()), allow_unused=True)
        gradients = {name: g for name, g in zip(wanted, found) if g is not None}
    reference = exact(weights) if exact else None
    tensors = {name: tensor.detach() for name, tensor in outputs.items()}
    document = {"outputs": list(outputs), "grads": {}}
    tol = {
        name: tolerance(tensor, dtype, reference and reference[0].get(name), is_random) for name, tensor in tensors.items()}
    if gradients:
        document["grads"] = {
            "loss_weights": {name: f"weight_{name}" for name in weights},
            "wrt": {name: f"grad_{name}" for name in gradients}}
        tensors |= {f"weight_{name}": weight for name, weight in weights.items()}
        tensors |= {f"grad_{name}": gradient for name, gradient in gradients.items()}
        tol |= {
            f"grad_{name}": tolerance(gradient, dtype, reference and reference[1].get(name), is_random)
            for name, gradient in gradients.items()}
    document["rtol"] = max((rtol for rtol, _ in tol.values()), default=0.0)
    document["atol"] = max((atol for _, atol in tol.values()), default=0.0)
    document["tol"] = tol
    return document, tensors


def refusal(error, phase):
    """The part of a case that says how torch refuses it."""
    message = re.sub(r"\nException raised from .*", "", str(error), flags=re.S)
    return {
        "outputs": [], "grads": {}, "error": True, "phase": phase, "torch_type": type(error).__name__,
        "torch_message": message}


# What Swift's types refuse before the program runs: patterns of torch's messages.
TYPES = re.compile(
    r"invalid combination of arguments|must be (Tensor|int|float|bool|tuple of ints), not|got <class|"
    r"is not a valid value for reduction|must be an 0-dim integral Tensor|only supports 0-dimensional start and end|"
    r"^\w+ is not valid$|^descriptor '__r|object has no attribute|received a number of type|but got .* of type <class")


def inexpressible(error, inputs):
    """Why a refused call cannot be written in Swift or in a case's file; None if it can."""
    if TYPES.search(str(error)):
        return "Swift's types don't let one write this call"
    if any(tensor.ndim > 64 for tensor in inputs.values()):
        return "more than 64 dimensions"
    return None
