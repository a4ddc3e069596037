#!/usr/bin/env bash
# Builds the notebook package, runs its tests, compares the stored notebooks with what their cells put out now, and runs everything
# through Jupyter too: in the Python that JUPYTER_PYTHON names, otherwise in a fresh environment where one can be made.
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
environment=Notebook/.build/jupyter
if [ -z "${JUPYTER_PYTHON:-}" ]; then
    if python3 -m venv --clear "$environment" && "$environment/bin/pip" install --quiet ipykernel nbclient; then
        JUPYTER_PYTHON=$environment/bin/python
    else
        echo "There is no Python here that packages can be installed for: Jupyter's part is left out."
        exit 0
    fi
fi
Notebook/.build/release/tern-notebook jupyter install --python "$JUPYTER_PYTHON"
"$JUPYTER_PYTHON" Notebook/Tests/jupyter_test.py "${notebooks[@]}"
