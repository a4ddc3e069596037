"""Compares what `tern notebook` prints with PyTorch's text, line by line, for many seeds.

    python3 Tools/compare_notebook.py [--seeds 20] [--tool .build/release/tern]

Needs torch, and the tool built with `swift build -c release`. Seeds 0, 1, 7, 42 and 12345 are always among those compared. The
first cell, whether there is a GPU, is left out: it speaks of the machine. A convolution's sum may be rounded the other way in
its last digit, at most 1 of 1000. Ends with status 1 unless everything else is equal.
"""

import argparse
import os
import random
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(HERE, "fixtures"))

from notebook import cells  # noqa: E402

CELLS = {"2": "convolution", "3": "max pooling", "4": "batch norm"}
# How many numbers each cell's result prints: of the convolution's 5400 only the corners of its 6 channels.
PRINTED = {"2": 6 * 6 * 6, "3": 768, "4": 300}
NUMBER = re.compile(r"-?\d+\.\d*(?:e[+-]\d+)?")


def digits(number):
    """The value, and what one in its last digit is worth."""
    mantissa, _, exponent = number.partition("e")
    return float(number), 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


def rounded(left, right):
    """How many numbers of the two lines differ in the last digit; None if they differ in anything else."""
    if re.sub(r" +", " ", NUMBER.sub("#", left)) != re.sub(r" +", " ", NUMBER.sub("#", right)):
        return None
    count = 0
    for a, b in zip(NUMBER.findall(left), NUMBER.findall(right)):
        (x, ulp), (y, other) = digits(a), digits(b)
        # Numbers near 0 are printed with more digits than a float32 sum has.
        if abs(x - y) > max(1.001 * max(ulp, other), 1e-6):
            return None
        count += a != b
    return count


def compare(tool, seed):
    """(lines, numbers, {cell: numbers whose last digit differs}, wrong lines) for a seed."""
    run = subprocess.run([tool, "notebook", "--outputs-only", "--seed", str(seed)], capture_output=True, encoding="utf-8")
    if run.returncode != 0:
        sys.exit(f"seed {seed}: status {run.returncode}\n{run.stderr}")
    expected = cells(seed)
    found = run.stdout.split("\n")[1:]
    lines = numbers = 0
    rounding = dict.fromkeys(CELLS, 0)
    wrong = []
    for name in CELLS:
        text = expected[name][0].split("\n")[:-1]
        mine, found = found[:len(text)], found[len(text):]
        for left, right in zip(mine, text):
            lines += 1
            numbers += len(NUMBER.findall(right))
            count = rounded(left, right) if left != right else 0
            if count is None:
                wrong.append((left, right))
            else:
                rounding[name] += count
        wrong += [("<missing>", line) for line in text[len(mine):]]
    wrong += [(line, "<nothing>") for line in found if line]
    return lines, numbers, rounding, wrong


def main():
    parser = argparse.ArgumentParser(description="Compares `tern notebook` with PyTorch's text.")
    parser.add_argument("--seeds", type=int, default=20, help="how many random seeds beside the five fixed ones (20)")
    parser.add_argument("--tool", default=os.path.join(HERE, "../.build/release/tern"), help="the built tool")
    options = parser.parse_args()
    draw = random.Random(2024)
    seeds = [0, 1, 7, 42, 12345] + [draw.randrange(-2**63, 2**64) for _ in range(options.seeds)]
    lines = numbers = failed = 0
    rounding = dict.fromkeys(CELLS, 0)
    for seed in seeds:
        found = compare(options.tool, seed)
        lines, numbers = lines + found[0], numbers + found[1]
        rounding = {name: count + found[2][name] for name, count in rounding.items()}
        failed += bool(found[3])
        for left, right in found[3][:5]:
            print(f"seed {seed}:\n  tern  {left}\n  torch {right}")
    print(f"{len(seeds)} seeds, {lines} lines with {numbers} numbers; {failed} seeds with wrong lines.")
    for name, what in CELLS.items():
        print(f"  In [{name}] {what}: {rounding[name]} of {PRINTED[name] * len(seeds)} numbers differ in the last digit")
    # Only a convolution's sum has a free order.
    allowed = {"2": max(1, PRINTED["2"] * len(seeds) // 1000), "3": 0, "4": 0}
    sys.exit(1 if failed or any(rounding[name] > allowed[name] for name in CELLS) else 0)


if __name__ == "__main__":
    main()
