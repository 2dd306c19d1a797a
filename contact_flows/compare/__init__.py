"""What differs between two sets of flows: block by block, and in what callers meet."""
