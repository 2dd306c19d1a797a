"""Every state's law, by region of the census; each state is one declaration."""

from __future__ import annotations

from calendars.law.states import midwest, northeast, south_atlantic, south_central, west

LAWS = (*northeast.LAWS, *midwest.LAWS, *south_atlantic.LAWS, *south_central.LAWS, *west.LAWS)
