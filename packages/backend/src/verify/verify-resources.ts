import { isKeyArn } from '@amplify-secrets/runtime/contract';
import { Stack } from 'aws-cdk-lib';
import { BackendError } from '../backend-error.js';
import type { BackendState } from '../state/backend-state.js';
import { BATCH } from '../statements/principal-statements.js';
import { arnParts, isInOnePlace, isPlaceholder } from '../targets/secret-arn.js';
import type { LocatedSecret, Target } from '../targets/target.js';
import type { Templates } from '../templates/read-templates.js';
import { shown } from '../templates/shown.js';
import { stringsBehind, stringsIn } from '../templates/strings-behind.js';

/**
 * Refuses what a grant was not meant to reach. Tokens may turn out to be anything in the template, such as `*` for an account: a granted
 * resource has no wildcard that its target does not explain, and its partition, region and account are one each; a key is one key.
 *
 * @throws {GrantResourceInvalidError} When a secret or parameter in the template is not what was granted.
 * @throws {GrantOptionInvalidError} When the key that was given is not one key in the template.
 */
export function verifyResources(templates: Templates, { grants, grantedPrincipals }: BackendState): void {
  const behind = stringsBehind(templates);
  const ends = new Map<string, Set<string>>();
  for (const { target, located } of grants) {
    if (located === undefined) continue;
    for (const resource of [...located.readable, ...located.writable]) {
      const known = ends.get(resource) ?? new Set();
      ends.set(resource, known.add(wildcardsOf(target, located)));
    }
  }

  /** Whether the wildcards of a resource are those at the end of its target, and none is in a reference. */
  function isExplained(stack: Stack, resource: string, value: unknown): boolean {
    const text = shown(value);
    const explained = [...(ends.get(resource) ?? [])]
      .filter((end) => text.endsWith(end))
      .map((end) => countWildcards(end));
    return (
      countWildcards(...stringsIn(value)) <= Math.max(0, ...explained) && countWildcards(...behind(stack, value)) === 0
    );
  }

  for (const { policyHolder, statements } of grantedPrincipals) {
    const { path } = policyHolder;
    const stack = Stack.of(policyHolder.kind === 'policy' ? policyHolder.policy : policyHolder.owner);
    for (const { action, resource, use } of statements.permissions()) {
      if (action === BATCH) continue;
      const granted = use?.arn ?? resource;
      const value: unknown = stack.resolve(granted);
      if (!isExplained(stack, granted, value) || !isOne(shown(value))) {
        throw invalidResource(path, action, shown(value));
      }
      if (use === undefined) continue;
      const key: unknown = stack.resolve(resource);
      const strings = [...stringsIn(key), ...behind(stack, key)];
      if (countWildcards(...strings) > 0 || !isOneKey(shown(key))) throw invalidKey(path, shown(key));
    }
  }
}

/** How the resource of a target ends, from its first wildcard on: the pattern as it was written, and the six characters that AWS adds. */
function wildcardsOf({ pattern = '' }: Target, { store }: LocatedSecret): string {
  return store === 'secrets-manager' ? `${pattern}-??????` : pattern;
}

function countWildcards(...strings: readonly string[]): number {
  return strings.join('').replace(/[^*?]/g, '').length;
}

/** Of a secret that the app makes, the whole ARN is a reference. No name has a colon: a token would have brought it, and moved the parts. */
function isOne(resource: string): boolean {
  if (resource.includes(NOTHING)) return false;
  if (isPlaceholder(resource)) return true;
  const parts = arnParts(resource);
  if (parts === undefined || !isInOnePlace(parts)) return false;
  const [, , service, , , rest = ''] = parts;
  return service === 'secretsmanager'
    ? /^secret:[^:]+$/.test(rest)
    : service === 'ssm' && /^parameter\/[^:]+$/.test(rest);
}

/** A reference may stand for the whole ARN, or for a part of it. */
function isOneKey(key: string): boolean {
  if (key.includes(NOTHING)) return false;
  if (isPlaceholder(key)) return true;
  const parts = arnParts(key);
  if (parts === undefined || !isInOnePlace(parts)) return false;
  const [, , service, , , rest = ''] = parts;
  const id = rest.replace(/\$\{[^}]*\}/, ID);
  return isKeyArn(`arn:aws:${service}:us-east-1:123456789012:${isPlaceholder(rest) ? `key/${ID}` : id}`);
}

const NOTHING = shown({ Ref: 'AWS::NoValue' });
const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

function invalidResource(path: string, action: string, resource: string): BackendError {
  return new BackendError(
    'GrantResourceInvalidError',
    `A grant to "${path}" must be of exactly what was granted, and in the template it allows ${action} on "${resource}".`,
    'Grant a secret of defineSecrets, a name or a CDK secret whose account and region are known: no token in it may stand for a wildcard or for nothing.',
  );
}

function invalidKey(path: string, key: string): BackendError {
  return new BackendError(
    'GrantOptionInvalidError',
    `encryptionKey of a grant to "${path}" must be one KMS key, and got a token that stands for "${key}".`,
    'Give the key that CDK makes, or the ARN of the key. By its alias or id: aws kms describe-key --key-id alias/my-key --query KeyMetadata.Arn',
  );
}
