"""Kills `tern train` again and again, resumes it, and compares the final weights with those of an uninterrupted run.

    python3 Tools/kill_test.py [--kills 50] [--tern .build/release/tern]

Every run is `tern train digits --checkpoint-every 5 --resume`; kill -9 comes at a random moment, also while a checkpoint is
being written. Ends with status 1 unless every run could be resumed and the weights are equal bit for bit.
"""

import argparse
import json
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument("--kills", type=int, default=50)
parser.add_argument("--tern", default=".build/release/tern")
parser.add_argument("--epochs", type=int, default=8)
parser.add_argument("--seed", type=int, default=0, help="of the moments")
options = parser.parse_args()
moments = random.Random(options.seed)


def command(folder):
    return [options.tern, "train", "digits", "--epochs", str(options.epochs), "--checkpoint-every", "5", "--resume",
            "--json", "--output", folder]


def tensors(folder):
    """The bytes of every tensor in the last checkpoint, by name."""
    with open(os.path.join(folder, "last.safetensors"), "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    return {name: (entry["dtype"], entry["shape"], data[slice(*entry["data_offsets"])])
            for name, entry in header.items() if name != "__metadata__"}


def last_line(output):
    return json.loads(output.strip().splitlines()[-1])


with tempfile.TemporaryDirectory() as root:
    whole, killed = os.path.join(root, "whole"), os.path.join(root, "killed")
    start = time.time()
    expected = last_line(subprocess.run(command(whole), check=True, capture_output=True, text=True).stdout)
    duration = time.time() - start
    print(f"uninterrupted: {expected['steps']} steps in {duration:.1f} s, test accuracy {expected['testAccuracy']:.4f}")
    kills = 0
    runs = 0
    result = None
    while result is None or kills < options.kills:
        if result is not None:  # it has ended before enough kills: once more from the start
            if tensors(killed) != tensors(whole):
                sys.exit("FAILED: the weights differ")
            killed = os.path.join(root, f"killed{runs}")
            result = None
        runs += 1
        process = subprocess.Popen(command(killed), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            # Rather long waits, so that runs come forward; once there have been enough kills, until the end.
            wait = moments.uniform(0.05, max(duration / 3, 0.5)) if kills < options.kills else None
            output, errors = process.communicate(timeout=wait)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += 1
            continue
        if process.returncode != 0:
            sys.exit(f"FAILED: could not resume after {kills} kills:\n{errors}")
        result = last_line(output)
    if tensors(killed) != tensors(whole) or result["testAccuracy"] != expected["testAccuracy"]:
        sys.exit("FAILED: the weights differ")
    print(f"{kills} kills in {runs} runs: always resumed, final weights bit-identical")
