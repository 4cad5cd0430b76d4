"""What Kubernetes itself is: structural schemas, names, CRD objects, markers, and YAML as its tools write it."""
