"""When each sentence is true, by what it is about."""
