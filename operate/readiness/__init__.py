"""Can a region answer, now? What is there, what that means for every line and channel. Nothing here changes anything."""
