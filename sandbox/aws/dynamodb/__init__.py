"""DynamoDB on the wire: moto's operations, and the global tables that moto lacks (version 2019.11.21)."""
