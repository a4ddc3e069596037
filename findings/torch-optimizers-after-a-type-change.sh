#!/usr/bin/env bash
# A network is turned to float64 between two steps. In torch 2.15.0 the optimizers that average with lerp (Adam, AdamW, NAdam) refuse the
# next step, because their state is still float32; SGD with momentum, RMSprop, Adagrad, Adadelta and Rprop go on with the old state,
# promoted silently, and give float64 results.
# One would expect one answer from all of them: either the state follows the parameter, or the step is refused.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.15.0 numpy==2.4.6
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import torch

print("torch", torch.__version__)
choices = {
    "SGD": dict(momentum=0.9), "RMSprop": {}, "Adagrad": {}, "Adadelta": {}, "Rprop": {},
    "Adam": {}, "AdamW": {}, "NAdam": {},
}
outcomes = {}
for name, options in choices.items():
    weight = torch.nn.Parameter(torch.tensor([1.0, 2.0, 3.0]))
    optimizer = getattr(torch.optim, name)([weight], lr=0.1, **options)
    weight.grad = torch.tensor([1.0, -1.0, 0.5])
    optimizer.step()
    weight.grad = None
    weight.data = weight.data.double()
    weight.grad = torch.tensor([0.5, 0.5, -1.0], dtype=torch.float64)
    try:
        optimizer.step()
        outcomes[name] = str(weight.dtype)
    except RuntimeError as error:
        outcomes[name] = str(error)
    print(f"{name:9s}", outcomes[name])
for name in ["SGD", "RMSprop", "Adagrad", "Adadelta", "Rprop"]:
    assert outcomes[name] == "torch.float64", name
for name in ["Adam", "AdamW", "NAdam"]:
    assert outcomes[name] == "expected dtype float for `end` but got dtype double", name
PYTHON
