"""What `civicline failover drill` does, kind by kind."""
