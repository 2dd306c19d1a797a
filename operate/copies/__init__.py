"""deployed.json in every region of a deployment: sealed by its own key, so that any machine can use it and know it."""
