"""Ties between resources, made and undone through the API."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.associations import _FlowOfAddress, _Offers

FLOW = {"region": "us-west-2", "instance": "i", "address": "a", "flow": "f"}
OFFERS = {"region": "us-west-2", "instance": "i", "queue": "q", "quick_connects": ["c"]}


class Refusing:
    """A Connect client that refuses everything with one error."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __getattr__(self, operation: str) -> Any:
        def refuse(**_: Any) -> None:
            raise ClientError({"Error": {"Code": self.code, "Message": "no"}}, operation)

        return refuse


class Flow(_FlowOfAddress):
    def __init__(self, code: str) -> None:
        self.code = code

    def client(self, props: dict[str, Any]) -> Any:
        del props
        return Refusing(self.code)


class Offers(_Offers):
    def __init__(self, code: str) -> None:
        self.code = code

    def client(self, props: dict[str, Any]) -> Any:
        del props
        return Refusing(self.code)


@pytest.mark.parametrize(("kind", "props"), [(Flow, FLOW), (Offers, OFFERS)])
def test_a_tie_whose_ends_are_gone_is_gone(kind: Any, props: dict[str, Any]) -> None:
    assert kind("ResourceNotFoundException").delete("id", props) is None
    with pytest.raises(ClientError, match="ThrottlingException"):
        kind("ThrottlingException").delete("id", props)


@pytest.mark.parametrize(("kind", "props"), [(Flow, FLOW), (Offers, OFFERS)])
def test_a_tie_is_not_made_to_what_is_not_there(kind: Any, props: dict[str, Any]) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        kind("ResourceNotFoundException").create(props)
