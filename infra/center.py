"""One center: one Amazon Connect instance and everything around it, in the one region its providers point to."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from contact_flows.entries import OUTBOUND_FLOW, TRANSFER_FLOW
from contact_flows.language.document import FlowDocument, Ref
from infra.agents_on_group import AgentsOnGroup
from infra.associations import AddressFlow, QueueQuickConnects
from infra.attributes import AttributeSet, AttributeSetArgs
from infra.bots import BotSet, BotSetArgs
from infra.cases import CaseStore, CaseStoreArgs
from infra.center_args import CenterArgs
from infra.email import EmailArgs, EmailChannel, flows_by_address
from infra.encryption import Key, KeyArgs
from infra.evaluations import EvaluationArgs, Evaluations
from infra.flows import FlowCollection, FlowCollectionArgs, Published, without_queues
from infra.function_set import FunctionSet, FunctionSetArgs
from infra.hierarchy import Hierarchy, HierarchyArgs
from infra.hours import HoursSet, HoursSetArgs
from infra.instance import Instance, InstanceArgs, instance_attributes
from infra.instance_logs import InstanceLogs, InstanceLogsArgs
from infra.live_flows import LiveFlows, LiveFlowsArgs
from infra.numbers import NumberFlows, NumberFlowsArgs, NumberSet, NumberSetArgs, last_part
from infra.observing.watch import Watch
from infra.observing.watched import Watched
from infra.people import SecurityProfileSet, SecurityProfileSetArgs
from infra.profiles import Profiles, ProfilesArgs
from infra.prompts import PromptSet, PromptSetArgs
from infra.queues import QueueSet, QueueSetArgs
from infra.quick_connects import QuickConnectSet, QuickConnectSetArgs, offers
from infra.receiving import Receiving
from infra.records import Records, RecordsArgs
from infra.references import refs
from infra.replica import Replica
from infra.routing import RoutingProfileSet, RoutingProfileSetArgs
from infra.rules import Rules, RulesArgs
from infra.scope import Scope
from infra.switchboard import SecondSwitchboard, Switchboard, SwitchboardArgs
from infra.tables import ReplicaArgs
from infra.tasks import TASK_FLOW, TaskTemplateArgs, TaskTemplates
from infra.twin_ground import TwinGround
from infra.users import UserSet, UserSetArgs


class Center(pulumi.ComponentResource):
    """Order: foundations, what flows speak with, what is routed to whom, flows, then what names flows."""

    def __init__(
        self,
        name: str,
        args: CenterArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        receiving: Receiving | None = None,
        ground: TwinGround | None = None,
        switches: SecondSwitchboard | None = None,
    ) -> None:
        """Mail needs the `receiving` of the region; a center with a replica needs the ground of that one.

        switches   the switchboard that the region has already; left out, the center makes its own
        """
        super().__init__("civicline:center:Center", name, None, opts)
        self.name, self.args, self._receiving, self._ground = name, args, receiving, ground
        self._switches = switches
        self._child = pulumi.ResourceOptions(parent=self)
        self._found()
        self._serve_customers()
        self._speak()
        self._route()
        self._staff()
        self._flow()
        self._follow_flows()
        self.register_outputs({"instanceArn": self.instance.arn})

    @property
    def _scope(self) -> Scope:
        return self.args.scope

    def _found(self) -> None:
        """Key, logs, instance, replica, storage."""
        args, name, child = self.args, self.name, self._child
        self.key = Key(name, KeyArgs(scope=self._scope), child)
        logs_args = InstanceLogsArgs(scope=self._scope, key_arn=self.key.arn, days=args.log_days)
        logs = InstanceLogs(name, logs_args, child)
        instance_args = InstanceArgs(
            scope=self._scope,
            identity=args.identity,
            outbound_calls=args.outbound_calls,
            contact_lens=args.contact_lens,
            origins=args.origins,
        )
        # The instance logs from its first moment; without a group it makes one of its own, which never expires.
        self.instance = Instance(name, instance_args, pulumi.ResourceOptions(parent=self, depends_on=[logs]))
        self.replica = self._replicate(self._ground, instance_args) if self._ground is not None else None
        self.records = Records(
            name,
            RecordsArgs(
                scope=self._scope,
                instance_arn=self.instance.arn,
                key=self.key,
                media=args.media,
                contact_record_days=args.contact_record_days,
            ),
            child,
        )

    def _replicate(self, ground: TwinGround, args: InstanceArgs) -> Replica:
        """Before anything that is mirrored, so that mirroring, not the first copy, brings all of it."""
        return Replica(
            f"{self.name}-replica",
            region=self._scope.region,
            instance=self.instance.instance_id,
            replica_region=ground.scope.region,
            alias=ground.scope.alias,
            attributes=instance_attributes(args),
            # Counted like instances, and the group with its numbers goes with it.
            opts=pulumi.ResourceOptions(parent=self, protect=True, retain_on_delete=True, depends_on=[ground]),
        )

    def _serve_customers(self) -> None:
        """Cases, profiles, switchboard, functions, numbers, mail."""
        args, name, child, arn = self.args, self.name, self._child, self.instance.arn
        self.store: CaseStore | None = None
        self.profiles: Profiles | None = None
        if args.customer_store:
            store_args = CaseStoreArgs(
                scope=self._scope, instance_arn=arn, fields=args.case_fields, templates=args.case_templates
            )
            self.store = CaseStore(name, store_args, child)
            profiles_args = ProfilesArgs(
                scope=self._scope, instance_arn=arn, key_arn=self.key.arn, days=args.profile_days
            )
            self.profiles = Profiles(name, profiles_args, child)
        self.switchboard = self._switches.switchboard if self._switches else self._own_switchboard()
        self.functions = FunctionSet(name, self._function_args(), child)
        number_args = NumberSetArgs(
            scope=self._scope,
            instance_id=self.instance.instance_id,
            target_arn=self._numbers_on,
            numbers=args.numbers,
        )
        self.numbers = NumberSet(name, number_args, child)
        self.email: EmailChannel | None = None
        if args.domain is not None:
            assert self._receiving is not None
            email_args = EmailArgs(
                scope=self._scope,
                instance_arn=arn,
                domain=args.domain,
                addresses=args.addresses,
                rule_set=self._receiving.rule_set,
            )
            self.email = EmailChannel(name, email_args, child, storage=list(self.records.storage))

    def _own_switchboard(self) -> Switchboard:
        return Switchboard(self.name, SwitchboardArgs(scope=self._scope, key_arn=self.key.arn), self._child)

    @property
    def _numbers_on(self) -> pulumi.Output[str]:
        """The group of a center in two regions, else the instance."""
        return self.replica.group_arn if self.replica is not None else self.instance.arn

    def _function_args(self) -> FunctionSetArgs:
        args = self.args
        return FunctionSetArgs(
            scope=self._scope,
            instance_arn=self.instance.arn,
            key=self.key,
            log_days=args.log_days,
            switches=self.switchboard.table,
            switches_key=self._switches.key if self._switches else None,
            managers=args.managers,
            mirrored=self._mirrored(),
            acknowledge_days=args.acknowledge_days,
            calendar=args.calendar,
            openings=args.openings,
            words=args.words,
            store=self.store,
            profiles=self.profiles,
        )

    def _mirrored(self) -> ReplicaArgs | None:
        """Where tables that are written while the center runs have their replica."""
        if self._ground is None:
            return None
        return ReplicaArgs(region=self._ground.scope.region, key_arn=self._ground.key.arn)

    def _speak(self) -> None:
        """Hours, prompts, bots, and the flows that name no queue: queues name one of them."""
        args, name, child, arn = self.args, self.name, self._child, self.instance.arn
        self.hours = HoursSet(name, HoursSetArgs(scope=self._scope, instance_arn=arn, hours=args.hours), child)
        prompt_args = PromptSetArgs(scope=self._scope, instance_arn=arn, key_arn=self.key.arn, prompts=args.prompts)
        self.prompts = PromptSet(name, prompt_args, child)
        mirrored = self._ground.scope.region if self._ground is not None else None
        bot_args = BotSetArgs(scope=self._scope, instance_arn=arn, bots=args.bots, replica_region=mirrored)
        self.bots = BotSet(name, bot_args, child)
        self._callable: dict[Ref, pulumi.Input[str]] = {
            **refs("hours", self.hours.arns),
            **refs("prompt", self.prompts.arns),
            **refs("function", self.functions.arns),
            **refs("bot", self.bots.arns),
        }
        self.first_flows = self._flows(f"{name}-first", without_queues(args.flows), {})

    def _route(self) -> None:
        """Queues, routing profiles."""
        args, name, child, arn = self.args, self.name, self._child, self.instance.arn
        queue_args = QueueSetArgs(
            scope=self._scope,
            instance_arn=arn,
            queues=args.queues,
            hours=self.hours.arns,
            numbers=self.numbers.arns,
            emails=self.email.arns if self.email else {},
            outbound_flow=self.first_flows.arns.get(OUTBOUND_FLOW),
        )
        self.queues = QueueSet(name, queue_args, child)
        profile_args = RoutingProfileSetArgs(
            scope=self._scope, instance_arn=arn, profiles=args.routing_profiles, queues=self.queues.arns
        )
        self.routing_profiles = RoutingProfileSet(name, profile_args, child)

    def _staff(self) -> None:
        """Security profiles, hierarchy, statuses, skills, agents."""
        args, name, child, arn = self.args, self.name, self._child, self.instance.arn
        security_args = SecurityProfileSetArgs(scope=self._scope, instance_arn=arn, profiles=args.security_profiles)
        self.security_profiles = SecurityProfileSet(name, security_args, child)
        self.hierarchy = Hierarchy(name, HierarchyArgs(scope=self._scope, instance_arn=arn, groups=args.groups), child)
        attribute_args = AttributeSetArgs(
            scope=self._scope, instance_arn=arn, statuses=args.statuses, skills=args.skills
        )
        self.attributes = AttributeSet(name, attribute_args, child)
        user_args = UserSetArgs(
            scope=self._scope,
            instance_arn=arn,
            users=args.users,
            security_profiles=self.security_profiles.arns,
            routing_profiles=self.routing_profiles.arns,
            groups=self.hierarchy.arns,
        )
        # Proficiencies name skills that must be there.
        self.users = UserSet(name, user_args, pulumi.ResourceOptions(parent=self, depends_on=[self.attributes]))
        self._let_agents_move()

    def _let_agents_move(self) -> None:
        """Before anybody signs in: who is not associated cannot sign in after a shift."""
        if self.replica is not None and self._ground is not None:
            AgentsOnGroup(
                f"{self.name}-agents",
                region=self._scope.region,
                replica_region=self._ground.scope.region,
                instance=self.instance.instance_id,
                group=self.replica.group_id,
                users=[arn.apply(last_part) for arn in self.users.arns.values()],
                opts=self._child,
            )

    def _flow(self) -> None:
        """The flows that name queues."""
        first = self.first_flows.published
        rest = tuple(flow for flow in self.args.flows.flows if flow.id not in first)
        self._callable |= refs("queue", self.queues.arns)
        self.flows = self._flows(self.name, rest, first)

    def _flows(self, name: str, flows: tuple[FlowDocument, ...], earlier: Mapping[str, Published]) -> FlowCollection:
        args = FlowCollectionArgs(
            scope=self._scope,
            instance_arn=self.instance.arn,
            instance_id=self.instance.instance_id,
            flows=flows,
            placeholders=self.args.flows.placeholders,
            arns=self._callable,
            earlier=earlier,
        )
        # A flow may ask a function or a bot only once the instance may.
        opts = pulumi.ResourceOptions(parent=self, depends_on=[self.functions, self.bots])
        return FlowCollection(name, args, opts, center=self.name)

    def _follow_flows(self) -> None:
        """What names flows: aliases and numbers, addresses, quick connects, tasks, rules; then the watch."""
        args, name, child, arn = self.args, self.name, self._child, self.instance.arn
        flows, instance_id = self.flows.arns, self.instance.instance_id
        live_args = LiveFlowsArgs(
            scope=self._scope, instance_id=instance_id, published=self.flows.published, entries=args.entries
        )
        self.live = LiveFlows(name, live_args, child)
        number_args = NumberFlowsArgs(
            scope=self._scope,
            target_arn=self._numbers_on,
            instance_id=instance_id,
            numbers=args.numbers,
            arns=self.numbers.arns,
            flows={**flows, **self.live.arns},
        )
        NumberFlows(name, number_args, child)
        self._offer_quick_connects()
        self._answer_email()
        TaskTemplates(name, TaskTemplateArgs(scope=self._scope, instance_arn=arn, flow=flows[TASK_FLOW]), child)
        self.evaluations = Evaluations(name, EvaluationArgs(scope=self._scope, instance_arn=arn), child)
        if self.store is not None:
            rules_args = RulesArgs(
                scope=self._scope, instance_arn=arn, flow=flows[TASK_FLOW], resolve_minutes=args.resolve_minutes
            )
            Rules(name, rules_args, pulumi.ResourceOptions(parent=self, depends_on=[self.store]))
        self.watch = Watch(name, self._watched(), child)

    def _watched(self) -> Watched:
        return Watched(
            center=self.args,
            scope=self._scope,
            other=self._ground.scope.region if self._ground is not None else None,
            key=self.key,
            instance_arn=self.instance.arn,
            instance_id=self.instance.instance_id,
            numbers_on=self._numbers_on,
            functions=self.functions.names,
            switchboard=self.switchboard.table.table_name,
        )

    def _offer_quick_connects(self) -> None:
        args = self.args
        quick_args = QuickConnectSetArgs(
            scope=self._scope,
            instance_arn=self.instance.arn,
            quick_connects=args.quick_connects,
            queues=self.queues.arns,
            transfer_flow=self.live.arns.get(TRANSFER_FLOW, self.flows.arns[TRANSFER_FLOW]),
        )
        self.quick_connects = QuickConnectSet(self.name, quick_args, self._child)
        for queue, ids in offers(args.quick_connects).items():
            QueueQuickConnects(
                f"{self.name}-{queue}",
                region=self._scope.region,
                instance=self.instance.instance_id,
                queue=self.queues.arns[queue].apply(last_part),
                quick_connects=[self.quick_connects.arns[id_].apply(last_part) for id_ in ids],
                opts=self._child,
            )

    def _answer_email(self) -> None:
        if self.email is None:
            return
        for id_, flow in flows_by_address(self.args.addresses, self.flows.arns).items():
            AddressFlow(
                f"{self.name}-{id_}",
                region=self._scope.region,
                instance=self.instance.instance_id,
                address=self.email.arns[id_],
                flow=flow,
                opts=self._child,
            )
