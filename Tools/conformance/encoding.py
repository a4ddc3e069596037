"""Turns the arguments of a torch call into JSON and named tensors."""
import math

import torch

DTYPES = {
    torch.float32: "float32", torch.float64: "float64", torch.float16: "float16", torch.bfloat16: "bfloat16",
    torch.int64: "int64", torch.int32: "int32", torch.int16: "int16", torch.int8: "int8", torch.uint8: "uint8",
    torch.bool: "bool",
}


class LeftOut(Exception):
    """A sample that cannot be written as a case, and why."""


def is_tensor_list(value):
    return isinstance(value, (list, tuple)) and len(value) > 0 and all(isinstance(v, torch.Tensor) for v in value)


class Encoder:
    """Collects the arguments of one call: `args` for JSON, `inputs` for the tensors, in order."""

    def __init__(self):
        self.args = {}
        self.inputs = {}

    def add(self, name, value):
        if isinstance(value, torch.Tensor):
            self.add_tensor(name, value)
        elif is_tensor_list(value):
            for position, tensor in enumerate(value):
                self.add_tensor(f"{name}.{position}", tensor)
        else:
            self.args[name] = self.plain(value)

    def add_tensor(self, name, tensor):
        if tensor.layout != torch.strided:
            raise LeftOut(f"a {str(tensor.layout).removeprefix('torch.')} tensor")
        if tensor.dtype not in DTYPES:
            raise LeftOut(f"a tensor of type {str(tensor.dtype).removeprefix('torch.')}")
        if tensor.is_conj() or tensor.is_neg():
            raise LeftOut("a lazily conjugated or negated tensor")
        self.inputs[name] = tensor

    def add_index(self, name, key):
        """What stands between the brackets of x[...]."""
        items = []
        for item in key if isinstance(key, tuple) else (key,):
            if isinstance(item, bool):
                raise LeftOut("a bool as an index")
            if isinstance(item, list):
                item = torch.tensor(item)
            if isinstance(item, int):
                items.append({"int": item})
            elif isinstance(item, slice):
                items.append({"slice": [item.start, item.stop, item.step]})
            elif item is None:
                items.append({"newaxis": True})
            elif item is Ellipsis:
                items.append({"ellipsis": True})
            elif isinstance(item, torch.Tensor):
                tensor = f"{name}.{len(items)}"
                self.add_tensor(tensor, item)
                items.append({"tensor": tensor})
            else:
                raise LeftOut(f"an index of type {type(item).__name__}")
        self.args[name] = items

    def plain(self, value):
        if value is None or isinstance(value, (bool, int, str)):
            return value
        if isinstance(value, float):
            return value if math.isfinite(value) else {math.inf: "inf", -math.inf: "-inf"}.get(value, "nan")
        if isinstance(value, torch.dtype):
            if value not in DTYPES:
                raise LeftOut(f"the type {str(value).removeprefix('torch.')}")
            return DTYPES[value]
        if isinstance(value, (list, tuple)):
            if any(isinstance(v, torch.Tensor) for v in value):
                raise LeftOut("a list of tensors and other things")
            return [self.plain(v) for v in value]
        raise LeftOut(f"an argument of type {type(value).__name__}")


def flattened(result):
    """The tensors of a result in order; numbers and truth values become tensors."""
    if isinstance(result, torch.Tensor):
        return [result]
    if isinstance(result, (bool, int, float)):
        return [torch.tensor(result)]
    if result is None:
        return []
    if isinstance(result, (list, tuple)):
        return [tensor for part in result for tensor in flattened(part)]
    raise LeftOut(f"a result of type {type(result).__name__}")
