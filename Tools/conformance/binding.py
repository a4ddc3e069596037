"""Gives the arguments of an OpInfo's sample their names."""
import torch
import torch.nn.functional as F

from encoding import Encoder, LeftOut

# Say nothing about the result, where they have these values.
HARMLESS = {
    "inplace": (False, True), "out": (None,), "requires_grad": (False, True), "device": ("cpu", None, torch.device("cpu")),
    "layout": (torch.strided, None), "memory_format": (torch.preserve_format, torch.contiguous_format, torch.channels_last, torch.channels_last_3d, None),
    "_stacklevel": (3, 5), "sparse_grad": (False, True), "sparse": (False,), "pin_memory": (None, False),
    "compute_mode": (None,), "size_average": (None,), "reduce": (None,), "sorted": (True, False),
}
CASTS = {
    "bfloat16": torch.bfloat16, "bool": torch.bool, "byte": torch.uint8, "char": torch.int8, "double": torch.float64,
    "float": torch.float32, "half": torch.float16, "int": torch.int32, "long": torch.int64, "short": torch.int16,
}


def bind(entry, sample):
    """The sample's arguments by name: an Encoder."""
    positional = [sample.input, *sample.args]
    named = dict(sample.kwargs)
    adapt = ADAPTERS.get(entry.name)
    if adapt:
        positional, named = adapt(positional, named)
    values = {}
    for position, name in enumerate(entry.parameters):
        if name.startswith("*"):
            rest = positional[position:]
            values[name[1:]] = list(rest[0]) if len(rest) == 1 and isinstance(rest[0], (list, tuple)) else rest
            positional = positional[:position]
            break
        if position < len(positional):
            if name != "_":
                values[name] = positional[position]
            elif positional[position] is not None:
                raise LeftOut("a deprecated argument")
    if len(positional) > len(entry.parameters):
        raise LeftOut("an argument that the table in families.py does not name")
    for name, value in named.items():
        if name in entry.parameters or "*" + name in entry.parameters:
            values[name] = value
        elif not any(value is harmless or value == harmless for harmless in HARMLESS.get(name, ())):
            raise LeftOut(f"the argument {name}")
    encoder = Encoder()
    for name in [*values, *(name for name in entry.defaults if name not in values)]:
        value = values[name] if name in values else entry.defaults[name]
        if entry.op == "getitem" and name == "index":
            encoder.add_index(name, value)
        else:
            encoder.add(name, value)
    if entry.name in CASTS:
        encoder.add("dtype", CASTS[entry.name])
    return encoder


def spread(positional, named):
    """`unbiased` may stand where `dim` does."""
    if len(positional) > 1 and isinstance(positional[1], bool):
        positional = [positional[0], None, *positional[1:]]
    unbiased = positional[2] if len(positional) > 2 else named.pop("unbiased", None)
    positional = positional[:2] + [None] + positional[3:]
    if unbiased is not None:
        named["correction"] = int(unbiased)
    return positional, named


def scatter(positional, named):
    if "value" in named:
        named["src"] = named.pop("value")
    return positional, named


def ranges(positional, named):
    """arange(end), arange(start, end), arange(start, end, step)."""
    if len(positional) == 1:
        positional = [0, *positional]
    if len(positional) == 2:
        positional = [*positional, 1]
    return positional, named


def square(positional, named):
    return (positional * 2 if len(positional) == 1 else positional), named


def unique(positional, named):
    return positional[:1], {name: value for name, value in named.items() if name == "dim"}


def listed(positional, named):
    """Sizes given one by one."""
    if len(positional) > 2 or len(positional) == 2 and isinstance(positional[1], int):
        positional = [positional[0], list(positional[1:])]
    return positional, named


ADAPTERS = {
    "var": spread, "std": spread, "var_mean": spread, "std_mean": spread, "scatter": scatter, "arange": ranges, "eye": square,
    "unique": unique, "unique_consecutive": unique, "permute": listed, "expand": listed, "view": listed, "repeat": listed,
}

# Called in another form than OpInfo's: with more results, or without a seed of OpInfo's own.
CALLS = {
    "nn.functional.dropout": F.dropout, "nn.functional.dropout2d": F.dropout2d, "nn.functional.dropout3d": F.dropout3d,
    "nn.functional.alpha_dropout": F.alpha_dropout, "nn.functional.feature_alpha_dropout": F.feature_alpha_dropout,
    "nn.functional.fractional_max_pool2d": F.fractional_max_pool2d, "nn.functional.rrelu": F.rrelu, "nn.functional.scaled_dot_product_attention": F.scaled_dot_product_attention,
    "unique": lambda x, **named: torch.unique(x, sorted=True, return_inverse=True, return_counts=True, dim=named.get("dim")),
    "unique_consecutive": lambda x, **named: torch.unique_consecutive(
        x, return_inverse=True, return_counts=True, dim=named.get("dim")),
}
