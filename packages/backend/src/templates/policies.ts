import type { CfnResource, Stack } from 'aws-cdk-lib';
import { POLICY_TYPES, PRINCIPAL_KINDS } from '../grantees/principal-kinds.js';
import { type Choice, choicesIn, isIntrinsic, isRecord, within } from './choices.js';
import { statementsOf } from './documents.js';
import type { Principals } from './principals.js';
import { referencesTo } from './references.js';
import { isUnknown, shown } from './shown.js';
import { idOf, type StageResources, type Template } from './stage-resources.js';
import { type ReadStatement, readStatement } from './statement.js';

/** A policy of a template; or the inline policies of a role, user or group, which count as one. */
export interface Policy {
  readonly id: string;
  readonly resource: CfnResource;
  /** In whose template it is, which its `${…}` refer to. */
  readonly stack: Stack;
  readonly template: Template;
  readonly statements: readonly ReadStatement[];
  readonly attachments: readonly Attachment[];
}

/** The principals that a policy is attached to under the same conditions of the template, usually none. */
export interface Attachment {
  readonly principals: readonly string[];
  readonly when: readonly string[];
}

/** A managed policy whose document is not in the templates. */
export interface ManagedElsewhere {
  /** Id of the principal that has it. */
  readonly principal: string;
  /** Its ARN, with what is known only at deployment in `${…}`. */
  readonly policy: string;
  readonly when: readonly string[];
}

export interface Policies {
  readonly policies: readonly Policy[];
  readonly managedElsewhere: readonly ManagedElsewhere[];
}

const TYPES = [...POLICY_TYPES, ...PRINCIPAL_KINDS.flatMap(({ type, policyType }) => [type, policyType])];

/** Every policy of a stage, and the principals that it is attached to: by its own list, or by theirs. */
export function policiesIn(resources: StageResources, principals: Principals): Policies {
  const { managedElsewhere, namedBy } = managedPolicies(resources, principals);

  function attachmentsOf(resource: CfnResource, { Properties }: Template, type: unknown): readonly Attachment[] {
    if (PRINCIPAL_KINDS.some((kind) => kind.type === type)) return [{ principals: [idOf(resource)], when: [] }];
    const listed = PRINCIPAL_KINDS.flatMap(({ list, policyType, nameProperty }) => {
      // Where an override replaced the type, what the other type has is in the template too, and without effect.
      const property = POLICY_TYPES.includes(String(type)) ? list : type === policyType ? nameProperty : undefined;
      return choicesIn(property && Properties?.[property]).map(({ value, when }) => ({
        id: principals.idIn(resource.stack, list, value),
        when,
      }));
    });
    const groups = new Map<string, { readonly when: readonly string[]; readonly ids: Set<string> }>();
    for (const { id, when } of [...listed, ...(namedBy.get(resource) ?? [])]) {
      const group = groups.get(when.join()) ?? { when, ids: new Set() };
      groups.set(when.join(), group);
      group.ids.add(id);
    }
    // An unattached policy is reported too.
    if (groups.size === 0) return [{ principals: [idOf(resource)], when: [] }];
    return [...groups.values()].map(({ when, ids }) => ({ principals: [...ids].sort(), when }));
  }

  function policyOf(resource: CfnResource): Policy[] {
    const template = resources.templateOf(resource);
    if (template === undefined || !TYPES.includes(String(template.Type))) return [];
    const { Type, Condition } = template;
    const id = idOf(resource);
    const inDocuments = statementsOf(documentsIn(template));
    const unnamed = PRINCIPAL_KINDS.some(({ type }) => type === Type) ? unnamedPolicies(id, managedElsewhere) : [];
    const statements = [
      ...inDocuments.flatMap((statement, index) => readStatement(statement, index, Condition)),
      ...unnamed.flatMap(({ policy, when }, offset) =>
        readStatement({ value: policy, when }, inDocuments.length + offset, undefined).map(({ body }) => ({
          body,
          undecided: `managed policy ${policy}`,
        })),
      ),
    ];
    return [
      {
        id,
        resource,
        stack: resource.stack,
        template,
        statements,
        attachments: attachmentsOf(resource, template, Type),
      },
    ];
  }

  return { policies: resources.ofType(...TYPES).flatMap(policyOf), managedElsewhere };
}

/** A role may name its policies as well as a policy its roles. */
function managedPolicies(resources: StageResources, principals: Principals) {
  const own = resources.ofType('AWS::IAM::ManagedPolicy');
  const references = referencesTo(
    own.map((resource) => ({ value: resource, token: resource.ref, home: resource.stack })),
    resources,
  );
  const byName = policiesByName(own, resources);
  const namedBy = new Map<CfnResource, { readonly id: string; readonly when: readonly string[] }[]>();
  const managedElsewhere: ManagedElsewhere[] = [];
  for (const id of principals.ids) {
    const resource = principals.resourceOf(id);
    if (resource === undefined) continue;
    for (const { value, when } of choicesIn(resources.templateOf(resource)?.Properties?.ManagedPolicyArns)) {
      const policy = shown(value);
      const found = references(resource.stack, policy) ?? byName(resource.stack, policy);
      if (found === undefined) managedElsewhere.push({ principal: id, policy, when });
      else namedBy.set(found, [...(namedBy.get(found) ?? []), { id, when }]);
    }
  }
  return { namedBy, managedElsewhere };
}

/** Finds those with a name of their own by an ARN that is written out. */
function policiesByName(own: readonly CfnResource[], { templateOf }: StageResources) {
  const names = new Map(
    own.flatMap((resource) => {
      const { ManagedPolicyName: name, Path: path = '/' } = templateOf(resource)?.Properties ?? {};
      return typeof name === 'string' && typeof path === 'string' ? [[`${path}${name}`, resource] as const] : [];
    }),
  );
  return ({ account }: Stack, arn: string): CfnResource | undefined => {
    const [, owner, name = ''] = OWN_POLICY.exec(arn) ?? [];
    return owner === OWN_ACCOUNT || owner === account ? names.get(name) : undefined;
  };
}

const OWN_ACCOUNT = shown({ Ref: 'AWS::AccountId' });
const OWN_POLICY = /^arn:(?:\$\{AWS::Partition\}|[a-z-]+):iam::(\d{12}|\$\{AWS::AccountId\}):policy(\/.+)$/;

/** A managed policy whose ARN only the deployment knows may be any. */
function unnamedPolicies(id: string, managedElsewhere: readonly ManagedElsewhere[]): readonly ManagedElsewhere[] {
  return managedElsewhere.filter(({ principal, policy }) => principal === id && isUnknown(policy));
}

function documentsIn({ Type, Properties = {} }: Template): Choice[] {
  if (isIntrinsic(Properties)) return [{ value: Properties, when: [] }];
  if (!PRINCIPAL_KINDS.some(({ type }) => type === Type)) return choicesIn(Properties.PolicyDocument);
  return within(choicesIn(Properties.Policies), (policy) =>
    isRecord(policy) && !isIntrinsic(policy) ? choicesIn(policy.PolicyDocument) : [{ value: policy, when: [] }],
  );
}
