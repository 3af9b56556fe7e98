import type { Backend, Call, CallDecision } from '@amplify-secrets/local';
import { expressionOf, type SecretReference } from '@amplify-secrets/runtime/contract';

/** The logical id of the role that defineComputeRole makes. */
export const COMPUTE_ROLE = 'AmplifySecretsComputeRole';

/** The grant that has an action. */
const GRANTS: Readonly<Record<string, 'grantSecretRead' | 'grantSecretReadWrite'>> = {
  'secretsmanager:GetSecretValue': 'grantSecretRead',
  'secretsmanager:BatchGetSecretValue': 'grantSecretRead',
  'ssm:GetParameter': 'grantSecretRead',
  'ssm:GetParameters': 'grantSecretRead',
  'secretsmanager:PutSecretValue': 'grantSecretReadWrite',
  'secretsmanager:UpdateSecretVersionStage': 'grantSecretReadWrite',
  'ssm:PutParameter': 'grantSecretReadWrite',
};

/** One line of what is shown of a call: an action on a resource. No part is a value. */
export interface CallLine {
  readonly effect: 'allowed' | 'denied' | 'failed';
  /** The function, or the role; `administrator`. */
  readonly who: string;
  /** `secretsmanager:GetSecretValue`. */
  readonly action: string;
  /** The key of a declared secret, the name of another one, or the ARN of something else. */
  readonly what: string;
  /** By which statement, or why not. */
  readonly why: string;
}

/** What the lines of calls are made with. */
export interface Deployed {
  readonly backend: Backend;
  /** Name in the store → the declared secret. */
  readonly references: ReadonlyMap<string, SecretReference>;
}

/** A line for each action that a call needed; of the administrator's, one. */
export function describeCall(call: Call, deployed: Deployed): readonly CallLine[] {
  const who = whoCalled(call, deployed);
  const failed = call.outcome === 'ok' ? '' : call.outcome;
  if (call.decisions.length === 0) {
    const [resource = ''] = call.resources;
    const line = { who, action: `${call.service}:${call.operation}`, what: nameOf(resource, deployed) };
    return [{ ...line, effect: failed === '' ? 'allowed' : 'failed', why: refusal(failed) }];
  }
  return call.decisions.map((decision) => {
    const isAllowed = decision.effect === 'allow';
    const but = isAllowed && failed !== '' && !call.denied.length ? `, and ended with ${failed}` : '';
    return {
      effect: isAllowed ? 'allowed' : 'denied',
      who,
      action: decision.action,
      what: nameOf(decision.resource, deployed),
      why: isAllowed ? `by ${statementOf(decision)}${but}` : reasonOf(decision, who, deployed),
    };
  });
}

/** The words of errors that say something about this server. */
function refusal(outcome: string): string {
  switch (outcome) {
    case 'UnrecognizedClientException':
    case 'InvalidSignatureException':
      return `${outcome}: its credentials are not of this local AWS`;
    case 'NotImplementedException':
      return `${outcome}: the local AWS does not have it`;
    default:
      return outcome;
  }
}

function reasonOf(decision: CallDecision, who: string, { references }: Deployed): string {
  const { reason, resource, action, unknowns } = decision;
  switch (reason) {
    case 'explicit-deny':
      return `by ${statementOf(decision)}`;
    case 'boundary':
      return 'its permissions boundary does not allow it';
    case 'resource-policy':
      return 'no policy of the resource allows it';
    case 'unknown':
      return `not known whether it is allowed: ${unknowns.join('; ')}`;
    default: {
      const reference = references.get(storedName(resource));
      if (reference === undefined) return 'no statement allows it';
      const grant = GRANTS[action];
      if (grant === undefined) return 'no statement allows it, and no grant has this action';
      return `no statement allows it. Grant it: ${grant}(${granteeOf(who)}, ${expressionOf(reference)});`;
    }
  }
}

/** `Policy#0` is the first statement of a policy, and `Policy#ReadStripe` the one with that Sid. */
function statementOf({ statement = '' }: CallDecision): string {
  const [policy = '', id = ''] = statement.split('#');
  return /^\d+$/.test(id) ? `statement ${Number(id) + 1} of ${policy}` : `statement ${id} of ${policy}`;
}

function whoCalled({ principal }: Call, { backend }: Deployed): string {
  const [, role] = /:assumed-role\/([^/]+)\//.exec(principal) ?? [];
  if (role === undefined) return principal.replace(/^arn:.*:user\//, '');
  const names = backend.functions.filter((fn) => fn.role.name === role).map(({ name }) => name);
  const logicalId = backend.roles.find(({ name }) => name === role)?.logicalId;
  return names.join(', ') || logicalId || role;
}

function nameOf(resource: string, { references }: Deployed): string {
  const name = storedName(resource);
  return references.get(name)?.key ?? name;
}

/** The name of a secret, without the suffix that AWS adds, or of a parameter; else the ARN. */
function storedName(arn: string): string {
  const [, secret] = /^arn:[^:]+:secretsmanager:[^:]*:\d+:secret:(.+)-\w{6}$/.exec(arn) ?? [];
  const [, parameter] = /^arn:[^:]+:ssm:[^:]*:\d+:parameter(\/.+)$/.exec(arn) ?? [];
  return secret ?? parameter ?? arn;
}

/** As code in amplify/backend.ts most likely has it. */
function granteeOf(who: string): string {
  if (who === COMPUTE_ROLE) return 'computeRole';
  if (!/^[a-z][\w-]*$/i.test(who)) return 'backend.myFunction';
  return `backend.${who.replace(/-+(\w)/g, (_all, letter: string) => letter.toUpperCase())}`;
}
