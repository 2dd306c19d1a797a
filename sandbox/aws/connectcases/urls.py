"""Where moto finds the service: its signing name is not its client's name."""

from __future__ import annotations

from sandbox.aws.connectcases.responses import ConnectCasesResponse

url_bases = [r"https?://cases\.(.+)\.amazonaws\.com"]
url_paths = {"{0}/.*$": ConnectCasesResponse.dispatch}
