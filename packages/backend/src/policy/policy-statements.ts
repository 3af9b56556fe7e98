import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type SynthesizedPolicy, templateOf } from '../attached-policies.js';
import { POLICY_TYPES } from '../holder.js';
import { shownJson, shownText } from './arn-text.js';
import { idOf, type Principals } from './principals.js';

/** A statement as its template has it; what is known only at deployment stands in `${…}`. Of each pair, one is there. */
export interface ReportedStatement {
  /** Path of the construct that holds it: a policy, or a role with its inline ones. */
  readonly policy: string;
  /** Of that construct, in its own template. */
  readonly logicalId: string;
  /** Position in its document, from 0. */
  readonly statement: number;
  readonly effect: 'Allow' | 'Deny';
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  /** As it is in the template; also the template's own condition, under `Fn::If`, where the policy exists only then. */
  readonly condition?: unknown;
}

export interface HeldStatement {
  readonly statement: ReportedStatement;
  /** Whose template it is in: what its `${…}` refer to. */
  readonly stack: Stack;
  readonly principals: readonly string[];
}

const INLINE: readonly string[] = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'];
/** One principal's, each a resource of its own. */
const SINGLE: Readonly<Record<string, string>> = {
  'AWS::IAM::RolePolicy': 'RoleName',
  'AWS::IAM::UserPolicy': 'UserName',
  'AWS::IAM::GroupPolicy': 'GroupName',
};
const LIST_OF: Readonly<Record<string, string>> = { RoleName: 'Roles', UserName: 'Users', GroupName: 'Groups' };

/** Every identity statement of every template of the constructs, after all overrides. */
export function policyStatements(constructs: readonly IConstruct[], principals: Principals): HeldStatement[] {
  const resources = constructs.filter((construct) => CfnResource.isCfnResource(construct));
  return resources.flatMap((resource) => {
    const type = resource.cfnResourceType;
    if (!POLICY_TYPES.includes(type) && !INLINE.includes(type) && !(type in SINGLE)) return [];
    const template = templateOf(resource);
    if (template === undefined) return [];
    const stack = Stack.of(resource);
    const properties = template.Properties ?? {};
    const documents = INLINE.includes(type)
      ? listOf(properties.Policies).map((policy) => (isRecord(policy) ? policy.PolicyDocument : undefined))
      : [properties.PolicyDocument];
    const statements = documents
      .flatMap((document) => (isRecord(document) ? listOf(document.Statement) : []))
      .filter(isRecord);
    if (statements.length === 0) return [];
    const policy: SynthesizedPolicy = { resource, stack, template };
    const holders = INLINE.includes(type) ? [idOf(resource)] : principals.ofPolicy(named(policy));
    const source = { policy: idOf(resource), logicalId: shownText(stack.resolve(resource.logicalId)) };
    return statements.map((statement, index) => ({
      statement: { ...source, statement: index, ...shown(statement, template.Condition) },
      stack,
      principals: holders,
    }));
  });
}

/** A single one names its principal outside of a list. */
function named(policy: SynthesizedPolicy): SynthesizedPolicy {
  const property = SINGLE[policy.resource.cfnResourceType];
  const list = property === undefined ? undefined : LIST_OF[property];
  if (property === undefined || list === undefined) return policy;
  return {
    ...policy,
    template: { ...policy.template, Properties: { [list]: [policy.template.Properties?.[property]] } },
  };
}

type StatementText = Omit<ReportedStatement, 'policy' | 'logicalId' | 'statement'>;

function shown(statement: Record<string, unknown>, existence: unknown): StatementText {
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  const conditions = {
    ...(isRecord(Condition) ? Condition : {}),
    ...(existence === undefined ? {} : { 'Fn::If': String(existence) }),
  };
  return {
    effect: Effect === 'Deny' ? 'Deny' : 'Allow',
    ...(Action === undefined ? { notActions: texts(NotAction) } : { actions: texts(Action) }),
    ...(Resource === undefined ? { notResources: texts(NotResource) } : { resources: texts(Resource) }),
    ...(Object.keys(conditions).length === 0 ? {} : { condition: shownJson(conditions) }),
  };
}

/** IAM and CDK write a list of one without its brackets. */
function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(shownText);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
