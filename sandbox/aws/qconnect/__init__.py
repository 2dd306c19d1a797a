"""Amazon Q in Connect (wisdom): reads of what Cloud Control made."""
