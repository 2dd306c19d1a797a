"""Customer Profiles: reads of what Cloud Control made, and the profiles of customers."""
