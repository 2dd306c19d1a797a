"""The `file://` backend: stacks, settings, configuration, secrets, locks and history in files."""
