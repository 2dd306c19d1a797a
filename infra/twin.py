"""What Amazon Connect does not mirror to the second region of a center, made there by the center's own components.

Nothing of a mirrored type is declared here: that would stop the mirroring of whatever bears the same name
(Administrator Guide, create-replica-connect-instance). What is mirrored has the ids that it has in the first region.
"""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from infra.arrived import Arrived
from infra.associations import AddressFlow
from infra.cases import CaseStore, CaseStoreArgs
from infra.center import Center
from infra.email import EmailArgs, EmailChannel
from infra.evaluations import EvaluationArgs, Evaluations
from infra.function_set import FunctionSet, FunctionSetArgs
from infra.instance import approve_origins
from infra.observing.watch import Watch
from infra.observing.watched import Watched
from infra.profiles import Profiles, ProfilesArgs
from infra.receiving import Receiving
from infra.records import Records, RecordsArgs
from infra.rules import Rules, RulesArgs
from infra.switchboard import SecondSwitchboard
from infra.tasks import TASK_FLOW, TaskTemplateArgs, TaskTemplates
from infra.twin_bots import TwinBots, TwinBotsArgs
from infra.twin_ground import TwinGround


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinArgs:
    """center     with a replica
    ground     of that replica
    switches   the switchboard in the second region
    receiving  incoming mail of that region, where the center answers e-mail
    """

    center: Center
    ground: TwinGround
    switches: SecondSwitchboard
    receiving: Receiving | None


class Twin(pulumi.ComponentResource):
    """Order: storage, customers, functions, mail, bots, then what names mirrored flows."""

    def __init__(self, name: str, args: TwinArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:center:Twin", name, None, opts)
        replica = args.center.replica
        assert replica is not None
        self._name, self._args, self._center = name, args, args.center.args
        self._child = pulumi.ResourceOptions(parent=self)
        self.scope, self.key, self.instance_arn = args.ground.scope, args.ground.key, replica.arn
        self.records = self._records()
        approve_origins(name, self.instance_arn, self._center.origins, self._child)
        self.store, self.profiles = self._customers()
        self.functions = FunctionSet(name, self._function_args(), self._child)
        self.email = self._email()
        self.bots = self._bots()
        self._follow_flows()
        self.watch = Watch(self._name, self._watched(), self._child)
        self.register_outputs({"instanceArn": self.instance_arn})

    def _records(self) -> Records:
        records_args = RecordsArgs(
            scope=self.scope,
            instance_arn=self.instance_arn,
            key=self.key,
            media=self._center.media,
            contact_record_days=self._center.contact_record_days,
        )
        return Records(self._name, records_args, self._child)

    def _customers(self) -> tuple[CaseStore | None, Profiles | None]:
        """Stores of their own, empty at first: neither cases nor profiles are mirrored."""
        args = self._center
        if not args.customer_store:
            return None, None
        store_args = CaseStoreArgs(
            scope=self.scope, instance_arn=self.instance_arn, fields=args.case_fields, templates=args.case_templates
        )
        profiles_args = ProfilesArgs(
            scope=self.scope, instance_arn=self.instance_arn, key_arn=self.key.arn, days=args.profile_days
        )
        store = CaseStore(self._name, store_args, self._child)
        return store, Profiles(self._name, profiles_args, self._child)

    def _function_args(self) -> FunctionSetArgs:
        args, customers = self._center, self._args.center.functions.customers
        return FunctionSetArgs(
            scope=self.scope,
            instance_arn=self.instance_arn,
            key=self.key,
            log_days=args.log_days,
            switches=self._args.switches.switchboard.table,
            switches_key=self._args.switches.key,
            managers=args.managers,
            customers=customers.there(self.scope.region) if customers else None,
            acknowledge_days=args.acknowledge_days,
            calendar=args.calendar,
            openings=args.openings,
            words=args.words,
            store=self.store,
            profiles=self.profiles,
        )

    def _email(self) -> EmailChannel | None:
        args = self._center
        if args.domain is None:
            return None
        assert self._args.receiving is not None
        email_args = EmailArgs(
            scope=self.scope,
            instance_arn=self.instance_arn,
            domain=args.domain,
            addresses=args.addresses,
            rule_set=self._args.receiving.rule_set,
        )
        return EmailChannel(self._name, email_args, self._child, storage=list(self.records.storage))

    def _bots(self) -> TwinBots:
        bot_args = TwinBotsArgs(
            scope=self.scope,
            instance_arn=self.instance_arn,
            bots=self._center.bots,
            source=self._args.center.bots,
        )
        return TwinBots(self._name, bot_args, self._child)

    def _follow_flows(self) -> None:
        """What names flows of the second region waits until they are there."""
        args, source, arn = self._center, self._args.center, self.instance_arn
        named = {TASK_FLOW, *(address.flow for address in args.addresses)}
        arrived = Arrived(
            self._name,
            region=self.scope.region,
            instance=source.instance.instance_id,
            flows={id_: source.flows.arns[id_] for id_ in sorted(named)},
            opts=self._child,
        )
        task = arrived.arns[TASK_FLOW]
        for address in args.addresses:
            assert self.email is not None
            AddressFlow(
                f"{self._name}-{address.id}",
                region=self.scope.region,
                instance=source.instance.instance_id,
                address=self.email.arns[address.id],
                flow=arrived.arns[address.flow],
                opts=self._child,
            )
        TaskTemplates(self._name, TaskTemplateArgs(scope=self.scope, instance_arn=arn, flow=task), self._child)
        Evaluations(self._name, EvaluationArgs(scope=self.scope, instance_arn=arn), self._child)
        if self.store is not None:
            rules_args = RulesArgs(scope=self.scope, instance_arn=arn, flow=task, resolve_minutes=args.resolve_minutes)
            Rules(self._name, rules_args, pulumi.ResourceOptions(parent=self, depends_on=[self.store]))

    def _watched(self) -> Watched:
        source = self._args.center
        assert source.replica is not None
        return Watched(
            center=source.args,
            scope=self.scope,
            other=source.args.scope.region,
            key=self.key,
            instance_arn=self.instance_arn,
            instance_id=source.instance.instance_id,
            numbers_on=source.replica.group_arn,
            functions=self.functions.names,
            switchboard=self._args.switches.switchboard.table.table_name,
        )
