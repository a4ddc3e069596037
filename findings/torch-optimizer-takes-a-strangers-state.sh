#!/usr/bin/env bash
# The state of Adam, loaded into RMSprop: load_state_dict of torch 2.15.0 takes it without a word, and replaces the hyper-parameters by the
# strangers' too (the groups then hold betas, and no alpha). Only the next step fails, with KeyError: the name of a tensor. A module's
# load_state_dict compares every key and shape, so one would expect an optimizer's to notice as well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.15.0 numpy==2.4.6
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import torch

print("torch", torch.__version__)
weight = torch.nn.Parameter(torch.ones(3))
adam = torch.optim.Adam([weight], lr=0.1)
weight.grad = torch.ones(3)
adam.step()

other = torch.optim.RMSprop([weight], lr=0.5)
other.load_state_dict(adam.state_dict())
group = other.param_groups[0]
print("loaded; lr", group["lr"], "betas" in group, "alpha" in group)
assert group["lr"] == 0.1 and "betas" in group
try:
    other.step()
    raise SystemExit("the step went through")
except KeyError as error:
    print("KeyError", error)
    assert error.args[0] in ("square_avg", "alpha")
PYTHON
