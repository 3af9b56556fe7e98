import { pathLeftToOthers } from '../grantees/policy-holder.js';
import { PRINCIPAL_KINDS } from '../grantees/principal-kinds.js';
import type { Templates } from '../templates/read-templates.js';
import { touchesSecrets } from '../templates/secret-actions.js';
import { shown } from '../templates/shown.js';
import { idOf } from '../templates/stage-resources.js';
import type { AttachedStatement } from '../templates/statements-in.js';

/** What may give or deny access and could not be evaluated, or not for certain. */
export interface NotEvaluated {
  /** Construct path. */
  readonly where: string;
  readonly what: string;
}

// Policies that Amplify and CDK attach to functions. None of them allows reading or writing a secret.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
const HARMLESS = [
  'AWSXRayDaemonWriteAccess',
  'service-role/AWSAppSyncPushToCloudWatchLogs',
  'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AWSLambdaVPCAccessExecutionRole',
];

export function notEvaluatedIn(templates: Templates): NotEvaluated[] {
  const { managedElsewhere, principals, statements } = templates;
  const found = [
    ...boundaries(templates),
    ...resourcePolicies(templates),
    ...leftToOthers(templates),
    ...managedElsewhere
      .filter(({ policy }) => !isHarmless(policy))
      .map(({ principal, policy }) => ({ where: principal, what: `managed policy ${policy}` })),
    ...statements.flatMap(doubtsAbout),
    ...principals.functionsOfUnknownRoles.map((where) => ({ where, what: 'a role that is known only at deployment' })),
  ];
  const unique = new Map(found.map((each) => [`${each.where} ${each.what}`, each]));
  return [...unique].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

function boundaries({ ofType, templateOf }: Templates): NotEvaluated[] {
  return ofType(...PRINCIPAL_KINDS.map(({ type }) => type)).flatMap((resource) => {
    const boundary = templateOf(resource)?.Properties?.PermissionsBoundary;
    return boundary === undefined ? [] : [{ where: idOf(resource), what: `permissions boundary ${shown(boundary)}` }];
  });
}

function resourcePolicies({ ofType, templateOf }: Templates): NotEvaluated[] {
  return ofType('AWS::SecretsManager::ResourcePolicy').map((resource) => ({
    where: idOf(resource),
    what: `resource policy of the secret ${shown(templateOf(resource)?.Properties?.SecretId)}`,
  }));
}

/** Whoever makes them may attach anything. */
function leftToOthers({ constructs }: Templates): NotEvaluated[] {
  return constructs.flatMap((construct) => {
    const where = pathLeftToOthers(construct);
    return where === undefined ? [] : [{ where, what: 'a role that is made elsewhere (Role.customizeRoles)' }];
  });
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
            `statement ${statement.index + 1} has actions that are known only at deployment: ${unknown.join(', ')}`,
          ),
        ]),
    ...principals
      .filter((principal) => principal.includes('${'))
      .map((principal) => about(`attached to ${principal}, whose name is known only at deployment`)),
  ];
}

function isHarmless(arn: string): boolean {
  return HARMLESS.some((name) => arn.endsWith(`:iam::aws:policy/${name}`));
}
