"""Hours of operation in the service's own shape, and when they are open by its own precedence."""
