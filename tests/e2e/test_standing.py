"""After `civicline up` of each example, plain boto3 at the sandbox's address sees what the YAML asks for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from calendars.declared.horizon import horizon
from calendars.declared.hours import spec_hours
from calendars.service.by_date import openings
from contact_flows.compile import compile_flows
from contact_flows.language.canonical import canonical
from operate.aws import Target
from operate.flows.reading import read_flows
from operate.flows.surroundings import read_surroundings
from spec.deployed import Deployed, read
from spec.load import load
from spec.models.centers import Restriction
from spec.select import belongs_to, centers_of, environment
from tests.e2e.home import HAWAII, OREGON, WASHINGTON, Done, Home
from tests.e2e.wanted import Wanted, thanksgiving, wanted, week

ASSOCIATIONS = "FlowAssociationSummaryList"


@dataclass(frozen=True)
class Standing:
    """A program that is up; `did` is the command that did it."""

    program: Path
    home: Home
    did: Done
    centers: list[Wanted]

    @property
    def deployed(self) -> Deployed:
        """What `up` wrote down for other commands."""
        (file,) = (self.home.folder / "deployed" / "sandbox").glob("*.json")
        return read(file)

    def connect(self, center: Wanted) -> tuple[Any, str]:
        """A client in the center's region, and the id of its instance."""
        connect = self.home.aws("connect", center.region)
        (instance,) = [
            row["Id"] for row in connect.list_instances()["InstanceSummaryList"] if row["InstanceAlias"] == center.alias
        ]
        return connect, instance


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(HAWAII, id="hawaii", marks=pytest.mark.xdist_group("e2e-hawaii")),
        pytest.param(WASHINGTON, id="washington", marks=pytest.mark.xdist_group("e2e-washington")),
        pytest.param(OREGON, id="oregon", marks=[pytest.mark.xdist_group("e2e-oregon"), pytest.mark.slow]),
    ],
)
def standing(request: pytest.FixtureRequest, new_home: Callable[[], Home]) -> Standing:
    home = new_home()
    return Standing(request.param, home, home.run("up", request.param, "--yes", "--json"), wanted(request.param))


def named(rows: list[Any]) -> dict[str, str]:
    return {row["Name"]: row["Id"] for row in rows}


def test_up_ends_with_everything_verified(standing: Standing) -> None:
    assert standing.did.code == 0, standing.did.err
    told = standing.did.json
    assert (told["differs"], told["missing"]) == (0, 0)
    assert told["verified"] == len(told["rows"]) > 70
    assert told["changes"]["create"] > 150
    assert {name: told["changes"][name] for name in ("update", "replace", "delete")} == dict.fromkeys(
        ("update", "replace", "delete"), 0
    )


def test_every_number_is_claimed_and_answered_by_the_flow_of_its_line(standing: Standing) -> None:
    for center in standing.centers:
        connect, instance = standing.connect(center)
        flows = {
            row["Arn"]: row["Name"] for row in connect.list_contact_flows(InstanceId=instance)["ContactFlowSummaryList"]
        }
        answered = connect.list_flow_associations(InstanceId=instance, ResourceType="VOICE_PHONE_NUMBER")
        flow_of = {row["ResourceId"]: flows[without_alias(row["FlowId"])] for row in answered[ASSOCIATIONS]}
        seen = {
            (row["PhoneNumber"], row["PhoneNumberType"], flow_of[row["PhoneNumberArn"]])
            for row in numbers_of(connect, instance)
        }
        assert seen == {(number, kind, f"Line {line}") for number, kind, line in center.numbers()}


def numbers_of(connect: Any, instance: str) -> list[dict[str, Any]]:
    """Numbers of a center in two regions are on its traffic distribution group, else on the instance."""
    groups = connect.list_traffic_distribution_groups(InstanceId=instance)["TrafficDistributionGroupSummaryList"]
    asked: list[dict[str, str]] = [{"TargetArn": group["Arn"]} for group in groups] or [{"InstanceId": instance}]
    return [row for one in asked for row in connect.list_phone_numbers_v2(**one)["ListPhoneNumbersSummaryList"]]


