import { SecretsError } from '@amplify-secrets/runtime/contract';
import { CfnResource } from 'aws-cdk-lib';
import { constructBehind, type SynthesizedPolicy, templateOf } from './attached-policies.js';
import type { Holder } from './holder.js';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: managed policies attached to a role, unless raised; and
// characters of all inline policies of a role, and of one managed policy.
const MANAGED_POLICIES = 10;
const INLINE_CHARACTERS = 10_240;
const MANAGED_CHARACTERS = 6_144;

/**
 * CDK moves statements to managed policies where a role's inline policy is full, stops at no number of them, and guesses their lengths;
 * IAM does neither, in the middle of a deployment. Throws GrantTooLargeError.
 */
export function checkQuota(holder: Holder, attached: readonly SynthesizedPolicy[], secrets: number): void {
  if (holder.list !== 'Roles') return;
  const made = attached.filter(({ template }) => template.Type === 'AWS::IAM::ManagedPolicy');
  const inline = attached.filter(({ template }) => template.Type === 'AWS::IAM::Policy').map(charactersOf);
  const role = constructBehind(holder.name);
  const named = CfnResource.isCfnResource(role) ? templateOf(role)?.Properties?.ManagedPolicyArns : undefined;
  const policies = made.length + (Array.isArray(named) ? named.length : 0);
  const characters = inline.reduce((total, each) => total + each, 0);
  const largest = Math.max(0, ...made.map(charactersOf));
  if (policies > MANAGED_POLICIES) {
    throw tooLarge(
      holder,
      `${policies} managed policies for ${secrets} permissions, and IAM attaches at most ${MANAGED_POLICIES}`,
    );
  }
  if (characters > INLINE_CHARACTERS) {
    throw tooLarge(holder, `inline policies of ${characters} characters, and IAM takes at most ${INLINE_CHARACTERS}`);
  }
  if (largest > MANAGED_CHARACTERS) {
    throw tooLarge(holder, `a managed policy of ${largest} characters, and IAM takes at most ${MANAGED_CHARACTERS}`);
  }
}

function tooLarge({ path }: Holder, needs: string): SecretsError {
  return new SecretsError(
    'GrantTooLargeError',
    `The role of "${path}" would need ${needs}.`,
    "Grant a family instead of each secret: grantSecretRead(fn, secretsMatching(secrets, 'github-*')). Or keep several values in one jsonSecret.",
  );
}

/** As IAM counts, without whitespace; what only a deployment knows is taken for as long as it is written. */
function charactersOf({ template }: SynthesizedPolicy): number {
  return JSON.stringify(template.Properties?.PolicyDocument, filled)?.length ?? 0;
}

const LONGEST: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'us-isof-south-1',
  'AWS::AccountId': '123456789012',
};

function filled(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value && typeof value.Ref === 'string') return LONGEST[value.Ref] ?? value;
  if (!('Fn::Join' in value) || !Array.isArray(value['Fn::Join'])) return value;
  const [separator, parts] = value['Fn::Join'];
  if (!Array.isArray(parts)) return value;
  return parts.map((part) => (typeof part === 'string' ? part : textOf(filled('', part)))).join(String(separator));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
