import { expressionOf } from '@amplify-secrets/runtime/contract';
import type { GrantRecord } from '../../state/grant.js';
import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import { ownResources, quotedAll } from '../statements/named-resources.js';
import type { GuardView } from '../view.js';
import { placeOf } from './place.js';

/** Access to secrets of environments that are not the deployment's own. */
export interface ReachedEnvironments {
  /** An error by a grant that surely takes them. */
  readonly severity: GuardFinding['severity'];
  readonly where: string;
  readonly about: readonly string[];
  /** What takes them, as a sentence begins. */
  readonly what: string;
  readonly environments: readonly string[];
  readonly resolution: string;
}

export function otherEnvironments(backend: GuardView): ReachedEnvironments[] {
  return [...reachedByGrants(backend), ...reachedByHand(backend)];
}

function reachedByHand(backend: GuardView): ReachedEnvironments[] {
  return backend.handWritten.flatMap((statement) => {
    if (statement.narrowed) return [];
    const reaching = ownResources(statement, backend).flatMap((resource) => {
      const { name, end } = resource;
      // What has no suffix takes no secret at all.
      const environments = end === 'bare' ? [] : backend.names.environmentsReached(name);
      return environments.length === 0 ? [] : [{ resource, environments }];
    });
    if (reaching.length === 0) return [];
    const resources = reaching.map(({ resource }) => resource);
    return [
      {
        severity: 'warning',
        where: statement.where,
        about: resources.map(({ text }) => text),
        what: quotedAll(resources),
        environments: [...new Set(reaching.flatMap(({ environments }) => environments))],
        resolution: `Delete the statement and write: ${grantLine(backend, statement, resources)} It grants the environment's own secret in every deployment.`,
      },
    ];
  });
}

/** A reference is of its environment, so only texts and wide patterns can be others'. */
function reachedByGrants(backend: GuardView): ReachedEnvironments[] {
  return backend.grants.flatMap((record): ReachedEnvironments[] => {
    const { call, grantee, target, located } = record;
    const isNamed = target.name !== undefined || target.pattern !== undefined;
    if (located?.store !== 'secrets-manager' || !isNamed) return [];
    const { account, region } = placeOf(record);
    if (account === 'other') return [];
    const [name = ''] = located.names;
    const taken = `${name}-??????`;
    const environments = backend.names.environmentsReached(taken);
    if (environments.length === 0) return [];
    const [key] = backend.names.matching(taken).map((declared) => declared.key);
    // In another region it may be a replica.
    const isSure = account === 'own' && region === 'own';
    return [
      {
        severity: isSure ? 'error' : 'warning',
        where: grantee.construct.node.path,
        about: [name, ...(key === undefined ? [] : [key])],
        what: `${call}(…, ${target.label})${isSure ? '' : ', where that is of this account and region,'}`,
        environments,
        resolution: resolutionOf(record, key),
      },
    ];
  });
}

function resolutionOf({ call, located }: GrantRecord, key: string | undefined): string {
  return key === undefined || located?.isPattern === true
    ? `Grant this environment's own: ${call}(…, secretsMatching(secrets, '…-*')), or name the secrets.`
    : `Grant this environment's own: ${call}(…, ${expressionOf({ key, undeclared: false })}). If the environments share one value, say so where it is declared: name: { … }.`;
}
