"""Makes the contracts that are timed: a plan of any size, and the same custom resources as Go types."""

from __future__ import annotations

MODULE = "example.com/acme/bench"

PER_PACKAGE = 10
"""Interfaces of a package, where there are more than one."""

METHODS = (
    "Put(ctx context.Context, bucket, key string, value []byte, options ...string) (Object{0}, error)",
    "Get(ctx context.Context, bucket, key string) ([]byte, error)",
    "List(ctx context.Context, prefix string, limit int) ([]Object{0}, error)",
    "Delete(ctx context.Context, bucket, key string) error",
    "Watch(ctx context.Context, prefixes map[string]time.Duration) (<-chan Object{0}, error)",
)

FIELDS = (("Region", "string"), ("Class", "string"), ("Parts", "int32"), ("Public", "bool"))


def kinds(interfaces: int) -> int:
    """Custom resources of a plan with so many interfaces."""
    return max(2, interfaces // 10)


def packages(interfaces: int) -> int:
    """Contract packages of a plan with so many interfaces."""
    return interfaces if interfaces < PER_PACKAGE else interfaces // PER_PACKAGE


def plan(interfaces: int) -> str:
    """`plan.yaml` with so many interfaces of five methods and a struct each, and its custom resources."""
    count = packages(interfaces)
    lines = [f"module: {MODULE}", "contracts:"]
    for package in range(count):
        numbers = range(package, interfaces, count)
        lines += [
            f"  part{package}:",
            f"    doc: Package part{package} is one part of the contracts.",
            "    interfaces:",
        ]
        for number in numbers:
            lines += [
                f"      - name: Service{number}",
                f"        doc: Service{number} keeps objects.",
                "        methods:",
            ]
            lines += [f"          - {method.format(number)}" for method in METHODS]
        lines += ["    types:"]
        for number in numbers:
            lines += [f"      - name: Object{number}", "        fields:"]
            lines += ['          - Key string `json:"key"`', '          - Size int64 `json:"size,omitempty"`']
    lines += ["crds:"]
    for number in range(kinds(interfaces)):
        lines += [f"  - kind: Bucket{number}", "    group: objects.example.com", "    version: v1alpha1", "    spec:"]
        lines += [f'      - {name} {type_} `json:"{name.lower()}"`' for name, type_ in FIELDS]
        lines += ["    status:", '      - Phase string `json:"phase,omitempty"`']
    return "\n".join(lines) + "\n"


def api_types(interfaces: int) -> str:
    """The plan's custom resources as controller-gen reads them."""
    parts = [
        "// Package v1alpha1 has the custom resources.\n"
        "// +kubebuilder:object:generate=true\n// +groupName=objects.example.com\npackage v1alpha1\n\n"
        'import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"\n'
    ]
    for number in range(kinds(interfaces)):
        name = f"Bucket{number}"
        fields = "".join(f'\t{field} {type_} `json:"{field.lower()}"`\n' for field, type_ in FIELDS)
        parts.append(
            f"\n// {name}Spec is what is asked for.\ntype {name}Spec struct {{\n{fields}}}\n"
            f'\n// {name}Status is what is.\ntype {name}Status struct {{\n\tPhase string `json:"phase,omitempty"`\n}}\n'
            f"\n// {name} is a bucket.\n// +kubebuilder:object:root=true\n// +kubebuilder:subresource:status\n"
            f'type {name} struct {{\n\tmetav1.TypeMeta `json:",inline"`\n'
            f'\tmetav1.ObjectMeta `json:"metadata,omitempty"`\n'
            f'\tSpec {name}Spec `json:"spec,omitempty"`\n\tStatus {name}Status `json:"status,omitempty"`\n}}\n'
            f"\n// {name}List is many.\n// +kubebuilder:object:root=true\n"
            f'type {name}List struct {{\n\tmetav1.TypeMeta `json:",inline"`\n'
            f'\tmetav1.ListMeta `json:"metadata,omitempty"`\n\tItems []{name} `json:"items"`\n}}\n'
        )
    return "".join(parts)


def mockery_config() -> str:
    """`.mockery.yml` for mocks of every contract, each beside its contract as scaffold's are."""
    return (
        "all: true\ninclude-auto-generated: true\ndir: '{{.InterfaceDir}}/{{.SrcPackageName}}mock'\n"
        "filename: mocks.go\npkgname: '{{.SrcPackageName}}mock'\ntemplate: testify\n"
        f"packages:\n  {MODULE}/pkg:\n    config:\n      recursive: true\n"
    )
