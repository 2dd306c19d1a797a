"""Where moto finds Cloud Control."""

from __future__ import annotations

from sandbox.aws.cloudcontrol.responses import CloudControlResponse

url_bases = [r"https?://cloudcontrolapi\.(.+)\.amazonaws\.com"]
url_paths = {"{0}/$": CloudControlResponse.dispatch}
