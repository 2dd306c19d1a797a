"""The step engine: from registrations and state to steps, carried out, journaled and saved."""
