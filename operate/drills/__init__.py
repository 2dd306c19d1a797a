"""Practicing the move to the other region: on paper, in a sandbox of its own, and for real; with what was measured."""
