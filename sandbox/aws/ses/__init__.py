"""What the contact center needs of SES beyond moto."""
