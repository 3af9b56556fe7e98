import { pathToFileURL } from 'node:url';
import { isSecretsError, type SecretSet, secretSetOf, shellLine } from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';
import { importBundled } from './import-bundled.js';

/**
 * Loads the file that declares the secrets, as tsx does, with which Amplify loads a backend, in TypeScript or JavaScript. What it prints goes to
 * stderr.
 *
 * @throws {DeclarationNotLoadedError} When it cannot be loaded, or exports no secrets, or those of more than one `defineSecrets`.
 */
export async function loadDeclaration(file: string): Promise<SecretSet> {
  const exported = await withoutStdout(() => importFile(file));
  const inner = Object(exported).default;
  const values = [...Object.values(Object(exported)), ...Object.values(Object(inner)), inner];
  const sets = [...new Set(values.map(secretSetOf).filter((set) => set !== undefined))];
  const [set, other] = sets;
  if (set !== undefined && other === undefined) return set;
  if (set === undefined) {
    throw new CliError(
      'DeclarationNotLoadedError',
      `${file} must export the secrets that defineSecrets returns, and exports none.`,
      'Write in it: export const secrets = defineSecrets({ … });',
    );
  }
  throw new CliError(
    'DeclarationNotLoadedError',
    `${file} must export the secrets of one app, and exports those of ${sets.map(({ app }) => `"${app}"`).join(', ')}.`,
    'Move each defineSecrets to a file of its own, and name the file: --declaration path/to/secrets.ts',
  );
}

async function importFile(file: string): Promise<unknown> {
  try {
    const exported = await importBundled(file);
    if (exported !== undefined) return exported;
    const { tsImport } = await import('tsx/esm/api');
    return await tsImport(pathToFileURL(file).href, import.meta.url);
  } catch (error) {
    if (isSecretsError(error)) throw error;
    const { name, message }: Partial<Error> = Object(error);
    const [reason = ''] = String(message ?? '').split('\n');
    throw new CliError(
      'DeclarationNotLoadedError',
      `${file} could not be loaded: ${name ?? 'Error'}: ${reason}`,
      shellLine`Solve the error, and try it with: npx tsx ${file}`,
    );
  }
}

/** stdout is for data. */
async function withoutStdout<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
