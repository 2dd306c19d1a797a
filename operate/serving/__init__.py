"""What follows the serving row: chat and web by the front doors, e-mail by DNS. Importing it has no effect."""
