"""Can a region answer now? What is there, and what that means for every line and channel. Changes nothing."""
