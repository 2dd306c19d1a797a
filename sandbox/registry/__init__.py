"""The CloudFormation registry as data: types by region, property pointers, validation, aws-native names.

The schemas are the ones that cfn-lint ships. Everything here is a pure reader: no network, no moto, no Pulumi.
"""
