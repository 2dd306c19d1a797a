"""The functions of one center with the tables they read."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from infra.cases import ACKNOWLEDGE, CaseStore
from infra.encryption import Key
from infra.lambdas import Lambda, LambdaArgs
from infra.policies import Statement
from infra.profiles import Profiles
from infra.scope import Scope
from infra.tables import ReplicaArgs, Table, TableArgs, TableThere

SWITCHBOARD, OPENING, FIND = "switchboard", "opening", "find_account_manager"
OPEN_CASE, CASE_STATUS = "open_case", "case_status"
_PATHS = {SWITCHBOARD: "infrastructure.resilience", OPENING: "infrastructure.hours", FIND: "account_managers"}
"""Parts of the spec that functions serve; cases for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionSetArgs:
    """Without a case store and profiles there is neither `open_case` nor `case_status`.

    switches   the table that the function `switchboard` reads, and its key where that is another one
    managers   rows as `tables` makes them
    customers  of the center, as this region has it; None: the table is declared here
    mirrored   where the table of customers is as well, if it is declared here
    calendar   business days, for `open_case`
    openings   hours with their overrides, for `opening`
    words      how states are said by language, for `case_status`
    """

    scope: Scope
    instance_arn: pulumi.Input[str]
    key: Key
    log_days: int
    switches: Table
    switches_key: Key | None = None
    managers: tuple[tuple[str, str], ...]
    customers: TableThere | None = None
    mirrored: ReplicaArgs | None = None
    acknowledge_days: float
    calendar: str
    openings: str
    words: str
    store: CaseStore | None
    profiles: Profiles | None


class FunctionSet(pulumi.ComponentResource):
    def __init__(self, name: str, args: FunctionSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:aws:FunctionSet", name, None, opts)
        self._name, self._args, self._child = name, args, pulumi.ResourceOptions(parent=self)
        self.customers: Table | None = None
        self.functions = {SWITCHBOARD: self._switchboard(), OPENING: self._opening()}
        if args.managers:
            self.functions[FIND] = self._find_account_manager()
        if args.store is not None and args.profiles is not None:
            self.functions[OPEN_CASE] = self._open_case(args.store, args.profiles)
            self.functions[CASE_STATUS] = self._case_status(args.store, args.profiles)
        self.arns = {id_: function.arn for id_, function in self.functions.items()}
        self.names: dict[str, pulumi.Output[str]] = {
            id_: function.function.name for id_, function in self.functions.items()
        }
        self.register_outputs({"arns": self.arns})

    def _table(self, kind: str, key: str, items: tuple[tuple[str, str], ...] = (), *, shared: bool = False) -> Table:
        args = TableArgs(
            scope=self._args.scope,
            kind=kind,
            key=key,
            key_arn=self._args.key.arn,
            spec_path=_PATHS[FIND],
            items=items,
            shared=shared,
            replica=self._args.mirrored if shared else None,
        )
        return Table(f"{self._name}-{kind}", args, self._child)

    def _lambda(
        self, id_: str, description: str, environment: dict[str, pulumi.Input[str]], texts: dict[str, str] | None = None
    ) -> Lambda:
        common = self._args
        args = LambdaArgs(
            scope=common.scope,
            id=id_,
            description=description,
            instance_arn=common.instance_arn,
            key=common.key,
            log_days=common.log_days,
            spec_path=_PATHS.get(id_, "cases.slas"),
            environment=environment,
            texts=texts or {},
        )
        return Lambda(f"{self._name}-{id_}", args, self._child)

    def _switchboard(self) -> Lambda:
        environment: dict[str, pulumi.Input[str]] = {
            "TABLE": self._args.switches.table_name,
            "CENTER": self._args.scope.center,
        }
        made = self._lambda(SWITCHBOARD, "Closures and announcements of the operator", environment)
        self._args.switches.grant_read_to(made.role)
        if self._args.switches_key is not None:
            self._args.switches_key.grant_use_to(made.role, "use-switches-key")
        return made

    def _opening(self) -> Lambda:
        texts = {"calendar.json": self._args.openings}
        return self._lambda(OPENING, "When a line or queue is open, and when again", {}, texts)

    def _find_account_manager(self) -> Lambda:
        managers = self._table("managers", "id", self._args.managers)
        customers = self._args.customers or self._own_customers()
        made = self._lambda(
            FIND,
            "Which account manager serves a customer",
            {"MANAGERS": managers.table_name, "CUSTOMERS": customers.table_name, "SALT": self._args.scope.alias},
        )
        managers.grant_read_to(made.role)
        customers.grant_read_to(made.role)
        return made

    def _own_customers(self) -> Table:
        """Written while the center runs, in whichever region answers: so both have one set of rows."""
        self.customers = self._table("customers", "customer", shared=True)
        return self.customers

    def _open_case(self, store: CaseStore, profiles: Profiles) -> Lambda:
        made = self._lambda(
            OPEN_CASE,
            "Keeps a request as a case with its due date",
            {
                "CASE_DOMAIN": store.domain_id,
                "CASE_TEMPLATE": next(iter(store.templates.values())),
                "ACKNOWLEDGE_FIELD": store.fields[ACKNOWLEDGE],
                "ACKNOWLEDGE_DAYS": str(self._args.acknowledge_days),
                "PROFILES": profiles.domain_name,
                "PROFILES_ARN": profiles.arn,
            },
            {"calendar.json": self._args.calendar},
        )
        reach = ("profile:SearchProfiles", "profile:CreateProfile")
        statements = [
            Statement(sid="OpenCase", actions=("cases:CreateCase", "cases:GetCase"), resources=_inside(store)),
            Statement(sid="FindCustomer", actions=reach, resources=[profiles.arn, f"{profiles.arn}/*"]),
        ]
        made.role.allow("open-cases", statements)
        return made

    def _case_status(self, store: CaseStore, profiles: Profiles) -> Lambda:
        made = self._lambda(
            CASE_STATUS,
            "How a request stands, told to the customer's own number only",
            {"CASE_DOMAIN": store.domain_id, "PROFILES": profiles.domain_name},
            {"words.json": self._args.words},
        )
        profile_scope = [profiles.arn, f"{profiles.arn}/*"]
        statements = [
            Statement(sid="FindCase", actions=("cases:SearchCases",), resources=_inside(store)),
            Statement(sid="FindCustomer", actions=("profile:SearchProfiles",), resources=profile_scope),
        ]
        made.role.allow("read-cases", statements)
        return made


def _inside(store: CaseStore) -> list[pulumi.Input[str]]:
    """The case domain, and what is in it."""
    return [store.domain.domain_arn, pulumi.Output.concat(store.domain.domain_arn, "/*")]
