"""Amazon Lex: reads of the bots, versions and aliases that Cloud Control made."""
