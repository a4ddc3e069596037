#!/usr/bin/env bash
# A pure green image, read as grey by torchvision 0.29.2: 149 from a PNG file, 150 from a JPEG file. Pillow 13.0.0 has 150 for both.
# The PNG weights are not those that libpng takes when it is left alone (red would be 54, it is 76): torchvision gives it its own, with
# the fraction cut off instead of rounded, which is also what its rgb_to_grayscale does.
# One would expect one grey for one colour inside one library.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.15.0 torchvision==0.29.2 numpy==2.4.6 pillow==13.0.0
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import io

import numpy
import PIL.Image
import torch
import torchvision
from torchvision.io import ImageReadMode, decode_jpeg, decode_png, encode_jpeg, encode_png
from torchvision.transforms.functional import rgb_to_grayscale

print("torch", torch.__version__, "torchvision", torchvision.__version__, "Pillow", PIL.__version__)


def greys(color):
    image = torch.tensor(color, dtype=torch.uint8).view(3, 1, 1).expand(3, 16, 16).contiguous()
    png, jpeg = encode_png(image), encode_jpeg(image, 100)
    pillow = numpy.array(PIL.Image.open(io.BytesIO(bytes(png.numpy()))).convert("L"))
    return {
        "png": decode_png(png, ImageReadMode.GRAY)[0, 8, 8].item(),
        "jpeg": decode_jpeg(jpeg, ImageReadMode.GRAY)[0, 8, 8].item(),
        "rgb_to_grayscale": rgb_to_grayscale(image)[0, 8, 8].item(),
        "pillow": int(pillow[8, 8]),
    }


red, green = greys((255, 0, 0)), greys((0, 255, 0))
print("red", red)
print("green", green)
assert red["png"] == 76
assert green == {"png": 149, "jpeg": 150, "rgb_to_grayscale": 149, "pillow": 150}
PYTHON
