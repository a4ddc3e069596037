"""Checks that PyTorch goes on with what Tern saved: model and optimizer of nine runs, half way through 100 steps.

    python3 Tools/continue_in_torch.py

Runs Tern's parity test, which saves a checkpoint of each run after 50 steps, loads those into PyTorch's modules and optimizers
and makes the other 50 steps there. Ends with status 1 unless every loss is PyTorch's own, to 1e-4.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "Tools"), str(ROOT / "Tools" / "fixtures")]

import checkpoint_to_torch  # noqa: E402
import parity  # noqa: E402

HALF = parity.STEPS // 2

wanted = json.loads((ROOT / "Tests/TernTrainTests/Fixtures/parity.json").read_text())["losses"]
worst = 0.0
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["swift", "test", "-c", "release", "--filter", "ParityTests"], check=True, cwd=ROOT,
                   env=dict(os.environ, TERN_PARITY_FOLDER=folder), stdout=subprocess.DEVNULL)
    for network in parity.NETWORKS:
        for optimizer in parity.OPTIMIZERS:
            name = f"{network}.{optimizer}"
            run = parity.Run(network, optimizer)
            for _ in range(HALF):  # brings the random streams to where they are in the checkpoint
                run.step()
            saved = checkpoint_to_torch.load(f"{folder}/{name}.safetensors")
            run.net.load_state_dict(saved["model"])
            run.optimizer.load_state_dict(saved["optimizer"])
            errors = [abs(run.step() - loss) / loss for loss in wanted[name][HALF:]]
            worst = max(worst, max(errors))
            print(f"{name}: largest relative difference {max(errors):.1e}")
sys.exit(0 if worst <= 1e-4 else 1)
