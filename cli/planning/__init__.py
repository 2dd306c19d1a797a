"""What an `up` would do: for callers, for AWS, in calls and in time."""
