"""Where this scaffold was installed from, as something that pip installs on another machine."""

from __future__ import annotations

import json
from importlib import metadata

DISTRIBUTION = "scaffold-go"


def own_requirement() -> str:
    """A requirement that pins this scaffold; empty where it came from a folder or file that only this machine has.

    Sources: PEP 508 (requirements), PEP 610 (``direct_url.json``; absent where an index was the source).
    """
    try:
        distribution = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return ""
    text = distribution.read_text("direct_url.json")
    if text is None:
        return f"{DISTRIBUTION}=={distribution.version}"
    origin = json.loads(text)
    url, vcs = origin["url"], origin.get("vcs_info")
    if url.startswith("file:"):
        return ""
    if vcs is not None:
        return f"{DISTRIBUTION} @ {vcs['vcs']}+{url}@{vcs['commit_id']}"
    return f"{DISTRIBUTION} @ {url}"
