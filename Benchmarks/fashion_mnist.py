"""Trains the same network on Fashion-MNIST in Tern and in PyTorch, epoch by epoch in turns, and compares time and accuracy.

    python3 Benchmarks/fashion_mnist.py FOLDER [--epochs 16] [--rounds 3] [--threads N]

FOLDER holds the four files (Debian: /usr/share/datasets/fashion-mnist). Each round is one epoch of each side, PyTorch and Tern
taking turns, as processes of their own with the same number of threads: reading batches, augmentation, training and
evaluation included. With --accuracy each side instead trains all epochs once and its test accuracy is printed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--epochs", type=int, default=16)
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--accuracy", action="store_true")
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args()


def tern(epochs, output):
    return [os.path.join(HERE, "../.build/release/tern"), "train", "fashion-mnist", options.folder, "--epochs", str(epochs),
            "--threads", str(options.threads), "--seed", str(options.seed), "--output", output, "--json"]


def torch(epochs, output):
    return [sys.executable, os.path.join(HERE, "fashion_mnist_torch.py"), options.folder, "--epochs", str(epochs),
            "--threads", str(options.threads), "--seed", str(options.seed)]


def epochs_of(command):
    """The epochs' lines of a run."""
    environment = dict(os.environ, OMP_NUM_THREADS=str(options.threads))
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    return [line for line in map(json.loads, run.stdout.splitlines()) if "epoch" in line]


subprocess.run(["swift", "build", "-c", "release", "--product", "tern"], check=True, cwd=os.path.join(HERE, ".."),
               stdout=subprocess.DEVNULL)
sides = {"tern": tern, "torch": torch}
with tempfile.TemporaryDirectory() as output:
    if options.accuracy:
        for name, side in sides.items():
            lines = epochs_of(side(options.epochs, output))
            print(f"{name:6} test accuracy {lines[-1]['testAccuracy']:.4f}, {sum(l['seconds'] for l in lines):.0f} s")
    else:
        times = {name: [] for name in sides}
        for number in range(options.rounds):
            for name, side in sides.items():
                # The second epoch: the first one warms caches and allocators up.
                times[name].append(epochs_of(side(2, output))[1]["seconds"])
            print(f"round {number + 1}: " + ", ".join(f"{name} {times[name][-1]:.2f} s" for name in sides))
        medians = {name: statistics.median(values) for name, values in times.items()}
        print(f"an epoch, {options.threads} threads: tern {medians['tern']:.2f} s, torch {medians['torch']:.2f} s, "
              f"ratio {medians['torch'] / medians['tern']:.2f}")
