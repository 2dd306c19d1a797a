"""Where moto finds the service: its signing name is not its client's name."""

from __future__ import annotations

from sandbox.aws.customerprofiles.responses import CustomerProfilesResponse

url_bases = [r"https?://profile\.(.+)\.amazonaws\.com"]
url_paths = {"{0}/.*$": CustomerProfilesResponse.dispatch}
