"""Does what is deployed say what the spec says? Expectation (pure), reading (boto3), comparison (pure)."""
