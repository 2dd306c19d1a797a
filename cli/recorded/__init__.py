"""What this machine recorded of deployments: found, judged by its seal, fetched from a region."""
