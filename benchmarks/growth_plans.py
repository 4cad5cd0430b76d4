"""Makes plans that grow in one direction: `SHAPES` has a function a direction, from a size to the text of the plan.

The benchmark and the slow tests share them. A shape whose plan has errors says so with `sound=NEVER`: refusing it has
to be as quick as generating the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

HEAD = "module: example.com/acme/growth\n"
ROW = 10
"""Members of one group, where a plan has many groups."""

ALWAYS = 10**9
"""As a limit of a size: none."""

NEVER = 0
"""As a limit of a size: plans of this shape have errors."""


class Shape(NamedTuple):
    """A direction of growth.

    `sound` says up to which size such a plan is accepted; beyond it scaffold says why not. `largest` is the largest
    size that is measured: of shapes whose output is that large (a custom resource has half a dozen files) no more fits
    into the limits, and nobody writes more. `then` makes the plan of a second run, which is measured in place of the
    first. `was_bad`: it once exceeded the limits, so the slow tests run it.
    """

    name: str
    make: Callable[[int], str]
    file: str = "plan.yaml"
    sound: int = ALWAYS
    largest: int = ALWAYS
    then: Callable[[int], str] | None = None
    was_bad: bool = False


def _yaml(*lines: str) -> str:
    return HEAD + "\n".join(lines) + "\n"


def _api(*lines: str) -> str:
    return _yaml("api:", *lines)


def _go(declarations: Iterable[str]) -> str:
    return _api("  go: |", *(f"    {line}" for text in declarations for line in text.split("\n")))


def _markdown(*lines: str) -> str:
    return "\n".join(["# Phase 1: Growth", "", "```yaml", HEAD.rstrip(), "```", "", *lines]) + "\n"


def _fence(declarations: Iterable[str]) -> str:
    return _markdown("## Contracts", "", "```go", "package api", "", *declarations, "```")


# Interfaces and types


def interfaces(size: int) -> str:
    """Interfaces of one method."""
    names = (f"    - {{name: Service{number}, methods: [Get(id string) error]}}" for number in range(size))
    return _api("  interfaces:", *names)


def methods(size: int) -> str:
    """Methods of one interface."""
    signatures = (f"        - Get{number}(id string) error" for number in range(size))
    return _api("  interfaces:", "    - name: Service", "      methods:", *signatures)


def embeds_chain(size: int) -> str:
    """Interfaces that embed one another in a row, where only the last one has a method."""
    links = (f"type I{number} interface {{ I{number + 1} }}" for number in range(size))
    return _go([*links, f"type I{size} interface {{ Get() error }}"])


def embeds_chain_of_entries(size: int) -> str:
    """The same in entries, which say that no skeletons are wanted."""
    links = (f"    - {{name: I{number}, embeds: [I{number + 1}], implementations: []}}" for number in range(size))
    return _api("  interfaces:", *links, f"    - {{name: I{size}, methods: [Get() error], implementations: []}}")


def embeds_chain_of_methods(size: int) -> str:
    """Interfaces that embed one another in a row and have a method each: `size`² / 2 methods in all."""
    links = (f"type I{number} interface {{ I{number + 1}; Get{number}() error }}" for number in range(size))
    return _go([*links, f"type I{size} interface {{ Get() error }}"])


def embeds_fan(size: int) -> str:
    """Interfaces that one interface embeds."""
    parts = (f"type I{number} interface {{ Get{number}() error }}" for number in range(size))
    return _go([*parts, "type All interface {", *(f"\tI{number}" for number in range(size)), "}"])


def embeds_shared(size: int) -> str:
    """Interfaces that all embed the same one."""
    parts = (f"type I{number} interface {{ Base; Get{number}() error }}" for number in range(size))
    return _go(["type Base interface { Close() error }", *parts])


def embeds_diamonds(size: int) -> str:
    """Interfaces that embed the next two: as many paths as there are of Fibonacci's rabbits."""
    links = (f"type I{number} interface {{ I{number + 1}; I{number + 2} }}" for number in range(size))
    ends = ("type I{} interface {{ Get() error }}", "type I{} interface {{ Put() error }}")
    return _go([*links, *(end.format(size + number) for number, end in enumerate(ends))])


LAYER = 10
"""Types of a layer, each of which is built of all types of the next layer."""


