"""The emulated AWS: moto, Cloud Control over the registry's schemas, and the contact center's APIs over one store."""
