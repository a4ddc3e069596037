#!/usr/bin/env bash
# A tensor of torch.float8_e8m0fnu (the scales of block-wise 8-bit weights), with safetensors 0.8.0: save() and save_file() write it, load_file() reads it, load() of
# the very bytes that save() has returned raises KeyError: the two readers have tables of their own. One would expect them to be one reader.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.15.0 numpy==2.4.6 safetensors==0.8.0
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import safetensors
import safetensors.torch as st
import torch

print("torch", torch.__version__, "safetensors", safetensors.__version__)
tensors = {"scale": torch.tensor([1.0, 2.0]).to(torch.float8_e8m0fnu)}
st.save_file(tensors, "scale.safetensors")
print("load_file:", st.load_file("scale.safetensors")["scale"].dtype)
assert st.load_file("scale.safetensors")["scale"].dtype == torch.float8_e8m0fnu
content = st.save(tensors)
try:
    st.load(content)
    raise SystemExit("load() reads it now")
except KeyError as error:
    print("load: KeyError", error)
    assert error.args[0] == "F8_E8M0"
PYTHON