def without_alias(arn: str) -> str:
    """A number starts an alias of its flow, never the flow itself."""
    flow, _, alias = arn.rpartition(":")
    assert alias, arn
    return flow


def test_flows_read_back_are_the_compiled_ones(standing: Standing) -> None:
    program = load(standing.program)
    env = environment(program, None)
    banner = Restriction.TEST_BANNER in env.restrictions
    for center in centers_of(program, env):
        found = read_flows(Target(standing.home.endpoint), standing.deployed.centers[center.id])
        compiled = compile_flows(program, center, test_banner=banner)
        assert [flow.id for flow in found.flows] == [flow.id for flow in compiled.flows]
        for flow in compiled.flows:
            again = found[flow.id]
            assert (canonical(again), again.type, again.name) == (canonical(flow), flow.type, flow.name)


def test_every_mandatory_scenario_passes_on_the_flows_read_back(standing: Standing) -> None:
    """With the hours and queues read back, too; and no contact fares otherwise than on the flows of the spec."""
    done = standing.home.run("test", standing.program, "--deployed", "--select", "*/*", "--json")
    assert done.code == 0, done.err
    assert (done.json["failed"], done.json["strays"]) == (0, [])
    assert done.json["passed"] > 300


def test_hours_queues_and_prompts_read_back_are_those_of_the_spec(standing: Standing) -> None:
    program = load(standing.program)
    first, last = horizon(dt.datetime.now(dt.UTC).date())
    for center in centers_of(program, environment(program, None)):
        found = read_surroundings(Target(standing.home.endpoint), standing.deployed.centers[center.id])
        for hours in belongs_to(program, center, program.infrastructure.hours):
            wanted, have = spec_hours(program, hours, first, last), found.hours[hours.id]
            assert have.time_zone == wanted.time_zone
            for day in (first + dt.timedelta(days=n) for n in range(0, (last - first).days, 3)):
                assert openings(have, day) == openings(wanted, day), (hours.id, day)
        queues = belongs_to(program, center, program.infrastructure.queues)
        assert {id_: (queue.name, queue.capacity, queue.hours) for id_, queue in found.queues.items()} == {
            queue.id: (queue.name, queue.max_contacts, queue.hours) for queue in queues
        }
        assert found.prompts.keys() == {p.id for p in belongs_to(program, center, program.content.prompts)}


def test_every_queue_is_there_with_its_hours_and_capacity(standing: Standing) -> None:
    for center in standing.centers:
        connect, instance = standing.connect(center)
        listed = connect.list_queues(InstanceId=instance, QueueTypes=["STANDARD"])["QueueSummaryList"]
        hours = {row["Id"]: row["Name"] for row in hours_of(connect, instance)}
        seen = {}
        for name, identifier in named(listed).items():
            queue = connect.describe_queue(InstanceId=instance, QueueId=identifier)["Queue"]
            seen[name] = (hours[queue["HoursOfOperationId"]], queue.get("MaxContacts"))
        for queue in center.built("queues"):
            asked = center.hours[queue["hours"]]
            hours_name, capacity = seen[queue["name"]]
            assert hours_name == asked.get("name", asked["id"])
            assert capacity == queue.get("max_contacts", capacity)
        assert set(seen) - {"BasicQueue"} == {queue["name"] for queue in center.built("queues")}


def hours_of(connect: Any, instance: str) -> list[Any]:
    rows: list[Any] = connect.list_hours_of_operations(InstanceId=instance)["HoursOfOperationSummaryList"]
    return rows


