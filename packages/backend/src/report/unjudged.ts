import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { templateOf } from '../attached-policies.js';
import { shownText } from '../policy/arn-text.js';
import { idOf, referenceId } from '../policy/principals.js';

/** What may give or take access and is in none of the statements judged. */
export interface Unjudged {
  /** Construct path. */
  readonly where: string;
  readonly what: string;
}

// What Amplify and CDK attach to functions, none of which reads or writes a secret.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
const HARMLESS = [
  'AWSXRayDaemonWriteAccess',
  'service-role/AWSAppSyncPushToCloudWatchLogs',
  'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AWSLambdaVPCAccessExecutionRole',
];

export function unjudgedAmong(constructs: readonly IConstruct[], unknownRoles: readonly string[]): Unjudged[] {
  const resources = constructs.filter((construct) => CfnResource.isCfnResource(construct));
  const own = new Set(
    resources
      .filter(({ cfnResourceType }) => cfnResourceType === 'AWS::IAM::ManagedPolicy')
      .map((policy) => referenceId(Stack.of(policy), Stack.of(policy).resolve(policy.ref))),
  );
  const found = resources.flatMap((resource) => {
    const where = idOf(resource);
    const about = (what: string) => ({ where, what });
    switch (resource.cfnResourceType) {
      case 'AWS::IAM::Role':
      case 'AWS::IAM::User':
      case 'AWS::IAM::Group': {
        const { ManagedPolicyArns, PermissionsBoundary } = templateOf(resource)?.Properties ?? {};
        const arns = Array.isArray(ManagedPolicyArns) ? ManagedPolicyArns : [];
        return [
          ...arns
            .filter((arn) => !own.has(referenceId(Stack.of(resource), arn)) && !isHarmless(arn))
            .map((arn) => about(`managed policy ${shownText(arn)}`)),
          ...(PermissionsBoundary === undefined
            ? []
            : [about(`permissions boundary ${shownText(PermissionsBoundary)}`)]),
        ];
      }
      case 'AWS::SecretsManager::ResourcePolicy':
        return [about(`resource policy of the secret ${shownText(templateOf(resource)?.Properties?.SecretId)}`)];
      default:
        return [];
    }
  });
  const roles = unknownRoles.map((where) => ({ where, what: 'a role that is known only at deployment' }));
  return [...found, ...roles].sort((one, other) =>
    `${one.where} ${one.what}` < `${other.where} ${other.what}` ? -1 : 1,
  );
}

function isHarmless(arn: unknown): boolean {
  return HARMLESS.some((name) => shownText(arn).endsWith(`:iam::aws:policy/${name}`));
}
