import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DEFAULT_DECLARATION } from '../declaration/project.js';
import { settingsOf } from '../declaration/project-settings.js';
import { loadTypeScript, type TypeScript } from '../source/load-typescript.js';
import { callsIn, parseSource, type SourceFile } from '../source/source-file.js';
import { type AmplifyFunction, amplifyFunctions } from './amplify-functions.js';
import { type DefinedBackend, definedBackend } from './defined-backend.js';
import { readsValue, type SdkRead, sdkReads } from './sdk-reads.js';
import type { SecretUse } from './secret-use.js';
import { secretUses } from './secret-uses.js';
import { amplifySources } from './source-files.js';

/** An Amplify project as its files say. Nothing of it is run. */
export interface AmplifyProject {
  readonly folder: string;
  readonly typescript: TypeScript;
  readonly packageName: string | undefined;
  /** The text of package.json. */
  readonly manifest: string | undefined;
  /** Packages that package.json depends on. */
  readonly installed: ReadonlySet<string>;
  /** The files of `amplify/`, and handlers elsewhere. */
  readonly files: readonly SourceFile[];
  readonly backend: SourceFile;
  /** Undefined where `defineBackend` is called in a way that cannot be followed. */
  readonly defined: DefinedBackend | undefined;
  readonly functions: readonly AmplifyFunction[];
  readonly uses: readonly SecretUse[];
  /** Where code asks for secrets with the SDK or with Powertools. */
  readonly reads: readonly SdkRead[];
  /** Where the secrets are, or are to be declared. */
  readonly declaration: string;
  /** The file that calls `defineSecrets` already. */
  readonly declared: string | undefined;
  /** The environments that package.json calls production. */
  readonly production: readonly string[] | undefined;
  /** Whether the compiler refuses a variable that nothing uses. */
  readonly refusesUnused: boolean;
}

/**
 * @throws {TypeScriptMissingError} When the project has no TypeScript with a compiler API.
 * @throws {ProjectSettingsInvalidError} When `"amplifySecrets"` in package.json is not valid.
 */
export function readAmplifyProject(folder: string): AmplifyProject {
  const typescript = loadTypeScript(folder);
  const manifest = textOf(join(folder, 'package.json'));
  const { name, dependencies, devDependencies, amplifySecrets } = parsed(manifest);
  const sources = amplifySources(typescript, folder);
  const backend =
    sources.find(({ path }) => path === 'amplify/backend.ts') ?? parseSource(typescript, 'amplify/backend.ts', '');
  const defined = definedBackend(typescript, backend);
  const functions = defined === undefined ? [] : amplifyFunctions(typescript, folder, defined, sources);
  const elsewhere = [...new Set(functions.flatMap(({ handler }) => handler ?? []))].filter(
    (handler) => !sources.some(({ path }) => path === handler),
  );
  const handlers = elsewhere.map((path) => parseSource(typescript, path, textOf(join(folder, path)) ?? ''));
  const files = [...sources, ...handlers];
  const asks = sdkReads(typescript, files, functions);
  const settings = settingsOf(amplifySecrets, join(folder, 'package.json'));
  const declaration = settings.declaration ?? DEFAULT_DECLARATION;
  const calling = files.find((file) =>
    callsIn(typescript, file).some(({ expression }) => expression.getText(file.tree) === 'defineSecrets'),
  );
  const isElsewhere = declaration !== DEFAULT_DECLARATION && existsSync(join(folder, declaration));
  return {
    production: settings.production,
    folder,
    typescript,
    packageName: typeof name === 'string' ? name : undefined,
    manifest,
    installed: new Set([...Object.keys(Object(dependencies)), ...Object.keys(Object(devDependencies))]),
    files,
    backend,
    defined,
    functions,
    uses: secretUses(typescript, files, functions, asks),
    reads: asks.filter(readsValue),
    declaration,
    declared: isElsewhere ? declaration : calling?.path,
    refusesUnused: refusesUnused(typescript, folder),
  };
}

export function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function parsed(manifest: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(manifest ?? '{}'));
  } catch {
    return {};
  }
}

function refusesUnused(typescript: TypeScript, folder: string): boolean {
  const file = ['amplify/tsconfig.json', 'tsconfig.json'].map((name) => join(folder, name)).find(existsSync);
  if (file === undefined) return false;
  const { config } = typescript.readConfigFile(file, typescript.sys.readFile);
  // Its files are not asked for.
  const host = { ...typescript.sys, readDirectory: () => [] };
  return typescript.parseJsonConfigFileContent(config, host, dirname(file)).options.noUnusedLocals === true;
}
