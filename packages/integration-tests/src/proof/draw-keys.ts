import type { Draw } from '../iam-oracle/draw.js';
import { environmentsOf } from './declared-environment.js';
import { oneOf } from './draw-names.js';
import type { DeclaredSecret, DeclaredSet, Grant, Place, Project, Target } from './project.js';

/** ARNs of KMS keys that differ in one part each. */
export function keysIn({ partition, region, account }: Place): readonly string[] {
  const key = (owner: string, id: string) => `arn:${partition}:kms:${region}:${owner}:key/${id}`;
  return [
    key(account, '1234abcd-12ab-34cd-56ef-1234567890ab'),
    key(account, '1234abcd-12ab-34cd-56ef-1234567890ac'),
    key(account, 'mrk-1234abcd12ab34cd56ef1234567890ab'),
    key('999988887777', '1234abcd-12ab-34cd-56ef-1234567890ab'),
  ];
}

/** Puts some secrets under customer-managed keys, by their definitions or by grants, and replaces some names by CDK imports. */
export function withKeys(draw: Draw, project: Project): Project {
  const keys = keysIn(project.place);
  return {
    ...project,
    sets: project.sets.map((set) => ({ ...set, secrets: set.secrets.map((secret) => keyed(draw, set, secret, keys)) })),
    grants: project.grants.map((grant) => granted(draw, grant, keys)),
  };
}

function keyed(draw: Draw, set: DeclaredSet, secret: DeclaredSecret, keys: readonly string[]): DeclaredSecret {
  if (draw.chance(0.8)) return secret;
  if (draw.chance(0.5)) return { ...secret, encryptionKey: oneOf(draw, keys) };
  const environments = environmentsOf(set).filter(() => draw.chance(0.6));
  return {
    ...secret,
    encryptionKey: Object.fromEntries(environments.map(({ name }) => [name, oneOf(draw, keys)])),
  };
}

function granted(draw: Draw, grant: Grant, keys: readonly string[]): Grant {
  if (grant.mistake !== undefined) return grant;
  return {
    ...grant,
    targets: grant.targets.map((target) => imported(draw, target)),
    // Often the same one: one key serves secrets of several regions.
    ...(draw.chance(0.3) && { encryptionKey: oneOf(draw, draw.chance(0.6) ? keys.slice(0, 1) : keys) }),
  };
}

function imported(draw: Draw, target: Target): Target {
  if (draw.chance(0.6)) return target;
  if (target.kind === 'arn') return { ...target, imported: 'by ARN' };
  return target.kind === 'name'
    ? { ...target, imported: draw.pick(['by name', 'by partial ARN', 'by partial ARN with tokens'] as const) }
    : target;
}
