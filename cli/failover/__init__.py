"""What the commands of `civicline failover` do: look, check, show, ask, move, watch, tell."""
