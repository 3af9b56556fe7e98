import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LocalError } from '../local-error.js';
import { isJsonObject, type Json, type JsonObject, objectAt, stringAt } from './json.js';

/** A root stack of a cloud assembly. */
export interface AssemblyStack {
  readonly name: string;
  readonly template: JsonObject;
  /** Absent where the stack was synthesised for any account. */
  readonly account?: string;
  /** Absent where the stack was synthesised for any region. */
  readonly region?: string;
  readonly folder: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Files and folders of the assembly by the name they are uploaded under. */
  readonly assets: ReadonlyMap<string, string>;
  /** The errors that the synthesis itself noted (`Annotations.addError`), each with its construct's path. */
  readonly errors: readonly string[];
  /** Its warnings and infos, each with its construct's path. */
  readonly notes: readonly string[];
}

/**
 * Reads the root stacks of a cloud assembly and of the assemblies nested in it (pipeline stages). The format:
 * https://docs.aws.amazon.com/cdk/v2/guide/deploy-synth.html
 *
 * @throws {AssemblyInvalidError} When the folder is not a cloud assembly, or one of its files is missing or damaged.
 */
export function readAssembly(cdkOut: string): readonly AssemblyStack[] {
  const folder = resolve(cdkOut);
  const artifacts = Object.entries(objectAt(readJson(folder, 'manifest.json'), 'artifacts'));
  const assets = new Map<string, string>();
  for (const [, artifact] of artifacts) {
    if (stringAt(artifact, 'type') === 'cdk:asset-manifest') collectAssets(folder, artifact, assets);
  }
  return artifacts.flatMap(([id, artifact]) => {
    const properties = objectAt(artifact, 'properties');
    switch (stringAt(artifact, 'type')) {
      case 'aws:cloudformation:stack':
        return [readStack(folder, id, artifact, assets)];
      case 'cdk:cloud-assembly':
        return readAssembly(resolve(folder, stringAt(properties, 'directoryName') ?? id));
      default:
        return [];
    }
  });
}

export function readTemplate(folder: string, file: string): JsonObject {
  return readJson(folder, file);
}

function readStack(folder: string, id: string, artifact: Json, assets: ReadonlyMap<string, string>): AssemblyStack {
  const properties = objectAt(artifact, 'properties');
  const [account, region] = (stringAt(artifact, 'environment') ?? '').replace(/^aws:\/\//, '').split('/');
  const extra = stringAt(artifact, 'additionalMetadataFile');
  const metadata = { ...objectAt(artifact, 'metadata'), ...(extra === undefined ? {} : readJson(folder, extra)) };
  return {
    name: stringAt(properties, 'stackName') ?? id,
    template: readTemplate(folder, stringAt(properties, 'templateFile') ?? `${id}.template.json`),
    ...(account && account !== 'unknown-account' && { account }),
    ...(region && region !== 'unknown-region' && { region }),
    folder,
    tags: stringsIn(objectAt(properties, 'tags')),
    assets,
    errors: notesOf(metadata, ['aws:cdk:error']),
    notes: notesOf(metadata, ['aws:cdk:warning', 'aws:cdk:info']),
  };
}

function stringsIn(object: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, String(value)]));
}

function notesOf(metadata: JsonObject, types: readonly string[]): string[] {
  return Object.entries(metadata).flatMap(([path, entries]) =>
    (Array.isArray(entries) ? entries : [])
      .filter((entry: Json) => types.includes(stringAt(entry, 'type') ?? ''))
      .map((entry: Json) => `${path}: ${stringAt(entry, 'data') ?? ''}`),
  );
}

function collectAssets(folder: string, artifact: Json, into: Map<string, string>): void {
  const file = stringAt(objectAt(artifact, 'properties'), 'file');
  if (file === undefined) return;
  for (const asset of Object.values(objectAt(readJson(folder, file), 'files'))) {
    const path = stringAt(objectAt(asset, 'source'), 'path');
    for (const destination of Object.values(objectAt(asset, 'destinations'))) {
      const key = stringAt(destination, 'objectKey');
      if (path !== undefined && key !== undefined) into.set(key, resolve(folder, path));
    }
  }
}

function readJson(folder: string, file: string): JsonObject {
  let content: string;
  try {
    content = readFileSync(resolve(folder, file), 'utf8');
  } catch {
    throw invalid(folder, `${file} is missing`);
  }
  try {
    const parsed: Json = JSON.parse(content);
    if (isJsonObject(parsed)) return parsed;
  } catch {
    // The parser's message would quote the file; its name is enough.
  }
  throw invalid(folder, `${file} is not a JSON object`);
}

function invalid(folder: string, reason: string): LocalError {
  return new LocalError(
    'AssemblyInvalidError',
    `${folder} is not a complete cloud assembly: ${reason}.`,
    'Give loadBackend the folder that a CDK app synthesised into (cdk.out; with ampx .amplify/artifacts/cdk.out), or call synthesize({ deployment }).',
  );
}
