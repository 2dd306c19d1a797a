"""Deployed flows: read back, their versions, going back to an earlier one, and the service's own tests of them."""