def test_hours_open_on_the_days_of_the_spec_and_close_on_a_holiday(standing: Standing) -> None:
    holiday = thanksgiving(dt.datetime.now(dt.UTC).year + 1)
    for center in standing.centers:
        connect, instance = standing.connect(center)
        found = named(hours_of(connect, instance))
        for asked in center.built("hours"):
            which = {"InstanceId": instance, "HoursOfOperationId": found[str(asked.get("name", asked["id"]))]}
            hours = connect.describe_hours_of_operation(**which)["HoursOfOperation"]
            assert hours["TimeZone"] == asked.get("time_zone", center.document["program"]["time_zone"])
            rows = {(row["Day"], clock(row["StartTime"]), clock(row["EndTime"])) for row in hours["Config"]}
            assert rows == week(asked["weekly"])
            told = connect.get_effective_hours_of_operations(
                **which, FromDate=str(holiday), ToDate=str(holiday + dt.timedelta(days=6))
            )
            effective = {day["Date"]: day["OperationalHours"] for day in told["EffectiveHoursOfOperationList"]}
            closed = {day["Date"] for day in told["EffectiveOverrideHoursList"]}
            assert not effective.get(str(holiday)) or str(holiday) in closed
            assert effective[str(holiday + dt.timedelta(days=5))], "the Tuesday after it is a working day"


def test_the_service_is_open_exactly_when_the_spec_says_for_three_years(standing: Standing) -> None:
    program = load(standing.program)
    first, last = horizon(dt.datetime.now(dt.UTC).date())
    for center in standing.centers:
        connect, instance = standing.connect(center)
        found = named(hours_of(connect, instance))
        for hours in program.infrastructure.hours:
            if hours.center not in (None, center.center["id"]):
                continue
            meant = spec_hours(program, hours, first, last)
            which = {"InstanceId": instance, "HoursOfOperationId": found[hours.name or hours.id]}
            days = [day for year in range(first.year + 1, last.year + 1) for day in told(connect, which, year)]
            assert len(days) >= 3 * 365
            assert sum(not spans for _, spans in days) > 3 * 52, "closed on Sundays; one line opens on Saturdays"
            for day, spans in days:
                assert spans == [(span.start, span.end) for span in openings(meant, day)], (hours.id, day)


def told(connect: Any, which: dict[str, str], year: int) -> Iterator[tuple[dt.date, list[tuple[int, int]]]]:
    """Openings of each date of a year, in minutes, as the service has them."""
    answer = connect.get_effective_hours_of_operations(**which, FromDate=f"{year}-01-01", ToDate=f"{year}-12-31")
    for row in answer["EffectiveHoursOfOperationList"]:
        edges = [(row["Start"], row["End"]) for row in row["OperationalHours"]]
        spans = [[60 * edge["Hours"] + edge["Minutes"] for edge in pair] for pair in edges]
        yield dt.date.fromisoformat(row["Date"]), [(start, end or 1440) for start, end in spans]


def clock(time: Any) -> str:
    return f"{time['Hours']:02}:{time['Minutes']:02}"


def test_every_flow_is_published_and_every_line_has_one(standing: Standing) -> None:
    for center in standing.centers:
        connect, instance = standing.connect(center)
        rows = connect.list_contact_flows(InstanceId=instance)["ContactFlowSummaryList"]
        ids = named(rows)
        assert {f"Line {line['name']}" for line in center.built("lines") if line.get("numbers")} <= set(ids)
        for name, identifier in ids.items():
            flow = connect.describe_contact_flow(InstanceId=instance, ContactFlowId=identifier)["ContactFlow"]
            assert (flow["State"], flow.get("Status", "PUBLISHED")) == ("ACTIVE", "PUBLISHED"), name


def contents(connect: Any, instance: str) -> Iterator[str]:
    """Content of every module, and of every flow that is not the service's own."""
    for row in connect.list_contact_flow_modules(InstanceId=instance)["ContactFlowModulesSummaryList"]:
        told = connect.describe_contact_flow_module(InstanceId=instance, ContactFlowModuleId=row["Id"])
        yield told["ContactFlowModule"]["Content"]
    for row in connect.list_contact_flows(InstanceId=instance)["ContactFlowSummaryList"]:
        if not row["Name"].startswith(("Default ", "Sample ")):
            told = connect.describe_contact_flow(InstanceId=instance, ContactFlowId=row["Id"])
            yield told["ContactFlow"]["Content"]


