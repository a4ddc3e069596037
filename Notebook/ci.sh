#!/usr/bin/env bash
# Builds the notebook package, runs its tests, compares the stored notebooks with what their cells put out now, and, where
# JUPYTER_PYTHON names a Python with jupyterlab and nbclient, runs everything through Jupyter too.
set -euo pipefail
cd "$(dirname "$0")/.."
swift format lint --strict --recursive --parallel Notebook/Package.swift Notebook/Sources Notebook/Tests
# With the tests at once: without them everything would be compiled twice.
swift build -c release --build-tests --package-path Notebook
swift test -c release --skip-build --package-path Notebook
python3 Notebook/Tests/repl_test.py Notebook/.build/release/tern-notebook
shopt -s nullglob
notebooks=(Notebooks/*.ipynb)
for notebook in "${notebooks[@]}"; do
    Notebook/.build/release/tern-notebook run "$notebook" --check --timeout 300
done
if [ -n "${JUPYTER_PYTHON:-}" ]; then
    Notebook/.build/release/tern-notebook jupyter install --python "$JUPYTER_PYTHON"
    "$JUPYTER_PYTHON" Notebook/Tests/jupyter_test.py "${notebooks[@]}"
fi
