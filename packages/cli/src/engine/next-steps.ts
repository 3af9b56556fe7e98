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
    ...(secrets.some(({ uses }) => uses.some(({ store, isRead }) => store === 'secrets-manager' && isRead !== true))
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

/**
 * After a migration that is written: values, statements and handlers, what is still wrong, and the deployment. `keys` are granted by
 * reference; `left` are the places of statements that stay.
 */
export function stepsAfterMigration(
  manager: PackageManager,
  keys: readonly string[],
  left: readonly string[],
  handlers: readonly string[],
): readonly NextStep[] {
  const line = (words: string) => programLine(manager, words);
  return [
    ...keys.map((key) => ({
      line: line(`amplify-secrets set ${key}`),
      why: 'in your sandbox, which had no value for it',
    })),
    ...(keys.length === 0
      ? []
      : [{ line: line('amplify-secrets list'), why: 'what the other environments lack, which now read their own' }]),
    ...(left.length === 0
      ? []
      : [
          { line: '# replace the statements that were left', why: left.join(', ') },
          { line: line('amplify-secrets migrate'), why: 'once they are: it has the lines for their handlers' },
        ]),
    ...(handlers.length === 0 ? [] : [{ line: '# change the handlers above', why: handlers.join(', ') }]),
    { line: line('amplify-secrets doctor'), why: 'what is wrong in your sandbox; --env prod in production' },
    {
      line: line('ampx sandbox'),
      why: 'then commit. Deploy the grants first, and after them the handlers and what only the old code needs',
    },
  ];
}

/** What stays as it is, and what can take its place. Reads are left to the user, with their lines. */
export function remainingUses({ secrets }: ProposedDeclaration): readonly string[] {
  return secrets.flatMap(({ key, uses }) =>
    uses.filter(({ isRead }) => isRead !== true).map((use) => `${use.file}:${use.line}  ${remaining(key, use)}`),
  );
}

function remaining(key: string, { store, name, function: owner }: SecretUse): string {
  if (store === 'secrets-manager') return `names "${name}". migrate replaces a statement by a grant of secrets.${key}.`;
  if (owner !== undefined)
    return `gives secret('${name}') to ${owner}. Delete it once the handler reads secrets.${key}.`;
  return `uses secret('${name}'). amplifySecret(secrets.${key}) can take its place.`;
}
