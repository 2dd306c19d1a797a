"""What a caller meets, as steps a manager can read: flows without their plumbing."""
