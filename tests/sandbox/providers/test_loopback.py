import json

import pytest

from sandbox.engine.provider import ProviderError
from sandbox.engine.values.model import UNKNOWN
from sandbox.providers import loopback
from sandbox.providers.registry import make

HERE = "http://127.0.0.1:5000"
ELSEWHERE = [
    "https://connect.us-east-1.amazonaws.com",
    "http://192.168.1.5:5000",
    "http://0.0.0.0:5000",
    "http://127.0.0.1.nip.example:5000",
    "http://localhost.example:5000",
    "http://127.0.0.1@aws.example/",
    "http://aws.example/#@127.0.0.1",
    "http://2130706433:5000",
    "http://[::ffff:127.0.0.1]:5000",
    "http://127.0.0.1\\@aws.example",
    "ftp://127.0.0.1:5000",
    "127.0.0.1:5000",
    "http://127.0.0.1:port",
    "",
]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:5000", "http://localhost:1", "https://127.8.0.1", "http://[::1]:80/"]
)
def test_a_loopback_endpoint_is_used(url: str) -> None:
    assert loopback.require("provider", url) == url.rstrip("/")


@pytest.mark.parametrize("package", ["aws", "aws-native"])
@pytest.mark.parametrize("url", ELSEWHERE)
def test_an_endpoint_elsewhere_is_refused_when_the_provider_is_made(package: str, url: str) -> None:
    with pytest.raises(ProviderError, match="this machine only"):
        make(package, {"region": "us-east-1"}, {}, {"AWS_ENDPOINT_URL": url}, "")


@pytest.mark.parametrize("package", ["aws", "aws-native"])
def test_no_endpoint_at_all_is_refused_with_the_command_that_helps(package: str) -> None:
    with pytest.raises(ProviderError, match=r"no endpoint is given.*\n.*civicline sandbox start"):
        make(package, {"region": "us-east-1"}, {}, {}, "")


@pytest.mark.parametrize("package", ["aws", "aws-native"])
@pytest.mark.parametrize("url", [url for url in ELSEWHERE if url])
def test_one_service_elsewhere_is_refused_though_the_others_are_here(package: str, url: str) -> None:
    endpoints = json.dumps([{"s3": HERE, "sts": url}])
    with pytest.raises(ProviderError, match="endpoint of sts"):
        make(package, {"region": "us-east-1", "endpoints": endpoints}, {}, {"AWS_ENDPOINT_URL": HERE}, "")


def test_an_endpoint_variable_of_one_service_is_checked_too() -> None:
    env = {"AWS_ENDPOINT_URL": HERE, "AWS_ENDPOINT_URL_S3": "https://s3.amazonaws.com"}
    with pytest.raises(ProviderError, match="AWS_ENDPOINT_URL_S3"):
        make("aws", {"region": "us-east-1"}, {}, env, "")


def test_an_endpoint_that_a_preview_does_not_know_yet_is_not_refused() -> None:
    assert make("aws", {"region": UNKNOWN, "endpoints": UNKNOWN}, {}, {"AWS_ENDPOINT_URL": HERE}, "") is not None
    assert make("aws-native", {"endpoints": [{"cloudcontrol": UNKNOWN}]}, {}, {}, "") is not None


def test_a_package_that_the_engine_lacks_is_named() -> None:
    with pytest.raises(ProviderError, match="'gcp'"):
        make("gcp", {}, {}, {}, "")


def test_a_provider_without_region_says_so_when_it_is_first_needed() -> None:
    provider = make("aws", {}, {}, {"AWS_ENDPOINT_URL": HERE}, "")
    with pytest.raises(ProviderError, match="no region is set"):
        provider.invoke("aws:index/getRegion:getRegion", {})
