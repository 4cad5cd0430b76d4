"""YAML through libyaml, where PyYAML has it: the tests read megabytes, and its Python code takes most of their time."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER: type[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def load_yaml(text: str | bytes) -> Any:
    """What ``yaml.safe_load`` makes of one document."""
    return yaml.load(text, Loader=_LOADER)


def dump_yaml(value: object) -> str:
    """What ``yaml.safe_dump`` writes of a value, in the order of its keys and without broken lines."""
    return yaml.dump(value, Dumper=_DUMPER, allow_unicode=True, width=10_000, sort_keys=False)
