"""What the engine knows of a stack: resources, URNs, the checkpoint that keeps them."""
