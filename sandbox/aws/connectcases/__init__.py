"""Amazon Connect Cases: reads of what Cloud Control made, options of fields, and the cases themselves."""
