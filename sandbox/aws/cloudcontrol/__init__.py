"""Cloud Control: create, read, update, delete and list any resource type of the registry."""
