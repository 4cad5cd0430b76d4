"""Markdown itself: a document's blocks with their places, and what stands inside a line. Knows no plans."""
