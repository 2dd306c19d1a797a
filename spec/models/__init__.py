"""The shape of a program spec: frozen models, one concept a module, the same words as in the YAML."""

from spec.models.program import ProgramSpec

__all__ = ["ProgramSpec"]
