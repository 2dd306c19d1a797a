"""What the agency wrote, checked: models, located faults, rules."""
