import { Token } from 'aws-cdk-lib';
import type { GrantRecord } from '../grant-record.js';
import { grantLine } from './grant-line.js';
import type { GuardedBackend } from './guarded-backend.js';
import { knownResources, quotedAll } from './named-resources.js';
import { secretResource } from './secret-resource.js';

/** Access to secrets of environments that are not the deployment's own. */
export interface Stranger {
  /** By a grant, and not by hand. */
  readonly declared: boolean;
  readonly where: string;
  readonly about: readonly string[];
  /** What takes them, as a sentence begins. */
  readonly what: string;
  readonly environments: readonly string[];
  readonly resolution: string;
}

export function strangers(backend: GuardedBackend): Stranger[] {
  return [...grantedStrangers(backend), ...handWrittenStrangers(backend)];
}

function handWrittenStrangers(backend: GuardedBackend): Stranger[] {
  return backend.handWritten.flatMap((statement) => {
    if (statement.narrowed) return [];
    const reaching = knownResources(statement).flatMap((resource) => {
      const { name, end } = resource;
      // What has no suffix takes no secret at all.
      const environments = end === 'bare' ? [] : backend.names.environmentsReached(name);
      return environments.length === 0 ? [] : [{ resource, environments }];
    });
    if (reaching.length === 0) return [];
    const resources = reaching.map(({ resource }) => resource);
    return [
      {
        declared: false,
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
function grantedStrangers(backend: GuardedBackend): Stranger[] {
  return backend.grants.flatMap((record) => {
    const { call, grantee, target, located } = record;
    if (located?.store !== 'secrets-manager' || target.kind === 'secret' || isOfAnotherAccount(record, backend))
      return [];
    const resource = secretResource(nameArn(located.names[0]));
    if (resource?.kind !== 'secret' || target.kind === 'made') return [];
    const environments = backend.names.environmentsReached(resource.name);
    if (environments.length === 0) return [];
    const [name = ''] = located.names;
    const [key] = backend.names.matching(resource.name).map((declared) => declared.key);
    return [
      {
        declared: true,
        where: grantee.construct.node.path,
        about: [name, ...(key === undefined ? [] : [key])],
        what: `${call}(…, ${target.label})`,
        environments,
        resolution:
          key === undefined || located.several
            ? `Grant this environment's own: ${call}(…, secretsMatching(secrets, '…-*')), or name the secrets.`
            : `Grant this environment's own: ${call}(…, secrets.${key}). If the environments share one value, say so where it is declared: name: { … }.`,
      },
    ];
  });
}

function isOfAnotherAccount({ located }: GrantRecord, { account }: GuardedBackend): boolean {
  return located?.account !== undefined && !Token.isUnresolved(account) && located.account !== account;
}

function nameArn(name: string | undefined): string {
  return `arn:aws:secretsmanager:*:*:secret:${name ?? ''}-??????`;
}
