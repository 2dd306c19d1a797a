"""Is what a contact heard true, and was it served as the program promises? Judged by the spec, never by the flows."""
