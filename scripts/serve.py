"""Builds the manual in every language and serves it: ``python3 scripts/serve.py``. Runs from a bare checkout."""

from __future__ import annotations

import argparse
import sys

import _common


def main() -> int:
    """Builds, and serves unless told otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="the port on 127.0.0.1 (default: 8000)")
    parser.add_argument("--no-reload", action="store_true", help="do not build again when a file changes")
    parser.add_argument("--build-only", action="store_true", help="build the site into site/ and stop")
    options = parser.parse_args()
    drillbook = [str(_common.environment()), "-m", "drillbook"]
    if options.build_only:
        return _common.run([*drillbook, "build"])
    reload = ["--no-reload"] if options.no_reload else []
    return _common.run([*drillbook, "serve", "--port", str(options.port), *reload])


if __name__ == "__main__":
    sys.exit(main())
