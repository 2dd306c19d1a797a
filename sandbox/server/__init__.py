"""The loopback server of the sandbox: emulated AWS over HTTP, with a journal, limits and injected faults."""
