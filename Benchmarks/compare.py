#!/usr/bin/env python3
"""Runs Tern's benchmark cases side by side with PyTorch and prints both times and their ratio.

Tern runs as a child (`tern bench --serve`); the two take turns block by block in one run, so that whatever else the
machine does hits both. Each case is the best of PyTorch's two memory layouts, medians over several rounds; rounds in which
other programs took the processor are repeated. The table is saved as Markdown and JSON.

    python3 Benchmarks/compare.py                 # all cases, about ten minutes
    python3 Benchmarks/compare.py --quick         # fewer rounds, under three minutes
    python3 Benchmarks/compare.py "conv2d N=16"   # cases whose names contain all these words

Needs torch (and torchvision for whole networks) in the running Python.
"""

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path

import quiet
import report
from tern_child import TernChild, build_tool


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("filters", nargs="*", help="run the cases whose names contain all words of one of these")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds: under three minutes")
    parser.add_argument("--list", action="store_true", help="print the cases' names and stop")
    parser.add_argument("--rounds", type=int, help="rounds of each case (default 7, quick 3)")
    parser.add_argument("--seconds", type=float, help="length of a block (default 0.15, quick 0.04)")
    parser.add_argument("--threads", type=int, help="threads of both sides (default: the machine's processors)")
    parser.add_argument("--isa", choices=["avx512", "avx2"], help="limit both sides to an instruction set")
    parser.add_argument("--strict", action="store_true", help="Tern without algorithms that round worse than a sum")
    parser.add_argument("--no-compile", action="store_true", help="leave torch.compile out (always with --quick)")
    parser.add_argument("--onnxruntime", action="store_true", help="whole networks in ONNX Runtime too")
    parser.add_argument("--openvino", action="store_true", help="whole networks in OpenVINO too")
    parser.add_argument("--tern", type=Path, help="the tool `tern`; default: built from this checkout")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results" / "compare",
                        help="where to save, without .md and .json (default Benchmarks/results/compare)")
    return parser.parse_args()


def limit_instruction_set(isa):
    """Must run before torch is imported: its libraries read the environment once."""
    if isa:
        os.environ["TERN_ISA"] = isa
        os.environ["ATEN_CPU_CAPABILITY"] = isa
        os.environ["ONEDNN_MAX_CPU_ISA"] = {"avx2": "AVX2", "avx512": "AVX512_CORE"}[isa]
        os.environ["MKL_ENABLE_INSTRUCTIONS"] = isa.upper()


def selected(cases, filters):
    if not filters:
        return cases
    chosen = [case for case in cases if any(all(word in case["name"] for word in f.split()) for f in filters)]
    if not chosen:
        sys.exit("No case matches; --list prints all.")
    return chosen


class Sides:
    """The ways to run one case: Tern, and PyTorch's layouts and compilers. Each measures a block of so many seconds."""

    def __init__(self, child, case, torch_cases, options):
        from stopwatch import Stopwatch
        child.prepare(case["name"])
        self.blocks = {"tern": child.run}
        for name, step in torch_cases.variants(case, options).items():
            self.blocks[name] = Stopwatch(step).measure

    def others(self):
        return [name for name in self.blocks if name != "tern"]

    def drop_losers(self, times):
        """What is far behind after a round cannot be the best: it need not be measured again."""
        best = min(times[name][-1] for name in self.others())
        for name in self.others():
            if times[name][-1] > 1.7 * best:
                del self.blocks[name]


def measure(child, case, torch_cases, options, rounds, seconds):
    sides = Sides(child, case, torch_cases, options)
    times = {name: [] for name in sides.blocks}
    disturbed = 0
    while min(len(times[name]) for name in sides.blocks) < rounds:
        watch = quiet.Watch([child.process.pid])
        block = {}
        for name, run in sides.blocks.items():
            time.sleep(0.05)  # worker threads of the side before go to sleep: ONNX Runtime's spin for 30 ms
            block[name] = run(seconds)
        if watch.was_disturbed() and disturbed < rounds:
            disturbed += 1
            continue
        for name, value in block.items():
            times[name].append(value)
        sides.drop_losers(times)
    medians = {name: statistics.median(times[name]) for name in times if times[name]}
    return report.case_result(case, medians, times, disturbed)


def main():
    options = arguments()
    rounds = options.rounds or (3 if options.quick else 7)
    seconds = options.seconds or (0.04 if options.quick else 0.15)
    limit_instruction_set(options.isa)
    if options.strict:
        os.environ["TERN_STRICT"] = "1"
    if options.threads:
        os.environ["TERN_NUM_THREADS"] = str(options.threads)
    child = TernChild(options.tern or build_tool())
    cases = selected(child.cases(), options.filters)
    if options.list:
        print("\n".join(case["name"] for case in cases))
        return
    try:
        import torch
    except ImportError:
        sys.exit("This needs PyTorch: pip install torch torchvision")
    import torch_cases
    machine = child.machine()
    torch.set_num_threads(options.threads or machine["threads"])
    machine["torch"] = torch.__version__
    print(report.heading(machine), flush=True)
    results = []
    for index, case in enumerate(cases):
        if sys.stderr.isatty():
            print(f"\r\033[K{index + 1} of {len(cases)}: {case['name']}", end="", file=sys.stderr, flush=True)
        result = measure(child, case, torch_cases, options, rounds, seconds)
        results.append(result)
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)
        print(report.row(result, machine), flush=True)
        report.save(options.output, machine, results)
    print(f"\nSaved as {options.output}.md and {options.output}.json")


if __name__ == "__main__":
    main()
