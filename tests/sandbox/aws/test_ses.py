"""What the contact center needs of SES beyond moto."""

from typing import Any

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def sesv2(aws: Any) -> Any:
    client = aws("sesv2")
    client.create_email_identity(EmailIdentity="help.example")
    return client


def test_a_new_domain_signs_and_has_three_tokens(sesv2: Any) -> None:
    identity = sesv2.get_email_identity(EmailIdentity="help.example")
    assert identity["DkimAttributes"]["SigningEnabled"]
    assert len(identity["DkimAttributes"]["Tokens"]) == 3
    assert identity["VerifiedForSendingStatus"]


def test_dkim_and_mail_from_are_put_and_read_back(sesv2: Any) -> None:
    sesv2.put_email_identity_dkim_attributes(EmailIdentity="help.example", SigningEnabled=False)
    sesv2.put_email_identity_mail_from_attributes(EmailIdentity="help.example", MailFromDomain="mail.help.example")
    identity = sesv2.get_email_identity(EmailIdentity="help.example")
    assert identity["DkimAttributes"]["SigningEnabled"] is False
    assert identity["MailFromAttributes"]["MailFromDomain"] == "mail.help.example"
    sesv2.put_email_identity_mail_from_attributes(EmailIdentity="help.example")
    assert "MailFromAttributes" not in sesv2.get_email_identity(EmailIdentity="help.example")


def test_a_mail_from_domain_elsewhere_is_refused(sesv2: Any) -> None:
    with pytest.raises(ClientError, match="must be a subdomain of"):
        sesv2.put_email_identity_mail_from_attributes(EmailIdentity="help.example", MailFromDomain="other.example")


def test_an_unknown_identity_is_not_found(sesv2: Any) -> None:
    with pytest.raises(sesv2.exceptions.NotFoundException):
        sesv2.get_email_identity(EmailIdentity="nowhere.example")


def test_options_and_destinations_of_a_configuration_set_are_put_and_read_back(sesv2: Any) -> None:
    sesv2.create_configuration_set(ConfigurationSetName="main")
    sesv2.put_configuration_set_delivery_options(ConfigurationSetName="main", TlsPolicy="REQUIRE")
    sesv2.put_configuration_set_sending_options(ConfigurationSetName="main", SendingEnabled=False)
    found = sesv2.get_configuration_set(ConfigurationSetName="main")
    assert found["DeliveryOptions"]["TlsPolicy"] == "REQUIRE"
    assert found["SendingOptions"]["SendingEnabled"] is False
    destination = {"Enabled": True, "MatchingEventTypes": ["BOUNCE"]}
    named = {"ConfigurationSetName": "main", "EventDestinationName": "bounces"}
    sesv2.create_configuration_set_event_destination(**named, EventDestination=destination)
    rows = sesv2.get_configuration_set_event_destinations(ConfigurationSetName="main")["EventDestinations"]
    assert [(row["Name"], row["MatchingEventTypes"]) for row in rows] == [("bounces", ["BOUNCE"])]
    sesv2.delete_configuration_set_event_destination(**named)
    assert sesv2.get_configuration_set_event_destinations(ConfigurationSetName="main")["EventDestinations"] == []


def test_operations_of_moto_still_answer_and_others_are_named(sesv2: Any) -> None:
    rows = sesv2.list_email_identities()["EmailIdentities"]
    assert [row["IdentityName"] for row in rows] == ["help.example"]
    assert sesv2.get_account()["ProductionAccessEnabled"]
    with pytest.raises(ClientError, match="does not emulate the operation ListImportJobs of sesv2"):
        sesv2.list_import_jobs()


def test_receipt_rules_with_a_connect_action_keep_it_and_their_order(aws: Any) -> None:
    ses = aws("ses")
    ses.create_receipt_rule_set(RuleSetName="inbound")
    arn = "arn:aws:connect:us-east-1:123456789012:instance/x"
    action = {"ConnectAction": {"InstanceARN": arn, "IAMRoleARN": "arn:aws:iam::123456789012:role/mail"}}
    for name in ("b", "a"):
        ses.create_receipt_rule(RuleSetName="inbound", Rule={"Name": name, "Enabled": True, "Actions": [action]})
    rules = ses.describe_receipt_rule_set(RuleSetName="inbound")["Rules"]
    assert [rule["Name"] for rule in rules] == ["a", "b"]
    assert rules[0]["Actions"][0]["ConnectAction"]["InstanceARN"] == arn
    ses.set_receipt_rule_position(RuleSetName="inbound", RuleName="a", After="b")
    ses.delete_receipt_rule(RuleSetName="inbound", RuleName="b")
    assert [rule["Name"] for rule in ses.describe_receipt_rule_set(RuleSetName="inbound")["Rules"]] == ["a"]


def test_an_identity_made_through_cloud_control_is_known_to_ses(cc: Any, aws: Any) -> None:
    identifier = cc.make("SES::EmailIdentity", EmailIdentity="cc.example")
    sesv2 = aws("sesv2")
    assert sesv2.get_email_identity(EmailIdentity="cc.example")["IdentityType"] == "DOMAIN"
    cc.delete("SES::EmailIdentity", identifier)
    with pytest.raises(sesv2.exceptions.NotFoundException):
        sesv2.get_email_identity(EmailIdentity="cc.example")
