"""The effective opening table: every way to be served, day by day, and what is unusual about a day."""
