"""A plan as the Markdown document that people read: the blank form, filled in."""
