"""`aws-native:*`: every type of the CloudFormation registry, through Cloud Control, typed by its schema."""
