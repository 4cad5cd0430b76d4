"""The judges of scaffold's output: gofmt, go vet, staticcheck, go build, go test -race, controller-gen.

Every judge takes what is to be judged and returns its complaints as text, the empty string where there are none,
so that a test says ``assert judges.vet(tree) == ""`` and a failure shows what the judge said.

A judge that this machine cannot provide raises `Missing`; `conftest.py` turns that into a skip with the reason,
and into a failure where ``CI`` is set. Nothing here needs pytest: the benchmarks use the same toolchain.
"""

from judges.declarations import Json, declarations, declarations_text, shape_of_decl, shape_of_type
from judges.gocode import build, controller_gen, go_test, gofmt, gofmt_text, staticcheck, test_race, type_errors, vet
from judges.tools import CONTROLLER_GEN, MOCKERY, STATICCHECK, Missing, Toolchain, home, program, tool, toolchain

__all__ = [
    "CONTROLLER_GEN",
    "MOCKERY",
    "STATICCHECK",
    "Json",
    "Missing",
    "Toolchain",
    "build",
    "controller_gen",
    "declarations",
    "declarations_text",
    "go_test",
    "gofmt",
    "gofmt_text",
    "home",
    "program",
    "shape_of_decl",
    "shape_of_type",
    "staticcheck",
    "test_race",
    "tool",
    "toolchain",
    "type_errors",
    "vet",
]
