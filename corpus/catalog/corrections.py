"""What the tables say otherwise than their sources, and why."""

BUCKET = {"BucketName": "${Bucket}"}
OBJECT = {"BucketName": "${Bucket}", "ObjectName": "${Key}"}
LISTED = {"BucketName": "${Bucket}", "ObjectName": "${Delete.Objects[].Key}"}
# "/bucket/key?versionId=…", the first slash is optional.
SOURCE = {
    "BucketName": "%%regex%${CopySource}%/^\\/?([^\\/]+)\\//g%%",
    "ObjectName": "%%regex%${CopySource}%/^\\/?[^\\/]+\\/([^?]+)/g%%",
}


def when(path, present=True):
    return {"lhs": path, "op": "Exists" if present else "NotExists"}


# Amazon S3 User Guide, "Required permissions for Amazon S3 API operations". The
# map lacks versions, takes the target of a copy for its source, and does not
# know what DeleteObjects deletes.
OPERATIONS = {
    ("s3", "GetObject"): [
        {"a": "s3:GetObject", "vars": OBJECT, "if": when("VersionId", False)},
        {"a": "s3:GetObjectVersion", "vars": OBJECT, "if": when("VersionId")}],
    ("s3", "DeleteObject"): [
        {"a": "s3:DeleteObject", "vars": OBJECT, "if": when("VersionId", False)},
        {"a": "s3:DeleteObjectVersion", "vars": OBJECT, "if": when("VersionId")}],
    ("s3", "DeleteObjects"): [
        {"a": "s3:DeleteObject", "vars": LISTED,
         "if": when("Delete.Objects[].VersionId", False)},
        {"a": "s3:DeleteObjectVersion", "vars": LISTED,
         "if": when("Delete.Objects[].VersionId")}],
    ("s3", "CopyObject"): [
        {"a": "s3:GetObject", "vars": SOURCE},
        {"a": "s3:PutObject", "vars": OBJECT}],
    ("s3", "UploadPartCopy"): [
        {"a": "s3:GetObject", "vars": SOURCE},
        {"a": "s3:PutObject", "vars": OBJECT}],
    ("s3", "UploadPart"): [{"a": "s3:PutObject", "vars": OBJECT}],
    ("s3", "DeleteBucketReplication"): [
        {"a": "s3:PutReplicationConfiguration", "vars": BUCKET}],
    ("s3", "DeleteBucketOwnershipControls"): [
        {"a": "s3:PutBucketOwnershipControls", "vars": BUCKET}],
    ("s3", "DeleteBucketIntelligentTieringConfiguration"): [
        {"a": "s3:PutIntelligentTieringConfiguration", "vars": BUCKET}],
}

# SQS Developer Guide, "Amazon SQS API permissions": a batch needs the permission
# of the single call.
for _batch in ("ChangeMessageVisibility", "DeleteMessage", "SendMessage"):
    OPERATIONS["sqs", _batch + "Batch"] = [
        {"a": "sqs:" + _batch,
         "vars": {"QueueName": "%%regex%${QueueUrl}%/^.+\\/(.+?)$/g%%"}}]

# EC2 User Guide, "Resource IDs": what the id begins with tells the type. The map
# takes ARNs only, which the API does not. Key pairs and placement groups are
# left out: their ARNs have names, not ids.
_EC2_IDS = {
    "dhcp-options": "dopt", "elastic-ip": "eipalloc", "image": "ami",
    "instance": "i", "internet-gateway": "igw", "launch-template": "lt",
    "natgateway": "nat", "network-acl": "acl",
    "network-interface": "eni", "prefix-list": "pl",
    "route-table": "rtb", "security-group": "sg", "snapshot": "snap",
    "subnet": "subnet", "transit-gateway": "tgw", "volume": "vol", "vpc": "vpc",
    "vpc-endpoint": "vpce", "vpc-peering-connection": "pcx",
}


def _ec2_arn(kind, parameter):
    account = "" if kind in ("image", "snapshot") else "${Account}"
    return ("arn:${Partition}:ec2:${Region}:%s:%s/%%%%regex%%${%s}%%/^(%s-.+)$/g%%%%"
            % (account, kind, parameter, _EC2_IDS[kind]))


