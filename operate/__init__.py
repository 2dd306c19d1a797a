"""What is deployed, read back and run. Never needs Pulumi or its state."""
