"""Reads a checkpoint of Tern's into what PyTorch's modules and optimizers load.

    python3 Tools/checkpoint_to_torch.py runs/digits/last.safetensors digits.pt

writes a file for torch.load: {"model": state dict, "optimizer": state dict, "scheduler": …, "epoch": …, "step": …}.
In a program: `saved = load("last.safetensors"); net.load_state_dict(saved["model"])`.
"""

import argparse
import json

import torch
from safetensors import safe_open


def value_of(coded, tensors):
    """What Tern's JSON stands for: an object with one member is something that JSON has no form for."""
    if isinstance(coded, list):
        return [value_of(item, tensors) for item in coded]
    if not isinstance(coded, dict):
        return coded
    (kind, content), = coded.items()
    if kind == "tuple":
        return tuple(value_of(item, tensors) for item in content)
    if kind == "record":
        return record_of(content, tensors)
    if kind == "float":
        return float(content)
    if kind == "tensor":
        return tensors[content]
    raise ValueError(f"a value of unknown kind {kind!r}")


def record_of(coded, tensors):
    return {name: value_of(item, tensors) for name, item in coded.items()}


def load(path):
    """The checkpoint with torch's layout of state dicts."""
    with safe_open(path, "pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
        metadata = file.metadata()
    if "tern.checkpoint" not in metadata:
        raise ValueError(f"{path} is no checkpoint of Tern's")
    root = record_of(json.loads(metadata["tern.checkpoint"]), tensors)
    root["model"] = {name.removeprefix("model."): tensor for name, tensor in tensors.items() if name.startswith("model.")}
    if root.get("optimizer"):
        optimizer = root["optimizer"]
        optimizer["state"] = {int(number): state for number, state in optimizer["state"].items()}
    return root


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("output")
    options = parser.parse_args()
    torch.save(load(options.checkpoint), options.output)
