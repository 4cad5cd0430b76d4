"""The Markdown spelling: a document becomes the same tree that plan.yaml is, and the shapes of `scaffold.plan` read it."""