def test_flows_name_functions_and_bots_by_the_region_of_the_contact(standing: Standing) -> None:
    """A replica of the instance runs the same flows in the other region (Global Resiliency)."""
    for center in standing.centers:
        connect, instance = standing.connect(center)
        text = "".join(contents(connect, instance))
        named = set(re.findall(r"arn:aws:(?:lambda|lex):[^\"]+", text))
        allowed = set(connect.list_lambda_functions(InstanceId=instance)["LambdaFunctions"])
        bots = connect.list_bots(InstanceId=instance, LexVersion="V2")["LexBots"]
        allowed |= {row["LexV2Bot"]["AliasArn"] for row in bots}
        assert len(named) > 3
        assert {arn.replace("$.AwsRegion", center.region) for arn in named} <= allowed
        assert {arn.split(":")[3] for arn in named} == {"$.AwsRegion"}


def test_the_bot_understands_the_topics_of_the_menu(standing: Standing) -> None:
    for center in standing.centers:
        connect, instance = standing.connect(center)
        (row,) = connect.list_bots(InstanceId=instance, LexVersion="V2")["LexBots"]
        bot, alias = row["LexV2Bot"]["AliasArn"].split("/")[-2:]
        lex = standing.home.aws("lexv2-models", center.region)
        told = lex.describe_bot_alias(botId=bot, botAliasId=alias)
        assert told["botAliasLocaleSettings"]["en_US"] == {"enabled": True}
        place = {"botId": bot, "botVersion": told["botVersion"], "localeId": "en_US"}
        said: set[str] = set()
        for intent in lex.list_intents(**place)["intentSummaries"]:
            found = lex.describe_intent(**place, intentId=intent["intentId"])
            said |= {one["utterance"] for one in found.get("sampleUtterances", ())}
        labels = {choice["label"].casefold() for line in center.built("lines") for choice in line.get("menu", ())}
        plain = {label for label in labels if label.replace(" ", "").isalpha()}
        assert plain
        assert plain <= said


def test_a_called_person_hears_who_calls_first(standing: Standing) -> None:
    for center in standing.centers:
        connect, instance = standing.connect(center)
        rows = connect.list_contact_flows(InstanceId=instance)["ContactFlowSummaryList"]
        kinds = {row["Id"]: (row["ContactFlowType"], row["Name"].startswith("Default ")) for row in rows}
        for queue in connect.list_queues(InstanceId=instance, QueueTypes=["STANDARD"])["QueueSummaryList"]:
            told = connect.describe_queue(InstanceId=instance, QueueId=queue["Id"])["Queue"]
            config = told.get("OutboundCallerConfig", {})
            if "OutboundCallerIdNumberId" in config:
                assert kinds[config["OutboundFlowId"]] == ("OUTBOUND_WHISPER", False)


def test_every_routing_profile_serves_its_queues_in_order(standing: Standing) -> None:
    for center in standing.centers:
        connect, instance = standing.connect(center)
        found = named(connect.list_routing_profiles(InstanceId=instance)["RoutingProfileSummaryList"])
        for profile in center.built("routing_profiles"):
            served = connect.list_routing_profile_queues(
                InstanceId=instance, RoutingProfileId=found[profile["name"]], MaxResults=100
            )["RoutingProfileQueueConfigSummaryList"]
            assert {(row["QueueName"], row["Priority"], row["Delay"]) for row in served} == {
                (center.queue_names[entry["queue"]], entry.get("priority", 1), entry.get("delay_seconds", 0))
                for entry in profile["queues"]
            }


def test_every_person_of_the_roster_has_a_user_and_nobody_a_password(standing: Standing) -> None:
    for center in standing.centers:
        connect, instance = standing.connect(center)
        profiles = {
            row["Id"]: row["Name"]
            for row in connect.list_routing_profiles(InstanceId=instance)["RoutingProfileSummaryList"]
        }
        assert connect.describe_instance(InstanceId=instance)["Instance"]["IdentityManagementType"] == "SAML"
        seen = {}
        for row in connect.list_users(InstanceId=instance)["UserSummaryList"]:
            user = connect.describe_user(InstanceId=instance, UserId=row["Id"])["User"]
            identity = user["IdentityInfo"]
            seen[user["Username"]] = (
                identity["FirstName"],
                identity["LastName"],
                profiles[user["RoutingProfileId"]],
                len(user["SecurityProfileIds"]),
            )
        names = {part["id"]: part["name"] for part in center.document["infrastructure"]["routing_profiles"]}
        assert seen == {
            agent["username"]: (agent["first_name"], agent["last_name"], names[agent["routing_profile"]], 1)
            for agent in center.mine(center.document["workforce"]["agents"])
        }


