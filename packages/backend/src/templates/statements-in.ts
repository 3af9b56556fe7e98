import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { POLICY_TYPES } from '../grantees/policy-holder.js';
import { type SynthesizedPolicy, type Template, templateOf } from './attached-policies.js';
import { type Choice, choicesIn, isIntrinsic, isRecord, within } from './choices.js';
import { idOf, type Principals } from './principals.js';
import { isUnknown, shown } from './shown.js';
import { onlyIf, statementsFrom, type TemplateStatement } from './statement.js';

/** A statement as its template has it; what is known only at deployment stands in `${…}`. Of each pair, one is there. */
export interface Statement {
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
  /** As it is in the template; also the template's own conditions, under `Fn::If`, where the statement is there only then. */
  readonly condition?: unknown;
}

export interface AttachedStatement {
  readonly statement: Statement;
  /** Whose template it is in: what its `${…}` refer to. */
  readonly stack: Stack;
  readonly principals: readonly string[];
  /** Why the template does not say what this statement is, or whether it is there. */
  readonly undecided?: string;
}

const INLINE: readonly string[] = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'];
/** One principal's, each a resource of its own. */
const SINGLE: Readonly<Record<string, string>> = {
  'AWS::IAM::RolePolicy': 'RoleName',
  'AWS::IAM::UserPolicy': 'UserName',
  'AWS::IAM::GroupPolicy': 'GroupName',
};
const LIST_OF: Readonly<Record<string, string>> = { RoleName: 'Roles', UserName: 'Users', GroupName: 'Groups' };

/** The identity statements of every template of the constructs, after all overrides, that are surely statements. */
export function policyStatements(constructs: readonly IConstruct[], principals: Principals): AttachedStatement[] {
  return possibleStatements(constructs, principals).filter(({ undecided }) => undecided === undefined);
}

/** Those too that only the deployment decides on, as wide as they may become. */
export function possibleStatements(constructs: readonly IConstruct[], principals: Principals): AttachedStatement[] {
  const resources = constructs.filter((construct) => CfnResource.isCfnResource(construct));
  return resources.flatMap((resource) => {
    const type = resource.cfnResourceType;
    if (!POLICY_TYPES.includes(type) && !INLINE.includes(type) && !(type in SINGLE)) return [];
    const template = templateOf(resource);
    if (template === undefined) return [];
    const texts = statementsIn(documentsIn(template, type)).flatMap((statement, index) =>
      statementsFrom(statement, index, template.Condition),
    );
    if (INLINE.includes(type)) texts.push(...unnamedPolicies(idOf(resource), principals, texts.length));
    if (texts.length === 0) return [];
    const stack = Stack.of(resource);
    const attachments = INLINE.includes(type)
      ? [{ principals: [idOf(resource)], when: [] }]
      : principals.attachmentsOf(named({ resource, stack, template }));
    const source = { policy: idOf(resource), logicalId: shown(stack.resolve(resource.logicalId)) };
    return attachments.flatMap(({ principals, when }) =>
      texts.map(({ undecided, ...text }) => ({
        statement: { ...source, ...onlyIf(when, text) },
        stack,
        principals,
        ...(undecided !== undefined && { undecided }),
      })),
    );
  });
}

function documentsIn({ Properties = {} }: Template, type: string): Choice[] {
  if (isIntrinsic(Properties)) return [{ value: Properties, when: [] }];
  if (!INLINE.includes(type)) return choicesIn(Properties.PolicyDocument);
  return within(choicesIn(Properties.Policies), (policy) =>
    isRecord(policy) && !isIntrinsic(policy) ? choicesIn(policy.PolicyDocument) : [{ value: policy, when: [] }],
  );
}

/** What is no document yet stands for its statements. */
function statementsIn(documents: readonly Choice[]): Choice[] {
  return within(documents, (value) => {
    const document = typeof value === 'string' ? parsed(value) : value;
    if (isRecord(document) && !isIntrinsic(document)) return choicesIn(document.Statement);
    return [{ value: document, when: [] }];
  });
}

/** CloudFormation also takes a document as text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A managed policy that the template does not even name may be any, one of this backend too. */
function unnamedPolicies(id: string, { managedElsewhere }: Principals, index: number): TemplateStatement[] {
  return managedElsewhere
    .filter(({ principal, policy }) => principal === id && isUnknown(policy))
    .flatMap(({ policy, when }, offset) =>
      statementsFrom({ value: policy, when }, index + offset, undefined).map((text) => ({
        ...text,
        undecided: `managed policy ${policy}`,
      })),
    );
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
