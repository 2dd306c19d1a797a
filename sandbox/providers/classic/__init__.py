"""The classic `aws:*` types that Civicline's programs use, on boto3: one small class for each, one module a service."""
