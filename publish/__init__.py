"""Documents from the spec and templates/."""