def _layers(size: int, declare: Callable[[str, list[str]], str], last: Callable[[str], str]) -> list[str]:
    """Declarations in layers: there are `LAYER` to the power of the layers ways from the first to the last one."""
    layers = [[f"L{layer}N{n}" for n in range(LAYER)] for layer in range(max(1, size // LAYER))]
    inner = [declare(name, below) for names, below in pairwise(layers) for name in names]
    return [*inner, *(last(name) for name in layers[-1])]


def embeds_layers(size: int) -> str:
    """Interfaces that embed all of the next layer."""
    return _go(
        _layers(
            size,
            lambda name, below: f"type {name} interface {{ {'; '.join(below)} }}",
            lambda name: f"type {name} interface {{ {name}() error }}",
        )
    )


def union_layers(size: int) -> str:
    """Constraints that are unions of all of the next layer."""
    return _go(
        [
            *_layers(
                size,
                lambda name, below: f"type {name} interface {{ {' | '.join(below)} }}",
                lambda name: f"type {name} interface {{ ~int | ~string }}",
            ),
            "type Box[T L0N0] struct { Value T }",
            "type Use struct { Box[int] }",
            "func Copy[T L0N0](value T) T { return value }",
            "func Call() int { return Copy(1) }",
        ]
    )


def constraint_layers(size: int) -> str:
    """Constraints that embed all of the next layer."""
    return _go(
        [
            *_layers(
                size,
                lambda name, below: f"type {name} interface {{ {'; '.join(below)} }}",
                lambda name: f"type {name} interface {{ ~int | ~string }}",
            ),
            "type Box[T L0N0] struct { Value T }",
            "type Use struct { Box[int] }",
            "func Copy[T L0N0](value T) T { return value }",
            "func Call() int { return Copy(1) }",
        ]
    )


def struct_layers(size: int) -> str:
    """Structs that embed pointers to all of the next layer."""
    return _go(
        [
            *_layers(
                size,
                lambda name, below: f"type {name} struct {{ {'; '.join('*' + inner for inner in below)} }}",
                lambda name: f"type {name} struct {{ Of{name} string }}",
            ),
            "func Read(value *L0N0) string { return value.L1N0.L2N0.OfL9N9 }",
            "type Key map[L0N0]string",
        ]
    )


def struct_layers_of_values(size: int) -> str:
    """Structs that embed all of the next layer: a value that no memory holds."""
    return _go(
        [
            *_layers(
                size,
                lambda name, below: f"type {name} struct {{ {'; '.join(below)} }}",
                lambda name: f"type {name} struct {{ Of{name} string }}",
            ),
            "func Read(value *L0N0) string { return value.OfL9N9 }",
            "type Key map[L0N0]string",
        ]
    )


def function_layers(size: int) -> str:
    """Function types that take all of the next layer."""
    return _go(
        _layers(
            size,
            lambda name, below: f"type {name} = func({', '.join(below)}) error",
            lambda name: f"type {name} = func() error",
        )
    )


def alias_layers(size: int) -> str:
    """Aliases of struct literals of the next layer: texts that double ten times with each."""
    return _go(
        [
            *_layers(
                size,
                lambda name, below: f"type {name} = struct {{ {'; '.join(f'F{n} {t}' for n, t in enumerate(below))} }}",
                lambda name: f"type {name} = struct {{ Of{name} string }}",
            ),
            "var First L0N0",
            "func Read(value L0N0) string { return value.F0.F0.F1.OfL9N9 }",
        ]
    )


def generic_layers(size: int) -> str:
    """Generic structs that hold instances of all of the next layer, as keys of maps."""
    return _go(
        [
            *_layers(
                size,
                lambda name, below: (
                    f"type {name}[T any] struct {{ {'; '.join(f'F{n} {t}[T]' for n, t in enumerate(below))} }}"
                ),
                lambda name: f"type {name}[T any] struct {{ Of{name} T }}",
            ),
            "type Use[T comparable] struct { Known map[L0N0[T]]string }",
            "type Keys map[L0N0[string]]string",
        ]
    )


def comparable_layers(size: int) -> str:
    """Type parameters as keys, whose constraints embed all of the next layer."""
    return _go(
        [
            *_layers(
                size,
                lambda name, below: f"type {name} interface {{ {'; '.join(below)} }}",
                lambda name: f"type {name} interface {{ ~int | ~string }}",
            ),
            "type Use[T L0N0] struct { Known map[T]string }",
        ]
    )


def struct_embeds_chain_of_fields(size: int) -> str:
    """Structs that embed one another in a row and have a field each, with a function that reads the last one."""
    links = (f'type S{n} struct {{ S{n + 1}; F{n} int `json:"f{n}"` }}' for n in range(size))
    read = "func Read(value S0) string { return value.Name + value.S1.Name + S0{}.Name }"
    return _go([*links, f"type S{size} struct {{ Name string }}", read])


def struct_embeds_chain(size: int) -> str:
    """Structs that embed one another in a row."""
    links = (f"type S{number} struct {{ S{number + 1} }}" for number in range(size))
    return _go([*links, f"type S{size} struct {{ Name string }}"])


def types(size: int) -> str:
    """Structs with two fields."""
    entries = (f"    - {{name: Object{number}, fields: [ID string, Size int]}}" for number in range(size))
    return _api("  types:", *entries)


def fields(size: int) -> str:
    """Fields of one struct."""
    entries = (f'        - Field{number} string `json:"field{number}" validate:"max=9"`' for number in range(size))
    return _api("  types:", "    - name: Object", "      fields:", *entries)


def sentinel_errors(size: int) -> str:
    """Sentinel errors."""
    return _api("  errors:", *(f"    - ErrCase{number}" for number in range(size)))


def enumerations(size: int) -> str:
    """Enumerations of two values."""
    return _api("  types:", *(f"    - {{name: State{number}, values: [on, off]}}" for number in range(size)))


def enumeration_values(size: int) -> str:
    """Values of one enumeration."""
    return _api("  types:", "    - name: State", "      values:", *(f"        - value{n}" for n in range(size)))


def enumeration_numbers(size: int) -> str:
    """Numbers of one enumeration."""
    return _api(
        "  types:", "    - name: Code", "      type: int", "      values:", *(f"        - {n}" for n in range(size))
    )


def implementations(size: int) -> str:
    """Implementations of one interface."""
    names = (f"        - impl{number}" for number in range(size))
    return _api(
        "  interfaces:",
        "    - name: Service",
        "      methods: [Get(id string) error]",
        "      implementations:",
        *names,
    )


def parameters(size: int) -> str:
    """Parameters of one method."""
    names = ", ".join(f"p{number} int" for number in range(size))
    return _api("  interfaces:", "    - name: Service", "      methods:", f"        - Get({names}) error")


def type_parameters(size: int) -> str:
    """Type parameters of one interface."""
    names = ", ".join(f"T{number} any" for number in range(size))
    return _go([f"type Service[{names}] interface {{ Get() T{size - 1} }}"])


# Chains of names


def aliases(size: int) -> str:
    """Aliases of one another."""
    return _go([*(f"type A{number} = A{number + 1}" for number in range(size)), f"type A{size} = string"])


def defined_types(size: int) -> str:
    """Types that are defined by one another."""
    return _go([*(f"type A{number} A{number + 1}" for number in range(size)), f"type A{size} string"])


def constants(size: int) -> str:
    """Constants that count on from one another."""
    return _go([*(f"const C{number} = C{number + 1} + 1" for number in range(size)), f"const C{size} = 1"])


def constants_doubling(size: int) -> str:
    """Constants that double one another, past what any type holds: an error."""
    return _go([*(f"const C{number} = C{number + 1} * 2" for number in range(size)), f"const C{size} = 1"])


def constant_sum(size: int) -> str:
    """One constant of many summands."""
    return _go(["const Sum = " + " + ".join(["1"] * size)])


def constants_in_a_block(size: int) -> str:
    """Constants of one block that count with iota."""
    return _go(["const (", "\tC0 = iota", *(f"\tC{number}" for number in range(1, size)), ")"])


def variables(size: int) -> str:
    """Variables that are initialised by one another."""
    return _go([*(f"var V{number} = V{number + 1}" for number in range(size)), f"var V{size} = 1"])


def variables_through_functions(size: int) -> str:
    """Variables that functions initialise, which use the next variable."""
    links = (f"var V{n} = f{n}()\nfunc f{n}() int {{ return V{n + 1} }}" for n in range(size))
    return _go([*links, f"var V{size} = 1"])


def functions(size: int) -> str:
    """Functions that call one another."""
    links = (f"func F{number}() int {{ return F{number + 1}() }}" for number in range(size))
    return _go([*links, f"func F{size}() int {{ return 1 }}"])


def statements(size: int) -> str:
    """Statements of one function."""
    return _go(["func Count() int {", "\tcount := 0", *(["\tcount++"] * size), "\treturn count", "}"])


def array_lengths(size: int) -> str:
    """Array types whose lengths are the lengths of one another."""
    return _go([*(f"type A{n} [len(A{n + 1}{{}})]byte" for n in range(size)), f"type A{size} [2]byte"])


def constraints(size: int) -> str:
    """Constraint interfaces that embed one another."""
    links = (f"type C{number} interface {{ C{number + 1} }}" for number in range(size))
    return _go([*links, f"type C{size} interface {{ ~int | ~string }}", "type Box[T C0] struct { Value T }"])


def union(size: int) -> str:
    """Terms of one union."""
    names = [f"type T{number} int" for number in range(size)]
    return _go([*names, "type Any interface { " + " | ".join(f"T{number}" for number in range(size)) + " }"])


def generic_chain(size: int) -> str:
    """Generic types that instantiate one another."""
    links = (f"type G{n}[T any] struct {{ Next G{n + 1}[T] }}" for n in range(size))
    return _go([*links, f"type G{size}[T any] struct {{ Value T }}", "type All G0[int]"])


def locks(size: int) -> str:
    """Structs that contain one another by value, the last one a mutex."""
    links = (f"type S{number} struct {{ Next S{number + 1} }}" for number in range(size))
    return _go([*links, f"type S{size} struct {{ Lock sync.Mutex }}"])


def comparable_keys(size: int) -> str:
    """Maps whose keys contain one another."""
    links = (f"type S{n} struct {{ Next S{n + 1}; Known map[S{n + 1}]int }}" for n in range(size))
    return _go([*links, f"type S{size} struct {{ Name string }}"])


def type_circle(size: int) -> str:
    """Structs that contain one another by value in a circle: an error."""
    return _go(f"type S{number} struct {{ Next S{(number + 1) % size} }}" for number in range(size))


def alias_circle(size: int) -> str:
    """Aliases of one another in a circle: an error."""
    return _go(f"type A{number} = A{(number + 1) % size}" for number in range(size))


def embeds_circle(size: int) -> str:
    """Interfaces that embed one another in a circle: an error."""
    return _go(f"type I{number} interface {{ I{(number + 1) % size} }}" for number in range(size))


def constant_circle(size: int) -> str:
    """Constants of one another in a circle: an error."""
    return _go(f"const C{number} = C{(number + 1) % size}" for number in range(size))


# Nesting in one expression, and long lines


def nested_type(size: int) -> str:
    """A type of many stars."""
    return _go(["type Deep " + "*" * size + "int"])


def nested_parentheses(size: int) -> str:
    """A constant in many parentheses."""
    return _go(["const Deep = " + "(" * size + "1" + ")" * size])


def nested_structs(size: int) -> str:
    """A struct literal type in a struct literal type."""
    return _go(["type Deep " + "struct{ A " * size + "int" + " }" * size])


def nested_blocks(size: int) -> str:
    """A block in a block."""
    return _go(["func Deep() " + "{ " * size + "}" * size])


def nested_yaml(size: int) -> str:
    """A list in a list."""
    return _yaml("api: " + "[" * size + "]" * size)


def yaml_aliases(size: int) -> str:
    """YAML aliases of one anchor."""
    entries = (f"    - {{name: Service{number}, methods: *methods}}" for number in range(1, size))
    return _api("  interfaces:", "    - {name: Service0, methods: &methods [Get() error]}", *entries)


def long_doc(size: int) -> str:
    """A doc comment of many words in one line."""
    return _api(f"  doc: {'word ' * size * 10}", "  interfaces: [{name: Service, methods: [Get() error]}]")


def long_line(size: int) -> str:
    """A struct of many fields in one line of Go."""
    return _go(["type Long struct { " + "; ".join(f"F{number} int" for number in range(size)) + " }"])


def long_line_of_faults(size: int) -> str:
    """Undeclared names in one line of Go: errors."""
    return _go(["type Long struct { " + "; ".join(f"F{number} Undeclared{number}" for number in range(size)) + " }"])


def go_block(size: int) -> str:
    """One block of Go of ordinary contracts, about a kilobyte for each."""
    doc = "\n".join(
        f"// line {n} of what this service is for, so that the block is as long as real ones" for n in range(5)
    )
    text = (
        "{doc}\ntype Service{n} interface {{\n\tGet(ctx context.Context, id string) (*Object{n}, error)\n"
        "\tPut(ctx context.Context, object *Object{n}) error\n}}\n\n{doc}\ntype Object{n} struct {{\n\tID string\n}}\n"
    )
    return _go(text.format(doc=doc, n=number) for number in range(size))


# Sections


def sections(size: int) -> str:
    """Contract sections."""
    return _yaml(
        "contracts:",
        *(f"  part{n}: {{interfaces: [{{name: Service{n}, methods: [Get() error]}}]}}" for n in range(size)),
    )


def sections_chain(size: int) -> str:
    """Sections that import one another in a row."""
    links = (f"  part{n}: {{types: [{{name: T{n}, fields: [Next part{n + 1}.T{n + 1}]}}]}}" for n in range(size))
    return _yaml("contracts:", *links, f"  part{size}: {{types: [{{name: T{size}, fields: [Name string]}}]}}")


def sections_circle(size: int) -> str:
    """Sections that import one another in a circle: an error."""
    numbers = ((n, (n + 1) % size) for n in range(size))
    return _yaml(
        "contracts:", *(f"  part{n}: {{types: [{{name: T{n}, fields: [Next *part{m}.T{m}]}}]}}" for n, m in numbers)
    )


def sections_fan(size: int) -> str:
    """Sections that one section imports."""
    parts = (f"  part{n}: {{types: [{{name: T{n}, fields: [Name string]}}]}}" for n in range(size))
    entries = (f"          - F{n} part{n}.T{n}" for n in range(size))
    return _yaml("contracts:", *parts, "  all:", "    types:", "      - name: All", "        fields:", *entries)


def imports(size: int) -> str:
    """Imports of other modules, all used."""
    entries = (f"  lib{n}: {{path: example.com/lib{n}, version: v1.0.0}}" for n in range(size))
    uses = (f"        - F{n} lib{n}.T" for n in range(size))
    return _yaml("imports:", *entries, "api:", "  types:", "    - name: All", "      fields:", *uses)


def unused_imports(size: int) -> str:
    """Imports that nothing uses."""
    entries = (f"  lib{n}: {{path: example.com/lib{n}, version: v1.0.0}}" for n in range(size))
    return _yaml("imports:", *entries, "api: {interfaces: [{name: Service, methods: [Get() error]}]}")


# Names that are wrong


def undeclared(size: int) -> str:
    """Names that nothing declares, one each: errors."""
    return _api("  types:", "    - name: All", "      fields:", *(f"        - F{n} Undeclared{n}" for n in range(size)))


def undeclared_with_neighbours(size: int) -> str:
    """Names that are nearly those of types: errors, each with the nearest name."""
    entries = (f"    - {{name: Object{n}, fields: [Next *Objet{n}]}}" for n in range(size))
    return _api("  types:", *entries)


def unknown_keys(size: int) -> str:
    """Keys that the plan does not have: errors."""
    return _api(*(f"  typo{n}: 1" for n in range(size)), "  interfaces: [{name: Service, methods: [Get() error]}]")


def duplicates(size: int) -> str:
    """One name many times: errors."""
    return _api("  types:", *(["    - {name: Object, fields: [ID string]}"] * size))


def syntax_faults(size: int) -> str:
    """Methods that are no Go: errors."""
    return _api("  interfaces:", *(f"    - {{name: S{n}, methods: ['Get( string']}}" for n in range(size)))


def nearly_one_name(size: int) -> str:
    """Types whose derived file and value names are alike but for a number."""
    entries = (f"    - {{name: Object_{n}, fields: [Name string]}}" for n in range(size))
    return _api("  types:", *entries)


# Custom resources

CRD = ["crds:", "  - kind: Bucket", "    group: growth.example.com"]


def crds(size: int) -> str:
    """Custom resources of two fields."""
    entry = '  - {{kind: Bucket{n}, group: growth.example.com, version: v1, spec: ["Size int32 `json:\\"size\\"`"]}}'
    return _yaml("crds:", *(entry.format(n=number) for number in range(size)))


def crd_groups(size: int) -> str:
    """Custom resources with a group of their own each."""
    entry = '  - {{kind: Bucket, group: g{n}.example.com, version: v1, spec: ["Size int32 `json:\\"size\\"`"]}}'
    return _yaml("crds:", *(entry.format(n=number) for number in range(size)))


def crd_fields(size: int) -> str:
    """Fields of one custom resource."""
    entries = (f'      - Field{n} string `json:"field{n}"`' for n in range(size))
    return _yaml(*CRD, "    version: v1", "    spec:", *entries)


def crd_types(size: int) -> str:
    """Nested types of one custom resource, side by side."""
    entries = (f'      - T{n} T{n} `json:"t{n}"`' for n in range(size))
    nested = (f"      - {{name: T{n}, fields: ['Size int32 `json:\"size\"`']}}" for n in range(size))
    return _yaml(*CRD, "    version: v1", "    spec:", *entries, "    types:", *nested)


def crd_type_chain(size: int) -> str:
    """Nested types of one custom resource in a row: schemas within schemas."""
    nested = (f"      - {{name: T{n}, fields: ['Next T{n + 1} `json:\"next\"`']}}" for n in range(size))
    last = f"      - {{name: T{size}, fields: ['Size int32 `json:\"size\"`']}}"
    spec = ["    version: v1", "    spec:", '      - Next T0 `json:"next"`', "    types:"]
    return _yaml(*CRD, *spec, *nested, last)


def crd_type_doubling(size: int) -> str:
    """Nested types that use the next one twice: a schema that doubles with each."""
    nested = (
        f"      - {{name: T{n}, fields: ['A T{n + 1} `json:\"a\"`', 'B T{n + 1} `json:\"b\"`']}}" for n in range(size)
    )
    last = f"      - {{name: T{size}, fields: ['Size int32 `json:\"size\"`']}}"
    spec = ["    version: v1", "    spec:", '      - Next T0 `json:"next"`', "    types:"]
    return _yaml(*CRD, *spec, *nested, last)


def crd_versions(size: int) -> str:
    """Versions of one custom resource."""
    versions = (
        f"      - {{name: v{n}, storage: {'true' if n == 1 else 'false'}, spec: ['Size int32 `json:\"size\"`']}}"
        for n in range(1, size + 1)
    )
    return _yaml(*CRD, "    conversion: {strategy: None}", "    versions:", *versions)


def crd_rules(size: int) -> str:
    """Validation rules of one custom resource."""
    rule = '          - \'kubebuilder:validation:XValidation:rule="self.size > {n}",message="too small"\''
    marked = ["      - name: Inner", "        fields: ['Size int32 `json:\"size\"`']", "        markers:"]
    rules = (rule.format(n=number) for number in range(size))
    spec = ["    version: v1", "    spec:", '      - Inner Inner `json:"inner"`', "    types:"]
    return _yaml(*CRD, *spec, *marked, *rules)


def crd_rule_length(size: int) -> str:
    """One validation rule of many terms."""
    rule = " && ".join(["self.size > 1"] * size)
    marked = ["      - name: Inner", "        fields: ['Size int32 `json:\"size\"`']", "        markers:"]
    spec = ["    version: v1", "    spec:", '      - Inner Inner `json:"inner"`', "    types:"]
    return _yaml(*CRD, *spec, *marked, f"          - 'kubebuilder:validation:XValidation:rule=\"{rule}\"'")


def crd_rule_depth(size: int) -> str:
    """One validation rule of many parentheses."""
    rule = "(" * size + "self.size > 1" + ")" * size
    marked = ["      - name: Inner", "        fields: ['Size int32 `json:\"size\"`']", "        markers:"]
    spec = ["    version: v1", "    spec:", '      - Inner Inner `json:"inner"`', "    types:"]
    return _yaml(*CRD, *spec, *marked, f"          - 'kubebuilder:validation:XValidation:rule=\"{rule}\"'")


def crd_columns(size: int) -> str:
    """Printer columns of one custom resource."""
    columns = (f"      - {{name: C{n}, type: integer, path: .spec.size}}" for n in range(size))
    return _yaml(*CRD, "    version: v1", "    spec: ['Size int32 `json:\"size\"`']", "    printer_columns:", *columns)


def crd_enumeration(size: int) -> str:
    """Values of an enumeration of a custom resource."""
    values = (f"          - value{n}" for n in range(size))
    spec = ["    version: v1", "    spec: ['State State `json:\"state\"`']", "    types:", "      - name: State"]
    return _yaml(*CRD, *spec, "        values:", *values)


def crd_pattern(size: int) -> str:
    """A pattern of many parts."""
    pattern = "(a|b)?" * size
    return _yaml(
        *CRD,
        "    version: v1",
        "    spec:",
        "      - {name: Name, type: string, json: name, markers: ['kubebuilder:validation:Pattern=`^"
        + pattern
        + "$`']}",
    )


def _document(schema: Iterable[str]) -> str:
    head = [
        "crds:",
        "  - apiVersion: apiextensions.k8s.io/v1",
        "    kind: CustomResourceDefinition",
        "    metadata: {name: buckets.growth.example.com}",
        "    spec:",
        "      group: growth.example.com",
        "      names: {kind: Bucket, plural: buckets, singular: bucket, listKind: BucketList}",
        "      scope: Namespaced",
        "      versions:",
        "        - name: v1",
        "          served: true",
        "          storage: true",
        "          schema:",
        "            openAPIV3Schema:",
        "              type: object",
        "              properties:",
    ]
    return _yaml(*head, *schema)


def crd_document_fields(size: int) -> str:
    """Properties of a CustomResourceDefinition document."""
    fields = (f"                    field{n}: {{type: string, maxLength: 9}}" for n in range(size))
    return _document(
        ["                spec:", "                  type: object", "                  properties:", *fields]
    )


def crd_document_depth(size: int) -> str:
    """Depth of a CustomResourceDefinition document."""
    return _document(
        ["                spec: " + "{type: object, properties: {next: " * size + "{type: string}" + "}}" * size]
    )


# Waves


def _waves(waves: Iterable[str], entries: int = 1) -> str:
    names = (f"    - {{name: Service{n}, methods: [Get() error], implementations: []}}" for n in range(entries))
    return _api("  interfaces:", *names, "waves:", *waves)


def waves_chain(size: int) -> str:
    """Waves that wait for one another."""
    waves = (
        f"  - {{wave: {n}, depends_on: [{n - 1 if n > 1 else ''}], efforts: [{{id: E{n}, name: Effort {n}}}]}}"
        for n in range(1, size + 1)
    )
    return _waves(waves)


def waves_fan(size: int) -> str:
    """Waves that one wave waits for."""
    waves = (f"  - {{wave: {n}, efforts: [{{id: E{n}, name: Effort {n}}}]}}" for n in range(1, size))
    everything = ", ".join(map(str, range(1, size)))
    return _waves([*waves, f"  - {{wave: {size}, depends_on: [{everything}], efforts: [{{id: E{size}, name: Last}}]}}"])


def waves_circle(size: int) -> str:
    """Waves that wait for one another in a circle: an error."""
    waves = (
        f"  - {{wave: {n}, depends_on: [{n - 1 or size}], efforts: [{{id: E{n}, name: Effort {n}}}]}}"
        for n in range(1, size + 1)
    )
    return _waves(waves)


def efforts_with_globs(size: int) -> str:
    """Efforts of one wave with two globs each, none of them overlapping."""
    efforts = (f"      - {{id: E{n}, name: Effort {n}, paths: [pkg/p{n}/**, cmd/p{n}/*.go]}}" for n in range(size))
    return _waves(["  - wave: 1", "    efforts:", *efforts])


def efforts_that_overlap(size: int) -> str:
    """Efforts of one wave that all claim the same path: warnings."""
    efforts = (f"      - {{id: E{n}, name: Effort {n}, paths: [pkg/**]}}" for n in range(size))
    return _waves(["  - wave: 1", "    efforts:", *efforts])


def efforts_with_stars(size: int) -> str:
    """Efforts of one wave whose globs begin with stars."""
    efforts = (f"      - {{id: E{n}, name: Effort {n}, paths: ['**/p{n}/*.go']}}" for n in range(size))
    return _waves(["  - wave: 1", "    efforts:", *efforts])


def efforts_chain(size: int) -> str:
    """Efforts of one wave that wait for one another."""
    efforts = (f"      - {{id: E{n}, name: Effort {n}, depends_on: [{f'E{n - 1}' if n else ''}]}}" for n in range(size))
    return _waves(["  - wave: 1", "    efforts:", *efforts])


def efforts_that_implement(size: int) -> str:
    """Efforts that implement an interface each, with paths that cover it."""
    names = (f"    - {{name: Service{n}, methods: [Get() error]}}" for n in range(size))
    efforts = (
        f"      - {{id: E{n}, name: Effort {n}, implements: [Service{n}], paths: [internal/api/service{n}/**]}}"
        for n in range(size)
    )
    first = "  - {wave: 1, efforts: [{id: C, name: Contracts, delivers: [api], paths: [pkg/**]}]}"
    return _api(
        "  interfaces:", *names, "waves:", first, "  - wave: 2", "    depends_on: [1]", "    efforts:", *efforts
    )


# Markdown


def markdown_fences(size: int) -> str:
    """Fences of Go."""
    lines: list[str] = []
    for number in range(size):
        lines += ["```go", "package api", "", f"type Service{number} interface {{ Get() error }}", "```", ""]
    return _markdown("## Contracts", "", *lines)


def markdown_fences_of_folders(size: int) -> str:
    """Fences of Go, each with a package of its own."""
    lines: list[str] = []
    for number in range(size):
        lines += [
            "```go",
            f"// pkg/part{number}/part.go",
            f"type Service{number} interface {{ Get() error }}",
            "```",
            "",
        ]
    return _markdown("## Contracts", "", *lines)


def markdown_undeclared(size: int) -> str:
    """Types that a fence does not declare: placeholder types."""
    return _fence(f"type Object{n} struct {{ Next *Undeclared{n} }}" for n in range(size))


def markdown_type_chain(size: int) -> str:
    """Types of a fence that contain one another."""
    return _fence([*(f"type S{n} struct {{ Next S{n + 1} }}" for n in range(size)), f"type S{size} struct {{}}"])


def markdown_crd_chain(size: int) -> str:
    """Types of a kind in a fence that contain one another."""
    nested = (f'type T{n} struct {{ Next *T{n + 1} `json:"next,omitempty"` }}' for n in range(size))
    return _markdown(
        "## Contracts",
        "",
        "```go",
        "// +groupName=growth.example.com",
        "package v1",
        "",
        "type Bucket struct {",
        '\tmetav1.TypeMeta `json:",inline"`',
        '\tmetav1.ObjectMeta `json:"metadata,omitempty"`',
        '\tSpec T0 `json:"spec"`',
        "}",
        "",
        *nested,
        f'type T{size} struct {{ Size int32 `json:"size"` }}',
        "```",
    )


FENCE = ["## Contracts", "", "```go", "package api", "", "type Service interface { Get() error }", "```", ""]


def markdown_headings(size: int) -> str:
    """Headings with a line of prose."""
    return _markdown(*FENCE, *(line for n in range(size) for line in (f"### Part {n}", "", "Some words.", "")))


def markdown_risks(size: int) -> str:
    """Rows of a table of risks."""
    rows = (f"| Risk {n} | high | low | wait and see |" for n in range(size))
    return _markdown(*FENCE, "## Risks", "", "| risk | probability | impact | mitigation |", "|---|---|---|---|", *rows)


def markdown_effort_rows(size: int) -> str:
    """Rows of a table of efforts."""
    rows = (f"| E1.{n} | Effort {n} | pkg/p{n} | 100 |" for n in range(1, size + 1))
    return _markdown(
        *FENCE, "## Wave 1: Everything", "", "| effort | name | path | lines |", "|---|---|---|---|", *rows
    )


def markdown_wave_headings(size: int) -> str:
    """Waves by headings, with an effort each."""
    lines: list[str] = []
    for n in range(1, size + 1):
        lines += [f"### Wave {n}: Part {n}", "", *([f"Depends on: Wave {n - 1}", ""] if n > 1 else [])]
        lines += [f"- E{n}.1: Effort {n} (100 lines)", ""]
    return _markdown(*FENCE, "## Waves", "", *lines)


def markdown_mermaid_chain(size: int) -> str:
    """Edges of a mermaid flowchart in a row."""
    edges = (f'    W{n}["Wave {n}: Part {n}"] --> W{n + 1}["Wave {n + 1}: Part {n + 1}"]' for n in range(1, size + 1))
    return _markdown(*FENCE, "## Waves", "", "```mermaid", "graph TD", *edges, "```")


def markdown_mermaid_fan(size: int) -> str:
    """Edges of a mermaid flowchart to one node."""
    edges = (f'    W1["Wave 1: Base"] --> W{n}["Wave {n}: Part {n}"]' for n in range(2, size + 2))
    return _markdown(*FENCE, "## Waves", "", "```mermaid", "graph TD", *edges, "```")


def markdown_list_items(size: int) -> str:
    """Items of a list of success criteria."""
    return _markdown(*FENCE, "## Success criteria", "", *(f"- [ ] Criterion {n} holds" for n in range(size)))


def markdown_nested_list(size: int) -> str:
    """Items of a list, each within the one before it."""
    depth = min(size, 1_000)
    return _markdown(*FENCE, "## Success criteria", "", *("  " * n + f"- Criterion {n}" for n in range(depth)))


def markdown_quotes(size: int) -> str:
    """A quote in a quote."""
    return _markdown(*FENCE, ">" * size + " words")


def markdown_long_line(size: int) -> str:
    """A paragraph in one line, with marks."""
    return _markdown(*FENCE, "## Mission", "", " ".join(["`code` and *words* [link](x)"] * size))


def markdown_brackets(size: int) -> str:
    """Brackets that nothing closes."""
    return _markdown(*FENCE, "## Mission", "", "[" * size + "*" * size + "`" * size)


def markdown_decisions(size: int) -> str:
    """Decision records."""
    lines: list[str] = []
    for n in range(size):
        lines += [f"### ADR-{n}: Decision {n}", "", "**Choice**: this", "**Rationale**: that", ""]
    return _markdown(*FENCE, "## Decisions", "", *lines)


def markdown_yaml_fences(size: int) -> str:
    """Fences of YAML."""
    lines: list[str] = []
    for n in range(size):
        lines += ["```yaml", "risks:", f"  - {{name: Risk {n}, impact: low}}", "```", ""]
    return _markdown(*FENCE, "## Risks", "", *lines)


def markdown_path_tree(size: int) -> str:
    """Lines of a tree of folders."""
    return _markdown(*FENCE, "## Layout", "", "```", *(f"├── pkg/part{n}/   # part {n}" for n in range(size)), "```")


# Second runs


def sections_of_another_name(size: int) -> str:
    """Sections with other names than those of `sections`."""
    entries = "interfaces: [{{name: Service{n}, methods: [Get() error]}}]"
    return _yaml("contracts:", *(f"  piece{n}: {{was: part{n}, {entries.format(n=n)}}}" for n in range(size)))


def interfaces_of_another_name(size: int) -> str:
    """Interfaces with other names than those of `interfaces`."""
    entry = "    - {{name: Store{n}, was: Service{n}, methods: [Get(id string) error]}}"
    return _api("  interfaces:", *(entry.format(n=number) for number in range(size)))


def interfaces_with_more_methods(size: int) -> str:
    """Interfaces with a method more than those of `interfaces`."""
    entry = "    - {{name: Service{n}, methods: [Get(id string) error, Put(id string) error]}}"
    return _api("  interfaces:", *(entry.format(n=number) for number in range(size)))


def interfaces_with_other_methods(size: int) -> str:
    """Interfaces with another signature than those of `interfaces`."""
    entry = "    - {{name: Service{n}, methods: [Get(number int) error]}}"
    return _api("  interfaces:", *(entry.format(n=number) for number in range(size)))


def one_interface(size: int) -> str:
    """One interface of those of `interfaces`."""
    return interfaces(1)


def methods_of_another_name(size: int) -> str:
    """Methods with other names than those of `methods`."""
    entries = (f"        - {{signature: Load{n}(id string) error, was: Get{n}}}" for n in range(size))
    return _api("  interfaces:", "    - name: Service", "      methods:", *entries)


def other_crd_groups(size: int) -> str:
    """Custom resources of other groups than those of `crd_groups`."""
    return crd_groups(size).replace("group: g", "group: other")


SHAPES = (
    Shape("interfaces", interfaces),
    Shape("methods of an interface", methods),
    Shape("embeds in a chain", embeds_chain),
    Shape("embeds in a chain, entries", embeds_chain_of_entries),
    Shape("embeds in a chain, a method each", embeds_chain_of_methods, sound=400, was_bad=True),
    Shape("embeds in a fan", embeds_fan),
    Shape("embeds of one interface", embeds_shared),
    Shape("embeds in diamonds", embeds_diamonds),
    Shape("struct embeds in a chain", struct_embeds_chain),
    Shape("struct embeds in a chain, a field each", struct_embeds_chain_of_fields),
    Shape("layers of embeds", embeds_layers, sound=3_000),
    Shape("layers of unions", union_layers),
    Shape("layers of constraints", constraint_layers, was_bad=True),
    Shape("layers of structs", struct_layers),
    Shape("layers of struct values", struct_layers_of_values, largest=3_000, was_bad=True),
    Shape("layers of generic structs", generic_layers),
    Shape("layers of comparables", comparable_layers),
    Shape("layers of function types", function_layers),
    Shape("layers of struct aliases", alias_layers),
    Shape("types", types),
    Shape("fields of a struct", fields),
    Shape("sentinel errors", sentinel_errors),
    Shape("enumerations", enumerations),
    Shape("values of an enumeration", enumeration_values),
    Shape("numbers of an enumeration", enumeration_numbers),
    Shape("implementations", implementations, was_bad=True),
    Shape("parameters of a method", parameters),
    Shape("type parameters", type_parameters),
    Shape("aliases in a chain", aliases),
    Shape("defined types in a chain", defined_types),
    Shape("constants in a chain", constants),
    Shape("constants that double", constants_doubling, sound=NEVER),
    Shape("summands of a constant", constant_sum),
    Shape("constants of a block", constants_in_a_block, was_bad=True),
    Shape("variables in a chain", variables),
    Shape("variables through functions", variables_through_functions, was_bad=True),
    Shape("functions in a chain", functions),
    Shape("statements of a function", statements),
    Shape("array lengths in a chain", array_lengths),
    Shape("constraints in a chain", constraints, was_bad=True),
    Shape("terms of a union", union),
    Shape("generic types in a chain", generic_chain),
    Shape("structs that end in a lock", locks),
    Shape("map keys in a chain", comparable_keys, sound=NEVER),
    Shape("circle of types", type_circle, sound=NEVER),
    Shape("circle of aliases", alias_circle, sound=NEVER),
    Shape("circle of embeds", embeds_circle, sound=NEVER),
    Shape("circle of constants", constant_circle, sound=NEVER),
    Shape("nested type", nested_type, sound=NEVER),
    Shape("nested parentheses", nested_parentheses, sound=NEVER),
    Shape("nested structs", nested_structs, sound=NEVER),
    Shape("nested blocks", nested_blocks, sound=NEVER),
    Shape("nested YAML", nested_yaml, sound=NEVER),
    Shape("YAML aliases", yaml_aliases),
    Shape("long doc", long_doc),
    Shape("long line", long_line),
    Shape("long line of faults", long_line_of_faults, sound=NEVER),
    Shape("kilobytes of one go block", go_block, sound=9_000),
    Shape("sections", sections),
    Shape("sections in a chain", sections_chain),
    Shape("sections in a circle", sections_circle, sound=NEVER),
    Shape("sections in a fan", sections_fan),
    Shape("imports", imports),
    Shape("unused imports", unused_imports),
    Shape("undeclared names", undeclared, sound=NEVER),
    Shape("undeclared names, nearly right", undeclared_with_neighbours, sound=NEVER),
    Shape("unknown keys", unknown_keys, sound=NEVER),
    Shape("duplicates", duplicates, sound=NEVER),
    Shape("syntax errors", syntax_faults, sound=NEVER),
    Shape("names alike", nearly_one_name),
    Shape("custom resources", crds, largest=2_000),
    Shape("groups of custom resources", crd_groups, largest=2_000),
    Shape("fields of a custom resource", crd_fields),
    Shape("nested types of a custom resource", crd_types, was_bad=True),
    Shape("nested types in a chain", crd_type_chain, sound=NEVER),
    Shape("nested types that double", crd_type_doubling, sound=NEVER),
    Shape("versions of a custom resource", crd_versions, largest=2_000, was_bad=True),
    Shape("rules of a custom resource", crd_rules),
    Shape("terms of a rule", crd_rule_length),
    Shape("depth of a rule", crd_rule_depth),
    Shape("printer columns", crd_columns),
    Shape("enumeration of a custom resource", crd_enumeration),
    Shape("parts of a pattern", crd_pattern),
    Shape("fields of a CRD document", crd_document_fields),
    Shape("depth of a CRD document", crd_document_depth, sound=NEVER),
    Shape("waves in a chain", waves_chain),
    Shape("waves in a fan", waves_fan),
    Shape("waves in a circle", waves_circle, sound=NEVER),
    Shape("efforts with globs", efforts_with_globs, was_bad=True),
    Shape("efforts that overlap", efforts_that_overlap),
    Shape("efforts with stars", efforts_with_stars),
    Shape("efforts in a chain", efforts_chain),
    Shape("efforts that implement", efforts_that_implement),
    Shape("fences", markdown_fences, "plan.md"),
    Shape("fences of folders", markdown_fences_of_folders, "plan.md", largest=3_000, was_bad=True),
    Shape("undeclared names in a fence", markdown_undeclared, "plan.md", was_bad=True),
    Shape("types of a fence in a chain", markdown_type_chain, "plan.md"),
    Shape("types of a kind in a chain", markdown_crd_chain, "plan.md", sound=100, largest=3_000),
    Shape("headings", markdown_headings, "plan.md", sound=9_000),
    Shape("rows of risks", markdown_risks, "plan.md", sound=4_000),
    Shape("rows of efforts", markdown_effort_rows, "plan.md", sound=4_000),
    Shape("wave headings", markdown_wave_headings, "plan.md", sound=4_000),
    Shape("mermaid edges in a chain", markdown_mermaid_chain, "plan.md"),
    Shape("mermaid edges in a fan", markdown_mermaid_fan, "plan.md"),
    Shape("list items", markdown_list_items, "plan.md"),
    Shape("nested list", markdown_nested_list, "plan.md"),
    Shape("nested quotes", markdown_quotes, "plan.md"),
    Shape("long paragraph", markdown_long_line, "plan.md"),
    Shape("open brackets", markdown_brackets, "plan.md"),
    Shape("decision records", markdown_decisions, "plan.md", sound=9_000),
    Shape("YAML fences", markdown_yaml_fences, "plan.md"),
    Shape("tree of folders", markdown_path_tree, "plan.md"),
    Shape("second run, nothing changed", interfaces, then=interfaces),
    Shape("second run, a method more each", interfaces, then=interfaces_with_more_methods, largest=2_000, was_bad=True),
    Shape("second run, other signatures", interfaces, then=interfaces_with_other_methods, largest=2_000),
    Shape("second run, all but one removed", interfaces, then=one_interface, largest=3_000),
    Shape("second run, interfaces renamed", interfaces, then=interfaces_of_another_name, largest=2_000, was_bad=True),
    Shape("second run, methods renamed", methods, then=methods_of_another_name, largest=3_000),
    Shape("second run, sections renamed", sections, then=sections_of_another_name, largest=3_000, was_bad=True),
    Shape("second run, groups changed", crd_groups, then=other_crd_groups, largest=1_000, was_bad=True),
)
