"""Customer Profiles: reads of what Cloud Control made."""
