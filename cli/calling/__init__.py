"""One simulated contact from the command line: which flows, in which world, played by whom."""
