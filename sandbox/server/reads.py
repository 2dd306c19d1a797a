"""Which operations leave the emulated AWS as it was, and so need no place in the journal.

When in doubt an operation counts as a change: a read too many in the journal costs a millisecond at the next start, a
change too few costs the state.
"""

from sandbox.server.calls import Call

_READ_VERBS = (
    "BatchGet", "Check", "Count", "Describe", "Estimate", "Filter", "Get", "Head", "List", "Lookup", "Query", "Scan",
    "Search", "Select", "Simulate", "Test", "Validate", "Verify",
)  # fmt: skip

# Cryptography with existing keys; running a function (what its code changes comes back as requests of its own).
_PURE = frozenset({
    "kms.Decrypt", "kms.Encrypt", "kms.GenerateDataKey", "kms.GenerateDataKeyWithoutPlaintext", "kms.GenerateMac",
    "kms.GenerateRandom", "kms.ReEncrypt", "kms.Sign", "lambda.Invoke", "lambda.InvokeAsync",
    "lambda.InvokeWithResponseStream",
})  # fmt: skip

# They store something in moto although their name says they only read.
_CHANGES = frozenset({
    "athena.GetQueryResults", "kms.GetParametersForImport", "ses.VerifyDomainDkim", "ses.VerifyDomainIdentity",
    "ses.VerifyEmailAddress", "ses.VerifyEmailIdentity", "sts.GetFederationToken", "sts.GetSessionToken",
})  # fmt: skip

# moto lets these models advance their state each time someone looks (moto.moto_api, state transitions).
_ADVANCED_BY_READS = frozenset({
    "batch", "cloudfront", "dax", "dms", "dsql", "ecs", "fis", "glue", "pipes", "support", "transcribe",
})  # fmt: skip


def is_read(call: Call, method: str) -> bool:
    """Whether running `call` again, or never, makes no difference to what later calls see."""
    name = str(call)
    if name in _PURE:
        return True
    if name in _CHANGES or call.service in _ADVANCED_BY_READS:
        return False
    if " " in call.operation:  # no model knows it
        return method in {"GET", "HEAD", "OPTIONS"}
    return call.operation.startswith(_READ_VERBS)
