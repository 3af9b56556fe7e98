import { CfnResource, Stack } from 'aws-cdk-lib';
import { pathLeftToOthers } from '../grantees/policy-holder.js';
import { PRINCIPAL_KINDS } from '../grantees/principal-kinds.js';
import type { Templates } from '../templates/read-templates.js';
import { matchActions, touchesSecrets } from '../templates/secret-actions.js';
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
    ...writtenElsewhere(templates),
    ...transforms(templates),
    ...managedElsewhere
      .filter(({ policy }) => !isHarmless(policy))
      .map(({ principal, policy }) => ({ where: principal, what: `managed policy ${policy}` })),
    ...statements.flatMap(doubtsAbout),
    ...statements.filter(({ statement }) => !touchesSecrets(statement)).flatMap(assumedRoles),
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

/** Resources that make roles and policies which are not in the templates. */
function writtenElsewhere({ ofType, templateOf, constructs }: Templates): NotEvaluated[] {
  const policies = Object.entries(POLICIES_IN).flatMap(([type, properties]) =>
    ofType(type).flatMap((resource) => {
      const held = templateOf(resource)?.Properties ?? {};
      const found = properties.filter((property) => held[property] !== undefined);
      return found.map((property) => ({ where: idOf(resource), what: `${property} of ${type}` }));
    }),
  );
  const nested = new Set(constructs.map((construct) => Stack.isStack(construct) && construct.nestedStackResource));
  const others = constructs.flatMap((construct) => {
    if (!CfnResource.isCfnResource(construct) || nested.has(construct)) return [];
    const { cfnResourceType: type } = construct;
    if (!TEMPLATES_ELSEWHERE.includes(type) && !type.endsWith('::MODULE')) return [];
    return [{ where: idOf(construct), what: `a template that is elsewhere (${type})` }];
  });
  return [...policies, ...others];
}

const POLICIES_IN: Readonly<Record<string, readonly string[]>> = {
  'AWS::Serverless::Function': ['Policies'],
  'AWS::Serverless::StateMachine': ['Policies'],
  'AWS::SSO::PermissionSet': ['InlinePolicy', 'ManagedPolicies', 'CustomerManagedPolicyReferences'],
};

const TEMPLATES_ELSEWHERE = [
  'AWS::CloudFormation::Stack',
  'AWS::CloudFormation::StackSet',
  'AWS::Serverless::Application',
];

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html: a macro of a template may change all of it.
function transforms({ constructs }: Templates): NotEvaluated[] {
  return constructs
    .filter((construct) => Stack.isStack(construct))
    .flatMap(({ node, templateOptions: { transforms = [] } }) =>
      transforms.map((name) => ({ where: node.path, what: `the template as ${name} changes it` })),
    );
}

/** What the roles that it may assume can do is theirs. Whoever may do everything is in the report already. */
function assumedRoles({ statement }: AttachedStatement): NotEvaluated[] {
  if (statement.effect === 'Deny' || matchActions(statement, 'sts:AssumeRole') === 'none') return [];
  const roles = (statement.resources ?? ['NotResource']).filter((role) => /[*?]|^NotResource$/.test(role));
  return roles.map((role) => ({ where: statement.policy, what: `roles that it may assume: ${role}` }));
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
