"""What Go itself is: syntax, layout, the standard library. Knows nothing of plans, templates or disks."""
