"""Draws conformance cases from PyTorch's own test databases. See README.md."""
import argparse
import os
import pathlib
import sys
import warnings

# The results must not depend on the machine's vector units or number of cores.
os.environ.setdefault("ATEN_CPU_CAPABILITY", "avx2")
sys.path.insert(0, str(pathlib.Path(__file__).parent))
warnings.filterwarnings("ignore")

import torch

torch.set_num_threads(1)

import moduleinfo
import opinfo
import optiminfo
from cases import Folder
from families import FAMILIES, entries


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True, metavar="DIR", help="folder to write; its cases are replaced")
    parser.add_argument("--seed", type=int, default=0, help="draws other numbers, and others of many samples (default 0)")
    parser.add_argument(
        "--families", nargs="*", metavar="NAME",
        help=f"families ({', '.join([*FAMILIES, 'modules', 'optimizers'])}), OpInfo names, module or optimizer classes")
    parser.add_argument(
        "--limit", type=int, default=24, help="float32 samples of each operation at most; other types get a part (default 24)")
    options = parser.parse_args()
    wanted = set(options.families or [])
    folder = Folder(options.out, options.seed)
    known = set()
    for entry in entries():
        known |= {entry.family, entry.name, entry.op}
        if not wanted or wanted & {entry.family, entry.name, entry.op}:
            opinfo.draw(folder, entry, options.seed, options.limit)
    for part, database in [("modules", moduleinfo), ("optimizers", optiminfo)]:
        known |= {part, *database.names()}
        for name in database.names():
            if not wanted or wanted & {part, name}:
                database.draw(folder, name, options.seed, options.limit)
    if unknown := wanted - known:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    folder.finish()
    errors = sum(entry["error"] for entry in folder.entries)
    sources = {entry["source"].split(":")[1].split("/")[0] for entry in folder.entries}
    print(f"{len(folder.entries) - errors} samples and {errors} invalid calls of {len(sources)} database entries in {options.out}")
    for (source, reason), count in sorted(folder.left_out.items()):
        print(f"  left out {count} of {source}: {reason}")


main()
