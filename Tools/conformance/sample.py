"""Makes the small set of cases for the tests from a drawn folder. See README.md."""
import argparse
import json
import pathlib
import shutil
import zlib

HERE = pathlib.Path(__file__).parent


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path, help="what export.py has written with seed 0")
    parser.add_argument("out", type=pathlib.Path, help="folder to write; its cases are replaced")
    parser.add_argument("--bytes", type=int, default=300_000, help="how much to take at most (default 300,000)")
    parser.add_argument("--largest", type=int, default=10_000, help="how large a case may be (default 10,000)")
    options = parser.parse_args()
    manifest = json.loads((options.folder / "manifest.json").read_text())
    cases = {entry["name"]: entry for entry in manifest["cases"]}
    chosen = (HERE / "regressions.txt").read_text().split()
    # Then the smallest case of every kind, in an order that mixes the operations.
    smallest = {}
    for name, entry in cases.items():
        kind = (entry["op"], entry["error"], entry["source"].split(":")[0])
        if kind not in smallest or size(options.folder, name) < size(options.folder, smallest[kind]):
            smallest[kind] = name
    chosen += sorted(smallest.values(), key=lambda name: zlib.crc32(name.encode()))
    options.out.mkdir(parents=True, exist_ok=True)
    for old in [*options.out.glob("*.json"), *options.out.glob("*.safetensors")]:
        old.unlink()
    total, taken = 0, []
    for name in dict.fromkeys(chosen):
        if size(options.folder, name) > options.largest:
            continue
        total += size(options.folder, name)
        if total > options.bytes:
            break
        taken.append(cases[name])
        for path in files(options.folder, name):
            shutil.copy(path, options.out)
    manifest |= {"count": len(taken), "cases": [{"name": name} for name in sorted(entry["name"] for entry in taken)]}
    del manifest["left_out"]
    (options.out / "manifest.json").write_text(json.dumps(manifest, separators=(",", ":")) + "\n")
    print(f"{len(taken)} cases in {options.out}")


def files(folder, name):
    return [path for path in [folder / f"{name}.json", folder / f"{name}.safetensors"] if path.exists()]


def size(folder, name):
    return sum(path.stat().st_size for path in files(folder, name))


main()
