"""Where contacts go now, as one static page: for a screen in the office, or for the public."""
