import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { templateOf } from '../templates/attached-policies.js';
import { idOf, type Principals } from '../templates/principals.js';
import { touchesSecrets } from '../templates/secret-actions.js';
import { shown } from '../templates/shown.js';
import type { AttachedStatement } from '../templates/statements-in.js';

/** What may give or take access and could not be evaluated, or not for certain. */
export interface NotEvaluated {
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

export function notEvaluatedAmong(
  constructs: readonly IConstruct[],
  { unknownRoles, managedElsewhere }: Principals,
  held: readonly AttachedStatement[],
): NotEvaluated[] {
  const found = [
    ...constructs.filter((construct) => CfnResource.isCfnResource(construct)).flatMap(notEvaluatedIn),
    ...managedElsewhere
      .filter(({ policy }) => !isHarmless(policy))
      .map(({ principal, policy }) => ({ where: principal, what: `managed policy ${policy}` })),
    ...held.flatMap(doubtsAbout),
    ...unknownRoles.map((where) => ({ where, what: 'a role that is known only at deployment' })),
  ];
  const unique = new Map(found.map((each) => [`${each.where} ${each.what}`, each]));
  return [...unique].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

function notEvaluatedIn(resource: CfnResource): NotEvaluated[] {
  const about = (what: string) => ({ where: idOf(resource), what });
  switch (resource.cfnResourceType) {
    case 'AWS::IAM::Role':
    case 'AWS::IAM::User':
    case 'AWS::IAM::Group': {
      const boundary = templateOf(resource)?.Properties?.PermissionsBoundary;
      return boundary === undefined ? [] : [about(`permissions boundary ${shown(boundary)}`)];
    }
    case 'AWS::SecretsManager::ResourcePolicy':
      return [about(`resource policy of the secret ${shown(templateOf(resource)?.Properties?.SecretId)}`)];
    default:
      return [];
  }
}

function doubtsAbout({ statement, principals, undecided }: AttachedStatement): NotEvaluated[] {
  if (!touchesSecrets(statement)) return [];
  const { policy, actions, notActions = [] } = statement;
  const about = (what: string) => ({ where: policy, what });
  const unknown = [...(actions ?? []), ...notActions].filter((action) => action.includes('${'));
  return [
    ...(undecided === undefined ? [] : [about(undecided)]),
    ...(undecided !== undefined || unknown.length === 0
      ? []
      : [
          about(
            `statement ${statement.statement + 1} has actions that are known only at deployment: ${unknown.join(', ')}`,
          ),
        ]),
    ...principals
      .filter((principal) => principal.includes('${'))
      .map((principal) => about(`held by ${principal}, whose name is known only at deployment`)),
  ];
}

function isHarmless(arn: string): boolean {
  return HARMLESS.some((name) => arn.endsWith(`:iam::aws:policy/${name}`));
}
