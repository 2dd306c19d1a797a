"""Amazon Connect Cases: reads of what Cloud Control made, and the options of fields, which it cannot make."""
