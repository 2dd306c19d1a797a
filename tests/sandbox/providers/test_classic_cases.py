from sandbox.providers.classic.catalog import kinds
from tests.sandbox.providers import (
    test_classic_compute,
    test_classic_connect,
    test_classic_services,
    test_classic_storage,
)


def test_every_type_has_a_case_in_which_it_lives_its_life() -> None:
    modules = (test_classic_compute, test_classic_services, test_classic_storage)
    tested = {case.type for module in modules for case in module.CASES}
    assert tested | {test_classic_connect.NUMBER_FLOW, test_classic_connect.LAMBDA} == set(kinds())
