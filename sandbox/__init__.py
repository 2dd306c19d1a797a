"""A machine without AWS: embedded engine, emulated AWS, its providers."""
