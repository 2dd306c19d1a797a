"""The flow language itself: documents, their JSON, and what each action may be. Knows no program."""
