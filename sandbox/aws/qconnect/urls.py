"""Where moto finds the service: its signing name is not its client's name."""

from __future__ import annotations

from sandbox.aws.qconnect.responses import QConnectResponse

url_bases = [r"https?://wisdom\.(.+)\.amazonaws\.com"]
url_paths = {"{0}/.*$": QConnectResponse.dispatch}
