"""An agency's own calendar, an .ics file: read with the place of everything in it, and compared with a spec.

Never read at deployment: the spec stays the one reviewed file, and this says where the two differ.
"""
