"""Contact flows executed without a cloud: a world and one contact in, a trace out. Pure.

The same world and contact give the same trace. Semantics are those of the live service, as its documentation and
published observations have them (Amazon Connect Developer and Administrator Guide); where these are silent, the
module that decides says so.
"""
