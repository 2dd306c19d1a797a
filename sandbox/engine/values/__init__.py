"""Property values as the engine holds them: secrets, unknowns, assets, their hashes, and the way they travel."""
