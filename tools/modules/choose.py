"""Choose the versions scaffold pins: of each module the newest release that a `go 1.24` module may use.

Run by hand (needs the module proxy) when the pins are to move; then run `make`. Writes ``go.mod`` here.
"""

import json
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
GO = (1, 24)
# Kubernetes 1.34 is the last minor release that allows Go 1.24, controller-runtime 0.22 the one made for it.
ROOTS = {
    "k8s.io/api": "v0.34.",
    "k8s.io/apiextensions-apiserver": "v0.34.",
    "k8s.io/apimachinery": "v0.34.",
    "k8s.io/client-go": "v0.34.",
    "sigs.k8s.io/controller-runtime": "v0.22.",
    "go.uber.org/mock": "v0.6.",
    "github.com/go-logr/logr": "v1.",
    "github.com/google/go-cmp": "v0.",
    "github.com/google/uuid": "v1.",
    "github.com/onsi/ginkgo/v2": "v2.",
    "github.com/onsi/gomega": "v1.",
    "github.com/prometheus/client_golang": "v1.",
    "github.com/spf13/cobra": "v1.",
    "github.com/spf13/pflag": "v1.",
    "github.com/stretchr/testify": "v1.",
    "go.opentelemetry.io/otel": "v1.",
    "go.opentelemetry.io/otel/metric": "v1.",
    "go.opentelemetry.io/otel/trace": "v1.",
    "go.uber.org/zap": "v1.",
    "golang.org/x/oauth2": "v0.",
    "golang.org/x/sync": "v0.",
    "golang.org/x/text": "v0.",
    "golang.org/x/time": "v0.",
    "google.golang.org/grpc": "v1.",
    "google.golang.org/protobuf": "v1.",
    "gopkg.in/yaml.v3": "v3.",
    "k8s.io/klog/v2": "v2.",
    "sigs.k8s.io/yaml": "v1.",
}


def go(*arguments: str) -> str:
    """Run go here and return what it prints."""
    return subprocess.run(["go", *arguments], cwd=HERE, check=True, capture_output=True, text=True).stdout


def numbers(version: str) -> tuple[int, ...]:
    """The numbers of a release or of a go directive: ``v1.24.3`` and ``1.24.3`` are ``(1, 24, 3)``."""
    return tuple(int(part) for part in version.removeprefix("v").split("."))


def newest(module: str, prefix: str) -> str:
    """The newest release with that prefix whose go directive is old enough."""
    versions = [v for v in go("list", "-m", "-versions", module).split()[1:] if re.fullmatch(r"v\d+\.\d+\.\d+", v)]
    for version in sorted((v for v in versions if v.startswith(prefix)), key=numbers, reverse=True):
        answer = json.loads(go("mod", "download", "-json", f"{module}@{version}"))
        needs = re.search(r"^go\s+([\d.]+)", Path(answer["GoMod"]).read_text(), re.MULTILINE)
        if needs is None or numbers(needs[1])[:2] <= GO:
            return version
    raise SystemExit(f"{module}: no release {prefix}* allows go {GO}")


def main() -> None:
    """Write go.mod and let go complete it."""
    mod = HERE / "go.mod"
    mod.write_text("module scaffold/tools/modules\n\ngo 1.24.0\n")
    chosen = [f"{module} {newest(module, prefix)}" for module, prefix in ROOTS.items()]
    with mod.open("a") as file:
        file.write("\nrequire (\n" + "".join(f"\t{line}\n" for line in chosen) + ")\n")
    print("\n".join(chosen))


if __name__ == "__main__":
    main()
