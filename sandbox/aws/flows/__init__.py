"""What CreateContactFlow refuses, as observed on the live service: a table of actions and a checker."""
