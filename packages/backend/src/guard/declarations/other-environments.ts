import { expressionOf } from '@amplify-secrets/runtime/contract';
import type { GrantRecord } from '../../state/grant.js';
import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import { ownResources, quotedAll } from '../statements/named-resources.js';
import type { GuardView } from '../view.js';
import { ownershipOf } from './ownership.js';

/** Access to secrets of environments that are not the deployment's own. */
export interface ReachedEnvironments {
  /** An error for a grant that is certain to give access to them. */
  readonly severity: GuardFinding['severity'];
  readonly where: string;
  readonly about: readonly string[];
  /** The beginning of a sentence: what gives access, up to "secrets of …". */
  readonly access: string;
  readonly environments: readonly string[];
  readonly resolution: string;
}

export function otherEnvironments(view: GuardView): ReachedEnvironments[] {
  return [...reachedByGrants(view), ...reachedByHand(view)];
}

function reachedByHand(view: GuardView): ReachedEnvironments[] {
  return view.handWritten.flatMap((statement) => {
    if (statement.narrowed) return [];
    const reaching = ownResources(statement, view).flatMap((resource) => {
      const { name, end } = resource;
      // An ARN without its suffix matches no secret.
      const environments = end === 'bare' ? [] : view.names.environmentsReached(name);
      return environments.length === 0 ? [] : [{ resource, environments }];
    });
    if (reaching.length === 0) return [];
    const resources = reaching.map(({ resource }) => resource);
    return [
      {
        severity: 'warning',
        where: statement.where,
        about: resources.map(({ entry }) => entry),
        access: `${quotedAll(resources)} ${resources.length === 1 ? 'matches' : 'match'}`,
        environments: [...new Set(reaching.flatMap(({ environments }) => environments))],
        resolution: `Delete the statement and write: ${grantLine(view, statement, resources)} In every deployment, it grants the secret of that deployment's environment.`,
      },
    ];
  });
}

/** A reference is of the deployment's environment, so only names, ARNs and wide patterns can be of others. */
function reachedByGrants(view: GuardView): ReachedEnvironments[] {
  return view.grants.flatMap((record): ReachedEnvironments[] => {
    const { call, grantee, target, located } = record;
    const isNamed = target.name !== undefined || target.pattern !== undefined;
    if (located?.store !== 'secrets-manager' || !isNamed) return [];
    const { account, region } = ownershipOf(record);
    if (account === 'other') return [];
    const [name = ''] = located.names;
    const granted = `${name}-??????`;
    const environments = view.names.environmentsReached(granted);
    if (environments.length === 0) return [];
    const [key] = view.names.matching(granted).map((declared) => declared.key);
    // In another region it may be a replica.
    const isSure = account === 'own' && region === 'own';
    return [
      {
        severity: isSure ? 'error' : 'warning',
        where: grantee.construct.node.path,
        about: [name, ...(key === undefined ? [] : [key])],
        access: `${call} of ${target.label}${isSure ? '' : ', if that is in this account and region,'} grants`,
        environments,
        resolution: resolutionOf(record, key),
      },
    ];
  });
}

function resolutionOf({ call, located }: GrantRecord, key: string | undefined): string {
  return key === undefined || located?.isPattern === true
    ? `Grant secrets of this environment: ${call}(backend.myFunction, secretsMatching(secrets, 'github-*')), or name each secret.`
    : `Grant the secret of this environment: ${call}(backend.myFunction, ${expressionOf({ key, undeclared: false })}). If the environments share one value, declare its name for each of them, with the option "name".`;
}
