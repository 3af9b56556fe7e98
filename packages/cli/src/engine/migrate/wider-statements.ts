import { type Deployment, describeDeployment } from '@amplify-secrets/runtime/contract';
import type { AccessChange } from './compare-access.js';
import { locationsOf } from './expected-access.js';
import { grantsOf, type MigrationPlan, type Replaced } from './plan-migration.js';
import { wildcardSource } from './wildcards.js';

interface WiderDeployment {
  readonly deployment: Deployment;
  readonly wider: readonly AccessChange[];
}

interface WiderChange extends AccessChange {
  readonly deployment: Deployment;
}

/**
 * The replaced statements that new permissions are about, by place, each with the reason to leave it: those that name the secret, whose
 * reference is that secret in the deployment, or that have a pattern of declared secrets. Of several, those whose grant has the principal's
 * name are left, or else all of them. What stays is compared again: this says where to begin.
 */
export function widerStatements(
  { replaced, references }: Pick<MigrationPlan, 'replaced' | 'references'>,
  compared: readonly WiderDeployment[],
): ReadonlyMap<string, string> {
  const changes = compared.flatMap(({ deployment, wider }) => wider.map((change) => ({ ...change, deployment })));
  const isAbout = ({ secrets, keys }: Replaced, { resource, deployment }: WiderChange) =>
    secrets.some((secret) => names(secret, resource)) ||
    references.some(
      (reference) =>
        keys.includes(reference.key) &&
        locationsOf(reference, deployment).some((location) =>
          location.startsWith('/') ? resource.endsWith(`:parameter${location}`) : names(location, resource),
        ),
    );
  const stays = new Map<string, string>();
  for (const change of changes) {
    const about = replaced.filter((each) => isAbout(each, change));
    const patterned = replaced.filter(hasPattern);
    const ofPrincipal = [...about, ...patterned].filter((each) => isOf(each, change.principal));
    const found = [ofPrincipal, about, patterned].find((each) => each.length > 0) ?? [];
    for (const each of found) if (!stays.has(each.place)) stays.set(each.place, reasonOf(each, change));
  }
  return stays;
}

function hasPattern({ lines }: Replaced): boolean {
  return lines.some((line) => /\b(?:allSecrets|secretsMatching)\(/.test(line));
}

/** Whether a grant is to what is called so: `grantSecretRead(backend.stripeWebhook, …)` to `stripe-webhook`. */
function isOf(replaced: Replaced, principal: string): boolean {
  const plain = (name: string) => name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  const called = plain(principal.split('/').at(-1) ?? '');
  return grantsOf(replaced).some((line) => {
    const [, grantee = ''] = /^\w+\(([^,]*),/.exec(line) ?? [];
    return grantee.split('.').some((word) => plain(word) !== '' && plain(word) === called);
  });
}

function reasonOf(replaced: Replaced, { principal, action, resource, deployment }: WiderChange): string {
  const where = describeDeployment(deployment);
  return `\`${grantsOf(replaced).join('; ')}\` would allow ${principal} ${action} on ${resource} in ${where}, which it does not`;
}

function names(secret: string, resource: string): boolean {
  return new RegExp(`:secret:${wildcardSource(secret)}-[A-Za-z0-9]{6}$`).test(resource);
}
