import { installLines, type PackageManager, programLine } from '../amplify-project/package-manager.js';
import type { SecretUse } from '../amplify-project/secret-use.js';
import type { ProposedDeclaration } from './declaration-source.js';

/** What is to be run once the files are written, in this order. */
export interface NextStep {
  readonly line: string;
  readonly why: string;
}

/** Packages that are missing, values that the function will read and that have no name yet, then the sandbox. */
export function nextSteps(
  manager: PackageManager,
  installed: ReadonlySet<string>,
  { environments, secrets }: ProposedDeclaration,
  read: readonly string[],
): readonly NextStep[] {
  const values = secrets.filter(({ key }) => read.includes(key));
  const set = (key: string, place: string) => programLine(manager, `amplify-secrets set ${key}${place}`);
  const branch = String(environments.prod);
  return [
    ...installLines(manager, installed).map((line) => ({ line, why: '' })),
    ...(secrets.some(({ uses }) => uses.some(({ store }) => store === 'secrets-manager'))
      ? [{ line: programLine(manager, 'amplify-secrets migrate'), why: 'once these files are committed' }]
      : []),
    ...values
      .filter(({ names }) => names.sandbox === undefined)
      .map(({ key }) => ({ line: set(key, ''), why: 'in your sandbox' })),
    { line: programLine(manager, 'ampx sandbox'), why: '' },
    ...values
      .filter(({ names }) => names.prod === undefined)
      .map(({ key }) => ({ line: set(key, ' --env prod'), why: `before ${branch} is deployed` })),
  ];
}

/** What stays as it is, and what can take its place. */
export function remainingUses({ secrets }: ProposedDeclaration): readonly string[] {
  return secrets.flatMap(({ key, uses }) => uses.map((use) => `${use.file}:${use.line}  ${remaining(key, use)}`));
}

function remaining(key: string, { store, name, function: owner }: SecretUse): string {
  if (store === 'secrets-manager')
    return `names "${name}". migrate replaces a statement by a grant; getSecret(secrets.${key}) replaces the read.`;
  if (owner !== undefined)
    return `gives secret('${name}') to ${owner}. Delete it once the handler reads secrets.${key}.`;
  return `uses secret('${name}'). amplifySecret(secrets.${key}) can take its place.`;
}
