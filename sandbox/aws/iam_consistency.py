"""IAM's eventual consistency, added to moto: a new role can be seen at once and assumed a moment later."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.models import LambdaStorage
from moto.iam.models import IAMBackend

from sandbox.aws import clock
from sandbox.aws.cloudcontrol import durations

_created: dict[str, datetime] = {}
_NOT_YET = "The role defined for the function cannot be assumed by Lambda."


def is_assumable(role_arn: str) -> bool:
    made = _created.get(role_arn)
    return made is None or clock.now() >= made + timedelta(seconds=durations.role_propagation())


def install() -> None:
    """Wraps the two methods of moto that create roles and functions; moto offers no other seam."""
    create_role, put_function = IAMBackend.create_role, LambdaStorage.put_function

    def creating(self: Any, *args: Any, **kwargs: Any) -> Any:
        role = create_role(self, *args, **kwargs)
        _created[role.arn] = clock.now()
        return role

    def putting(self: Any, function: Any) -> Any:
        if not is_assumable(function.role):
            raise InvalidParameterValueException(_NOT_YET)
        return put_function(self, function)

    IAMBackend.create_role = creating
    LambdaStorage.put_function = putting
