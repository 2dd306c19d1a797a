"""What `civicline hours` needs from a program: the days that are asked for, and what callers hear now."""
