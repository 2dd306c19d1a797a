"""Hours of a spec as `up` declares them: a week, dated overrides, and parents that hold the holidays."""
