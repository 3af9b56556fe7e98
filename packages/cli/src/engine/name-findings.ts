import { matchesGlob, shellLine } from '@amplify-secrets/runtime/contract';
import { commandLine } from '../deployment/place-flags.js';
import type { SecretMetadata, SecretsStore } from '../stores/secrets-store.js';
import type { Finding } from './finding.js';
import type { Target } from './target.js';

/** What the last synthesis grants, besides declared secrets: a name, or a pattern with `*`. */
export interface GrantedName {
  readonly name: string;
  readonly principals: readonly string[];
}

/**
 * Secrets of the app's own folder that no declaration names: what may be a declared one under a wrong name, and what nothing reads.
 * `missing` are the declared ones that do not exist.
 */
export function undeclaredFindings(
  undeclared: readonly SecretMetadata[],
  missing: readonly Target[],
  grants: readonly GrantedName[],
): readonly Finding[] {
  const sorted = [...undeclared].sort((one, other) => (one.name < other.name ? -1 : 1));
  return sorted.flatMap(({ name, state }): Finding[] => {
    if (state !== 'set') return [];
    const meant = missing.find((target) => plain(target.name) === plain(name));
    if (meant !== undefined) return [wronglyNamed(name, meant)];
    // In Parameter Store they may belong to anything that the deployment passes on.
    if (name.startsWith('/') || grants.some((granted) => matchesGlob(granted.name, name))) return [];
    const resolution = shellLine`Declare it in defineSecrets, or remove it: aws secretsmanager delete-secret --recovery-window-in-days 30 --secret-id ${name}`;
    return [{ key: name, what: 'is not declared, and costs $0.40 a month.', resolution }];
  });
}

function wronglyNamed(name: string, { reference: { key }, name: right, place }: Target): Finding {
  const read =
    place.store === 'amplify'
      ? shellLine`aws ssm get-parameter --with-decryption --query Parameter.Value --output text --name ${name}`
      : shellLine`aws secretsmanager get-secret-value --query SecretString --output text --secret-id ${name}`;
  return {
    key,
    what: `"${name}" is there, and not declared: the declared name is "${right}", which does not exist.`,
    resolution: `If it is meant, copy it: ${read} | ${commandLine(place, 'set', key)}`,
  };
}

/** Grants of the last synthesis that allow nothing that exists in AWS Secrets Manager. */
export async function grantFindings(
  store: SecretsStore,
  grants: readonly GrantedName[],
  declared: readonly string[],
): Promise<readonly Finding[]> {
  const others = grants.filter(({ name }) => !declared.includes(name));
  const exact = others.filter(({ name }) => !name.includes('*'));
  const described = exact.length === 0 ? new Map() : await store.describe(exact.map(({ name }) => name));
  const absent = exact
    .filter(({ name }) => described.get(name)?.state === 'missing')
    .map(({ name, principals }) => ({
      key: name,
      what: `does not exist, and the last synthesis grants it to ${principals.join(', ')}.`,
      resolution: shellLine`Create it, or correct its name in amplify/backend.ts: aws secretsmanager create-secret --secret-string file://value.txt --name ${name}`,
    }));
  const patterns = await Promise.all(
    others
      .filter(({ name }) => name.includes('*'))
      .map(async ({ name, principals }): Promise<readonly Finding[]> => {
        const found = await store.undeclared(name.slice(0, name.indexOf('*')), []);
        if (found.some((each) => matchesGlob(name, each.name))) return [];
        const what = `matches no secret, and the last synthesis grants it to ${principals.join(', ')}.`;
        return [{ key: name, what, resolution: 'Correct the pattern in amplify/backend.ts, or remove the grant.' }];
      }),
  );
  return [...absent, ...patterns.flat()];
}

/** The last part of a name, without what people write differently. */
function plain(name: string): string {
  return name
    .slice(name.lastIndexOf('/') + 1)
    .replace(/[^a-z0-9]/gi, '')
    .toLowerCase();
}
