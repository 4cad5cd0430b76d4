"""The methods whose signature vet insists on (its stdmethods check).

Such methods are found by dynamic checks, so that a wrong signature compiles and is then silently not used. The facts
are those of golang.org/x/tools/go/analysis/passes/stdmethods as Go 1.26 has it.
"""

from collections.abc import Sequence
from typing import Final

_Signature = tuple[tuple[str, ...], tuple[str, ...]]

# Parameters and results. Where some are marked with "=", vet complains only if all of these match: a Scan without a
# fmt.ScanState is some other Scan.
_CANONICAL: Final[dict[str, _Signature]] = {
    "As": (("any",), ("bool",)),
    "Format": (("=fmt.State", "rune"), ()),
    "GobDecode": (("[]byte",), ("error",)),
    "GobEncode": ((), ("[]byte", "error")),
    "Is": (("error",), ("bool",)),
    "MarshalJSON": ((), ("[]byte", "error")),
    "MarshalXML": (("*xml.Encoder", "xml.StartElement"), ("error",)),
    "ReadByte": ((), ("byte", "error")),
    "ReadFrom": (("=io.Reader",), ("int64", "error")),
    "ReadRune": ((), ("rune", "int", "error")),
    "Scan": (("=fmt.ScanState", "rune"), ("error",)),
    "Seek": (("=int64", "int"), ("int64", "error")),
    "UnmarshalJSON": (("[]byte",), ("error",)),
    "UnmarshalXML": (("*xml.Decoder", "xml.StartElement"), ("error",)),
    "UnreadByte": ((), ("error",)),
    "UnreadRune": ((), ("error",)),
    "Unwrap": ((), ("error",)),
    "WriteByte": (("byte",), ("error",)),
    "WriteTo": (("=io.Writer",), ("int64", "error")),
}
_OF_ERRORS: Final = ("As", "Is", "Unwrap")
_EMPTY: Final = ("any", "interface{}")


def is_standard_method(name: str) -> bool:
    """Whether vet has an opinion about methods of that name at all."""
    return name in _CANONICAL


def expected_signature(name: str, params: Sequence[str], results: Sequence[str], *, is_error: bool) -> str | None:
    """What vet's stdmethods asks of the method instead, like ``ReadByte() (byte, error)``; None if it is content.

    vet looks at methods with a receiver and at methods written in interfaces (not at those that come by embedding).
    `params` and `results` hold one type a parameter, as go/types prints it: qualified by *package name* whatever the
    file's import alias, aliases under their own name, a variadic ``...T`` as ``[]T``. The comparison is textual as it
    is in vet, so ``uint8`` is not ``byte``, ``int32`` is not ``rune``, and a defined or alias type ``Bytes`` is not
    ``[]byte``; only ``any`` and ``interface{}`` are the same. `is_error` says whether the receiver's type (the
    interface itself, for its methods) has ``Error() string`` in its method set: ``Is``, ``As`` and ``Unwrap`` of other
    types are free.
    """
    canonical = _CANONICAL.get(name)
    if canonical is None or (name in _OF_ERRORS and not is_error):
        return None
    if name == "Unwrap":
        if not params and list(results) in (["error"], ["[]error"]):
            return None
        return "Unwrap() error or Unwrap() []error"
    if name == "WriteTo" and len(params) > 1:
        return None
    want_params, want_results = canonical
    if not _matches(want_params, params, only_marked=True):
        return None
    if _matches(want_params, params) and _matches(want_results, results):
        return None
    shown = ", ".join(want_results)
    if len(want_results) > 1:
        shown = f"({shown})"
    return f"{name}({', '.join(text.removeprefix('=') for text in want_params)}) {shown}".rstrip()


def _matches(want: Sequence[str], have: Sequence[str], *, only_marked: bool = False) -> bool:
    if not only_marked and len(have) > len(want):
        return False
    for at, text in enumerate(want):
        if only_marked and not text.startswith("="):
            continue
        if at >= len(have):
            return False
        bare = text.removeprefix("=")
        if bare != have[at] and not (bare in _EMPTY and have[at] in _EMPTY):
            return False
    return True
