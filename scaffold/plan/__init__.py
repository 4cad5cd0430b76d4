"""The spellings of a plan: bytes become a text with places, then a YAML tree, then the typed plan."""
