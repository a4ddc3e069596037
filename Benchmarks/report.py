"""The table: lines as they come, Markdown and JSON."""

import json
import os


def case_result(case, medians, times, disturbed):
    """One case's line. The ratio is the best of the other side over Tern: above 1 Tern is faster."""
    others = {name: value for name, value in medians.items() if name != "tern"}
    best = min(others, key=others.get)
    tern = medians["tern"]
    result = {
        "name": case["name"], "ratio": others[best] / tern, "tern_ms": 1e3 * tern, "torch_ms": 1e3 * others[best],
        "best_other": best, "other_ms": {name: 1e3 * value for name, value in others.items()},
        "tern_rounds_ms": [1e3 * value for value in times["tern"]], "disturbed_rounds": disturbed,
    }
    if case["flops"]:
        result["tern_gflops"] = case["flops"] / tern / 1e9
    if case["bytes"]:
        result["tern_gbytes"] = case["bytes"] / tern / 1e9
    return result


def rate(result, machine):
    """(speed, share of the machine's own limit) as texts."""
    if "tern_gflops" in result:
        value, peak, unit = result["tern_gflops"], machine["peak_gflops"], "GFLOP/s"
    elif "tern_gbytes" in result:
        value, peak, unit = result["tern_gbytes"], machine["peak_gbytes"], "GB/s"
    else:
        return "", ""
    return f"{value:.1f} {unit}", f"{100 * value / peak:.0f}%" if peak else ""


def heading(machine):
    return (f"{machine['processor']}, {machine['isa']}, {machine['threads']} threads; PyTorch {machine['torch']}\n"
            f"limits measured: {machine['peak_gflops']:.0f} GFLOP/s, {machine['peak_gbytes']:.1f} GB/s\n\n"
            f"{'case':58} {'PyTorch ms':>11} {'Tern ms':>10} {'ratio':>6}  {'Tern':>14} {'of limit':>8}  best of PyTorch")


def row(result, machine):
    speed, share = rate(result, machine)
    return (f"{result['name']:58} {result['torch_ms']:11.4f} {result['tern_ms']:10.4f} {result['ratio']:6.2f}  "
            f"{speed:>14} {share:>8}  {result['best_other']}")


def markdown(machine, results):
    lines = [f"{machine['processor']}, {machine['isa']}, {machine['threads']} threads, PyTorch {machine['torch']}; limits "
             f"{machine['peak_gflops']:.0f} GFLOP/s and {machine['peak_gbytes']:.1f} GB/s. Ratio: PyTorch's time over Tern's.",
             "", "| case | PyTorch ms | Tern ms | ratio | Tern | of limit | best of PyTorch |", "|---|---|---|---|---|---|---|"]
    for result in results:
        speed, share = rate(result, machine)
        lines.append(f"| {result['name']} | {result['torch_ms']:.4f} | {result['tern_ms']:.4f} | {result['ratio']:.2f} "
                     f"| {speed} | {share} | {result['best_other']} |")
    return "\n".join(lines) + "\n"


def _replace(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(text)
    os.replace(temporary, path)


def save(output, machine, results):
    """Saved after every case, so that a run that is stopped leaves what it has measured."""
    _replace(output.with_name(output.name + ".md"), markdown(machine, results))
    _replace(output.with_name(output.name + ".json"), json.dumps({"machine": machine, "cases": results}, indent=1))
