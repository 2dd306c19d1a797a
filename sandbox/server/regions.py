"""The regions that exist, for requests that name another one: a typing error must not open a world of its own."""

import functools

import botocore.session


@functools.cache
def known() -> frozenset[str]:
    """Of all partitions, as botocore lists them for EC2, which every region has."""
    session = botocore.session.get_session()
    partitions = session.get_available_partitions()
    return frozenset(region for one in partitions for region in session.get_available_regions("ec2", one))
