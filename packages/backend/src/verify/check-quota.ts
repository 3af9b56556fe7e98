import { BackendError } from '../backend-error.js';
import type { PolicyHolder } from '../grantees/policy-holder.js';
import { isSame } from '../templates/choices.js';
import type { Policy } from '../templates/policies.js';
import type { Templates } from '../templates/read-templates.js';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: managed policies attached to a role, unless raised; and
// characters of all inline policies of a role, and of one managed policy.
const MANAGED_POLICIES = 10;
const INLINE_CHARACTERS = 10_240;
const MANAGED_CHARACTERS = 6_144;

/**
 * CDK moves statements to managed policies where a role's inline policy is full, without a limit to their number, and estimates their lengths.
 * IAM would refuse them in the middle of a deployment. Refuses only for policies with grants (`ours`), and counts only what is certain to be
 * attached.
 *
 * @throws {GrantTooLargeError} When the role would pass one of IAM's quotas.
 */
export function checkQuota(
  templates: Templates,
  policyHolder: PolicyHolder,
  attached: readonly Policy[],
  ours: readonly Policy[],
): void {
  if (policyHolder.kind !== 'principal' || policyHolder.list !== 'Roles') return;
  const managed = managedPolicies(templates, policyHolder, attached);
  if (managed > MANAGED_POLICIES && ours.some(isManaged)) {
    throw tooLarge(policyHolder, `${managed} managed policies, and IAM attaches at most ${MANAGED_POLICIES}`);
  }
  const inline = attached.filter((policy) => !isManaged(policy));
  const characters = inline.map(leastCharacters).reduce((total, each) => total + each, 0);
  if (characters > INLINE_CHARACTERS && ours.some((policy) => !isManaged(policy))) {
    throw tooLarge(
      policyHolder,
      `inline policies of at least ${characters} characters, and IAM allows ${INLINE_CHARACTERS}`,
    );
  }
  const largest = Math.max(0, ...ours.filter(isManaged).map(leastCharacters));
  if (largest > MANAGED_CHARACTERS) {
    throw tooLarge(
      policyHolder,
      `a managed policy of at least ${largest} characters, and IAM allows ${MANAGED_CHARACTERS}`,
    );
  }
}

/** Those that the role's own resource names, and the others that name the role. */
function managedPolicies(
  { principals, templateOf }: Templates,
  policyHolder: PolicyHolder,
  attached: readonly Policy[],
): number {
  const role = principals.resourceOf(principals.idOfPolicyHolder(policyHolder));
  const arns = role && templateOf(role)?.Properties?.ManagedPolicyArns;
  const named: readonly unknown[] = Array.isArray(arns) ? arns : [];
  const others = attached.filter(
    (policy) => isManaged(policy) && !named.some((arn) => isSame(arn, role?.stack.resolve(policy.resource.ref))),
  );
  return named.length + others.length;
}

function isManaged({ template }: Policy): boolean {
  return template.Type === 'AWS::IAM::ManagedPolicy';
}

function tooLarge({ path }: PolicyHolder, what: string): BackendError {
  return new BackendError(
    'GrantTooLargeError',
    `The role of "${path}" would need ${what}.`,
    "Grant a pattern instead of each secret: grantSecretRead(fn, secretsMatching(secrets, 'github-*')). Or keep several values in one jsonSecret.",
  );
}

/** As IAM counts, without whitespace; what only the deployment knows counts as short as it can be. */
function leastCharacters({ template }: Policy): number {
  return JSON.stringify(template.Properties?.PolicyDocument, shortest)?.length ?? 0;
}

const SHORTEST: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '123456789012',
};

function shortest(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [[intrinsic, of] = []] = Object.entries(value);
  if (intrinsic === 'Ref' && typeof of === 'string') return SHORTEST[of] ?? '';
  if (intrinsic === 'Fn::Join' && Array.isArray(of) && Array.isArray(of[1])) {
    return of[1].map((part) => shortest('', part)).join(String(of[0]));
  }
  return intrinsic?.startsWith('Fn::') ? '' : value;
}
