"""Plural names of kinds against controller-gen's own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

from kube.gosource import generate
from quick_yaml import load_yaml
from scaffold.kube import plurals

KIND = """
type {0} struct {{
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
}}
"""


def words() -> list[str]:
    """Every word and ending that the rules speak of, in both numbers."""
    entries = [*plurals._WORDS.split(), *plurals._ENDINGS.split()]
    return sorted({word for entry in entries for word in entry.lstrip("!<").split(":")})


def kinds(random: Random) -> list[str]:
    """Names of kinds with those words in them: alone, behind others, in upper case, beside acronyms."""
    acronyms = plurals._ACRONYMS.split()
    found = {"Bucket", "Gateway", "Status", "HTTPRoute", "Class", "Series", "A", "Ab9", "Ä", "DNSes", "IPAlias", "Url"}
    for word in words():
        title = word[:1].upper() + word[1:]
        found |= {title, "My" + title, "Sub" + word, random.choice(acronyms) + title, title.upper()}
        found.add(random.choice(["X_", "My_", "A1", "Dns", "Json"]) + random.choice([title, word]))
    for word in acronyms:
        found |= {word, "My" + word, word + "Pool", word.capitalize(), "A" + word.capitalize()}
    return sorted(found)


def test_plurals_are_those_of_controller_gen(tmp_path: Path) -> None:
    names = kinds(Random(1))
    # Of two kinds with one plural only one CRD would be written: each gets a group of its own.
    bodies: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for name in names:
        package = f"p{seen[plurals.plural(name)]}"
        bodies[package] = bodies.get(package, "") + KIND.format(name)
        seen[plurals.plural(name)] += 1
    made = generate(bodies, tmp_path)
    assert made[""] == ""
    theirs = {}
    for file in (tmp_path / "out").glob("*.yaml"):
        spec = load_yaml(file.read_text("utf-8"))["spec"]["names"]
        theirs[spec["kind"]] = spec["plural"]
    assert {name: plurals.plural(name) for name in names} == theirs
    assert len(names) > 1000
