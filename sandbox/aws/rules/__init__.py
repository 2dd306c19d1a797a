"""The services' own rules, a module per concern. Importing the package registers them."""
