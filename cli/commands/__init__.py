"""One module for each command: parse, call the core, render. Heavy imports are inside the functions."""
