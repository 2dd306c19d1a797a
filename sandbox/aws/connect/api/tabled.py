"""The operations that a row describes."""

from __future__ import annotations

from sandbox.aws.connect.tables import Create, Delete, Describe, List, Update, install

_VOCABULARY = {"Name": "VocabularyName"}
_FLOW = {"ContactFlowType": "Type", "ContactFlowState": "State", "ContactFlowStatus": "Status"}

install(
    {
        # agent statuses
        "DescribeAgentStatus": Describe("AgentStatus", "AgentStatus", "AgentStatusId"),
        "ListAgentStatuses": List("AgentStatus", "AgentStatusSummaryList", filters={"AgentStatusTypes": "Type"}),
        "CreateAgentStatus": Create("AgentStatus", "AgentStatusId", "AgentStatusARN"),
        "UpdateAgentStatus": Update("AgentStatus", "AgentStatusId"),
        # flows and modules
        "ListContactFlows": List(
            "ContactFlow", "ContactFlowSummaryList", aliases=_FLOW, filters={"ContactFlowTypes": "Type"}
        ),
        "DeleteContactFlow": Delete("ContactFlow", "ContactFlowId"),
        "ListContactFlowModules": List(
            "ContactFlowModule", "ContactFlowModulesSummaryList", filters={"ContactFlowModuleState": "State"}
        ),
        "DescribeContactFlowModule": Describe("ContactFlowModule", "ContactFlowModule", "ContactFlowModuleId"),
        "CreateContactFlowModule": Create("ContactFlowModule", "Id", "Arn"),
        "UpdateContactFlowModuleContent": Update("ContactFlowModule", "ContactFlowModuleId"),
        "UpdateContactFlowModuleMetadata": Update("ContactFlowModule", "ContactFlowModuleId"),
        "DeleteContactFlowModule": Delete("ContactFlowModule", "ContactFlowModuleId"),
        # e-mail addresses
        "DeleteEmailAddress": Delete("EmailAddress", "EmailAddressId"),
        # hours
        "ListHoursOfOperations": List("HoursOfOperation", "HoursOfOperationSummaryList"),
        "UpdateHoursOfOperation": Update("HoursOfOperation", "HoursOfOperationId"),
        "DeleteHoursOfOperation": Delete("HoursOfOperation", "HoursOfOperationId"),
        # prompts
        "DescribePrompt": Describe("Prompt", "Prompt", "PromptId"),
        "ListPrompts": List("Prompt", "PromptSummaryList"),
        "CreatePrompt": Create("Prompt", "PromptId", "PromptARN"),
        "UpdatePrompt": Update("Prompt", "PromptId", answers=True),
        "DeletePrompt": Delete("Prompt", "PromptId"),
        # queues
        "DescribeQueue": Describe("Queue", "Queue", "QueueId"),
        "ListQueues": List("Queue", "QueueSummaryList", aliases={"QueueType": "Type"}, filters={"QueueTypes": "Type"}),
        "UpdateQueueName": Update("Queue", "QueueId"),
        "UpdateQueueHoursOfOperation": Update("Queue", "QueueId"),
        "UpdateQueueMaxContacts": Update("Queue", "QueueId"),
        "UpdateQueueStatus": Update("Queue", "QueueId"),
        "UpdateQueueOutboundCallerConfig": Update("Queue", "QueueId"),
        "UpdateQueueOutboundEmailConfig": Update("Queue", "QueueId"),
        "DeleteQueue": Delete("Queue", "QueueId"),
        # quick connects
        "DescribeQuickConnect": Describe("QuickConnect", "QuickConnect", "QuickConnectId"),
        "ListQuickConnects": List(
            "QuickConnect", "QuickConnectSummaryList", filters={"QuickConnectTypes": "QuickConnectType"}
        ),
        "CreateQuickConnect": Create("QuickConnect", "QuickConnectId", "QuickConnectARN"),
        "UpdateQuickConnectName": Update("QuickConnect", "QuickConnectId"),
        "UpdateQuickConnectConfig": Update("QuickConnect", "QuickConnectId"),
        "DeleteQuickConnect": Delete("QuickConnect", "QuickConnectId"),
        # routing profiles
        "ListRoutingProfiles": List("RoutingProfile", "RoutingProfileSummaryList"),
        "CreateRoutingProfile": Create("RoutingProfile", "RoutingProfileId", "RoutingProfileArn"),
        "UpdateRoutingProfileName": Update("RoutingProfile", "RoutingProfileId"),
        "UpdateRoutingProfileConcurrency": Update("RoutingProfile", "RoutingProfileId"),
        "UpdateRoutingProfileDefaultOutboundQueue": Update("RoutingProfile", "RoutingProfileId"),
        "UpdateRoutingProfileAgentAvailabilityTimer": Update("RoutingProfile", "RoutingProfileId"),
        "DeleteRoutingProfile": Delete("RoutingProfile", "RoutingProfileId"),
        # security profiles
        "DescribeSecurityProfile": Describe("SecurityProfile", "SecurityProfile", "SecurityProfileId"),
        "ListSecurityProfiles": List(
            "SecurityProfile", "SecurityProfileSummaryList", aliases={"Name": "SecurityProfileName"}
        ),
        "CreateSecurityProfile": Create("SecurityProfile", "SecurityProfileId", "SecurityProfileArn"),
        "UpdateSecurityProfile": Update("SecurityProfile", "SecurityProfileId"),
        "DeleteSecurityProfile": Delete("SecurityProfile", "SecurityProfileId"),
        # users
        "DescribeUser": Describe("User", "User", "UserId"),
        "ListUsers": List("User", "UserSummaryList"),
        "CreateUser": Create("User", "UserId", "UserArn"),
        "UpdateUserIdentityInfo": Update("User", "UserId"),
        "UpdateUserPhoneConfig": Update("User", "UserId"),
        "UpdateUserConfig": Update("User", "UserId"),
        "UpdateUserRoutingProfile": Update("User", "UserId"),
        "UpdateUserSecurityProfiles": Update("User", "UserId"),
        "DeleteUser": Delete("User", "UserId"),
        "ListUserHierarchyGroups": List("UserHierarchyGroup", "UserHierarchyGroupSummaryList"),
        "CreateUserHierarchyGroup": Create("UserHierarchyGroup", "HierarchyGroupId", "HierarchyGroupArn"),
        "UpdateUserHierarchyGroupName": Update("UserHierarchyGroup", "HierarchyGroupId"),
        "DeleteUserHierarchyGroup": Delete("UserHierarchyGroup", "HierarchyGroupId"),
        # forms, rules, templates
        "DeleteEvaluationForm": Delete("EvaluationForm", "EvaluationFormId"),
        "DeleteRule": Delete("Rule", "RuleId"),
        "DeleteTaskTemplate": Delete("TaskTemplate", "TaskTemplateId"),
        "ListTaskTemplates": List("TaskTemplate", "TaskTemplates", filters={"Status": "Status", "Name": "Name"}),
        "DeleteView": Delete("View", "ViewId"),
        # what a console lists beside them
        "ListTestCases": List("TestCase", "TestCaseSummaryList"),
        "DescribeTestCase": Describe("TestCase", "TestCase", "TestCaseId"),
        "CreateTestCase": Create("TestCase", "TestCaseId", "TestCaseArn"),
        "UpdateTestCase": Update("TestCase", "TestCaseId"),
        "DeleteTestCase": Delete("TestCase", "TestCaseId"),
        "ListWorkspaces": List("Workspace", "WorkspaceSummaryList"),
        "DescribeWorkspace": Describe("Workspace", "Workspace", "WorkspaceId"),
        "DeleteWorkspace": Delete("Workspace", "WorkspaceId"),
        "SearchVocabularies": List(
            "Vocabulary",
            "VocabularySummaryList",
            aliases=_VOCABULARY,
            filters={"State": "State", "LanguageCode": "LanguageCode"},
        ),
        "DescribeVocabulary": Describe("Vocabulary", "Vocabulary", "VocabularyId", aliases=_VOCABULARY),
        # data tables
        "DescribeDataTable": Describe("DataTable", "DataTable", "DataTableId"),
        "ListDataTables": List("DataTable", "DataTableSummaryList"),
        "DeleteDataTable": Delete("DataTable", "DataTableId"),
    }
)
