"""The Markdown spelling: a document becomes the tree that plan.yaml is, which `scaffold.plan` reads."""
