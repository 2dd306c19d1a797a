"""The runbook of one deployment: what to do when lines are down, on paper, for the night the laptop is dead too."""
