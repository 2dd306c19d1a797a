"""Service Quotas, as far as it knows those of Amazon Connect."""
