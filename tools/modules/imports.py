"""Write imports.go: a blank import of every known package, so that this module requires what scaffold pins."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from scaffold.golang.known import KNOWN  # noqa: E402 - the checkout is the package

paths = sorted({path for paths in KNOWN.values() for path in paths})
text = "// Package modules imports every package that scaffold knows, see imports.py.\npackage modules\n\nimport (\n"
text += "".join(f'\t_ "{path}"\n' for path in paths) + ")\n"
(HERE / "imports.go").write_text(text)
