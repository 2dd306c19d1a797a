"""Where contacts go, in words and as JSON: before, during and after a move."""
