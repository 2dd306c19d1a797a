"""As much of AWS CLI as a runbook uses, over botocore: what a person types is what the service gets.

It is run as a program, so that a shell does with the words what it does at night.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from botocore import xform_name
from botocore.session import get_session


def main(words: list[str]) -> None:
    service, operation, *rest = words
    options = dict(zip([word.removeprefix("--") for word in rest[::2]], rest[1::2], strict=True))
    client: Any = get_session().create_client(
        service,
        region_name=options.pop("region", "us-east-1"),
        endpoint_url=options.pop("endpoint-url"),
        aws_access_key_id="sandbox",
        aws_secret_access_key="sandbox",
    )
    query = options.pop("query", None)
    options.pop("output", None)
    method = operation.replace("-", "_")
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[method])
    names = {xform_name(name, "-"): name for name in model.input_shape.members}
    answer = getattr(client, method)(**{names[name]: _value(text) for name, text in options.items()})
    sys.stdout.write(answer[query] if query else json.dumps(answer, default=str))


def _value(text: str) -> Any:
    return json.loads(text) if text[0] in "[{" else text


if __name__ == "__main__":
    main(sys.argv[1:])