def test_every_email_identity_and_address_is_there(standing: Standing) -> None:
    for center in standing.centers:
        connect, instance = standing.connect(center)
        email = center.center["channels"].get("email", {"addresses": []})
        seen = {
            (row["EmailAddress"], row["DisplayName"])
            for row in connect.search_email_addresses(InstanceId=instance)["EmailAddresses"]
        }
        assert seen == {(asked["address"], asked["display_name"]) for asked in email["addresses"]}
        identities = standing.home.aws("sesv2", center.region).list_email_identities()["EmailIdentities"]
        assert {email["domain"]} <= {row["IdentityName"] for row in identities}


def test_every_case_template_and_field_is_there(standing: Standing) -> None:
    for center in standing.centers:
        cases = standing.home.aws("connectcases", center.region)
        (domain,) = [row["domainId"] for row in cases.list_domains()["domains"] if row["name"] == center.alias]
        templates = cases.list_templates(domainId=domain)["templates"]
        asked = center.document["cases"]
        assert {(row["name"], row["status"]) for row in templates} == {
            (part["name"], "Active") for part in asked["templates"]
        }
        custom = [row for row in cases.list_fields(domainId=domain)["fields"] if row["namespace"] == "Custom"]
        assert {(part["name"], part["type"]) for part in asked["fields"]} <= {
            (row["name"], row["type"]) for row in custom
        }


def test_every_quick_connect_leads_where_the_spec_says(standing: Standing) -> None:
    for center in standing.centers:
        connect, instance = standing.connect(center)
        queues = {
            row["Id"]: row["Name"]
            for row in connect.list_queues(InstanceId=instance)["QueueSummaryList"]
            if "Name" in row
        }
        seen = {}
        for name, identifier in named(
            connect.list_quick_connects(InstanceId=instance)["QuickConnectSummaryList"]
        ).items():
            config = connect.describe_quick_connect(InstanceId=instance, QuickConnectId=identifier)["QuickConnect"][
                "QuickConnectConfig"
            ]
            queue = config.get("QueueConfig", {}).get("QueueId")
            seen[name] = queues[queue] if queue else config["PhoneConfig"]["PhoneNumber"]
        for asked in center.built("quick_connects"):
            leads_to = center.queue_names[asked["queue"]] if "queue" in asked else asked["phone"].replace("-", "")
            assert seen[asked["name"]] == leads_to


def test_deployed_json_names_what_is_there_and_nothing_secret(standing: Standing) -> None:
    told = standing.home.run("outputs", standing.program, "--json").json
    assert set(told["centers"]) == {center.center["id"] for center in standing.centers}
    for center in standing.centers:
        _, instance = standing.connect(center)
        assert told["centers"][center.center["id"]]["instance"]["id"] == instance
    passphrase = (standing.home.folder / "passphrase").read_text(encoding="utf-8").strip()
    kept = [path for path in standing.home.folder.rglob("*") if path.is_file() and path.name != "passphrase"]
    assert len(kept) > 5
    for path in kept:
        assert passphrase.encode() not in path.read_bytes(), path
    assert passphrase not in standing.did.out + standing.did.err


def test_a_second_up_calls_nothing_that_changes_anything(standing: Standing) -> None:
    from sandbox.server import client

    client.mark_counters(standing.home.folder)
    again = standing.home.run("up", standing.program, "--yes", "--json")
    assert again.code == 0, again.err
    assert {name: n for name, n in again.json["changes"].items() if n and name != "same"} == {}
    assert standing.home.changes() == 0
