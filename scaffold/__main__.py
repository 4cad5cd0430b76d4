"""The program: ``scaffold`` and ``python -m scaffold``."""

from __future__ import annotations

import gc

from scaffold.cli import main


def run() -> None:
    """Run the command line as a process of its own."""
    # A run makes a tree, prints it and ends: looking for cycles among hundreds of thousands of values that all stay
    # alive costs a sixth of a large run and frees nothing.
    gc.disable()
    main()


if __name__ == "__main__":
    run()