for _operation in ("CreateTags", "DeleteTags"):
    OPERATIONS["ec2", _operation] = [
        {"a": "ec2:" + _operation,
         "arns": {kind: _ec2_arn(kind, "Resources[]") for kind in _EC2_IDS}}]


def _instances(parameter):
    return {"instance": _ec2_arn("instance", parameter),
            "managed-instance":
                "arn:${Partition}:ssm:${Region}:${Account}:managed-instance/"
                "%%%%regex%%${%s}%%/^(mi-.+)$/g%%%%" % parameter}


# The instances of Systems Manager's calls are ids, too.
OPERATIONS["ssm", "StartSession"] = [
    {"a": "ssm:StartSession", "arns": _instances("Target")}]
OPERATIONS["ssm", "SendCommand"] = [
    {"a": "ssm:SendCommand", "arns": _instances("InstanceIds[]")},
    {"a": "iam:PassRole", "arn": "${ServiceRoleArn}"}]

# Regular expressions that are broken, or that RE2 cannot read.
TEMPLATES = {
    "%%regex%${Qualifier}%/^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$/g%%":
        "%%regex%${Qualifier}%/^([0-9]*[a-zA-Z_-][\\w-]*)$/g%%",
    "%%regex%${id}%\\:(.+)$/g%%": "%%regex%${id}%/\\:(.+)$/g%%",
}

# What IAM makes has the path "/" if the call gives none.
for _kind in ("Group", "InstanceProfile", "Policy", "Role", "ServerCertificate",
              "User"):
    TEMPLATES["%%%%regex%%${Path}%%/^\\/(.+)$/g%%%%${%sName}" % _kind] = (
        "%%%%withpath%%${Path}%%${%sName}%%%%" % _kind)

# CloudTrail's eventSource, without ".amazonaws.com", of names that are neither
# an IAM prefix nor in the source.
EVENT_SOURCES = {"email": "ses"}

# Services of the `aws` command that are not called as botocore's clients.
CLI_SERVICES = {"configservice": "config", "deploy": "codedeploy", "s3api": "s3",
                "s3": "aws s3"}

# Commands of `aws` that are no operation of their own.
COMMANDS = {
    "codeartifact login": "GetAuthorizationToken",
    "ecr get-login": "GetAuthorizationToken",
    "ecr get-login-password": "GetAuthorizationToken",
    "ecr-public get-login-password": "GetAuthorizationToken",
    "eks update-kubeconfig": "DescribeCluster",
    "emr create-cluster": "RunJobFlow",
    "logs tail": "FilterLogEvents",
}

_SOMETIMES = "sometimes"


def _maybe(action):
    # A parameter that no call has: needed for some forms only.
    return {"a": action, "if": {"lhs": _SOMETIMES, "op": "Exists"}}


# `aws s3 COMMAND`. AWS CLI Command Reference, s3: which requests each sends.
HIGH_LEVEL_S3 = {
    "ls": {"actions": [_maybe("s3:ListBucket"), _maybe("s3:ListAllMyBuckets")]},
    "cp": {"actions": [_maybe("s3:GetObject"), _maybe("s3:PutObject"),
                       _maybe("s3:ListBucket")]},
    "mv": {"actions": [{"a": "s3:DeleteObject"}, _maybe("s3:GetObject"),
                       _maybe("s3:PutObject"), _maybe("s3:ListBucket")]},
    "rm": {"actions": [{"a": "s3:DeleteObject"}, _maybe("s3:ListBucket")]},
    "sync": {"actions": [{"a": "s3:ListBucket"}, _maybe("s3:GetObject"),
                         _maybe("s3:PutObject"), _maybe("s3:DeleteObject")]},
    "mb": {"actions": [{"a": "s3:CreateBucket"}]},
    "rb": {"actions": [{"a": "s3:DeleteBucket"}, _maybe("s3:ListBucket"),
                       _maybe("s3:DeleteObject")]},
    "presign": {"actions": [{"a": "s3:GetObject"}]},
    "website": {"actions": [{"a": "s3:PutBucketWebsite"}]},
}
