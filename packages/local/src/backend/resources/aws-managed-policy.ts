import type { NamedPolicy, PolicyDocument } from '../../iam/model.js';

const allowOnEverything = (actions: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/**
 * The AWS managed policies that Amplify and CDK attach to functions, as AWS publishes them:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const DOCUMENTS: ReadonlyMap<string, PolicyDocument> = new Map([
  ['AdministratorAccess', allowOnEverything(['*'])],
  [
    'AWSXRayDaemonWriteAccess',
    allowOnEverything([
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ]),
  ],
  ['service-role/AWSAppSyncPushToCloudWatchLogs', allowOnEverything(LOGS)],
  ['service-role/AWSLambdaBasicExecutionRole', allowOnEverything(LOGS)],
  [
    'service-role/AWSLambdaVPCAccessExecutionRole',
    allowOnEverything([
      ...LOGS,
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ]),
  ],
]);

/** A managed policy that no template declares. Unless it is one of the above, its document is unknown. */
export function awsManagedPolicy(arn: string): NamedPolicy {
  const [, path] = /^arn:[a-z-]+:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  const document = path === undefined ? undefined : DOCUMENTS.get(path);
  if (document !== undefined) return { name: arn, document };
  return unreadablePolicy(arn, `the document of the managed policy ${arn} is not in the templates`);
}

/** A policy whose document is unknown: a decision that it could change is unknown, too. */
export function unreadablePolicy(name: string, reason: string): NamedPolicy {
  return { name, document: { Statement: [] }, unknown: reason };
}
