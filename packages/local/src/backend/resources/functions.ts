import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { partitionOf } from '../../arn/partition.js';
import { generatedName } from '../../cloudformation/generated-name.js';
import { stringAt } from '../../cloudformation/json.js';
import type { Resource } from '../../cloudformation/resource.js';
import { asString, isValueObject, type Resolved, Unresolved, valueAt } from '../../cloudformation/value.js';
import type { BackendFunction } from '../model.js';
import type { Roles } from './roles.js';

/** Reads the functions. Defaults are Lambda's: 3 seconds, 128 MB. */
export function readFunctions(resources: readonly Resource[], roles: Roles): readonly BackendFunction[] {
  const functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function');
  const names = friendlyNames(functions);
  return functions.map((resource) => {
    const codeDirectory = directoryOf(resource);
    return {
      name: names.get(resource) ?? resource.logicalId,
      logicalId: resource.logicalId,
      ...identityOf(resource),
      role: roles.withArn(resource.property('Role')),
      runtime: stringOf(resource, 'Runtime') ?? 'unknown',
      handler: stringOf(resource, 'Handler') ?? 'index.handler',
      timeoutSeconds: numberOf(resource, 'Timeout') ?? 3,
      memoryMegabytes: numberOf(resource, 'MemorySize') ?? 128,
      environment: environmentOf(valueAt(resource.property('Environment'), 'Variables')),
      ...(codeDirectory !== undefined && { codeDirectory }),
    };
  });
}

/** Every name by Amplify's tag is given before any by a construct's id, so that a construct's id is never in its way. */
function friendlyNames(functions: readonly Resource[]): ReadonlyMap<Resource, string> {
  const names = new Map<Resource, string>();
  const used = new Set<string>();
  const choices = [tagged, constructId, constructPath, ({ logicalId }: Resource) => logicalId];
  for (const choice of choices) {
    for (const resource of functions.filter((candidate) => !names.has(candidate))) {
      const name = choice(resource);
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      names.set(resource, name);
    }
  }
  return names;
}

function tagged(resource: Resource): string | undefined {
  const tags = resource.property('Tags');
  const tag = Array.isArray(tags)
    ? tags.find((item: Resolved) => valueAt(item, 'Key') === 'amplify:friendly-name')
    : undefined;
  const name = valueAt(tag, 'Value');
  return typeof name === 'string' ? name : undefined;
}

function constructId(resource: Resource): string | undefined {
  return constructPath(resource)?.split('/').at(-1);
}

function constructPath({ metadata }: Resource): string | undefined {
  return stringAt(metadata, 'aws:cdk:path')?.replace(/\/Resource$/, '');
}

function identityOf(resource: Resource): Pick<BackendFunction, 'functionName' | 'arn'> {
  const { logicalId, stack } = resource;
  const name = resource.ref();
  const functionName = typeof name === 'string' ? name : generatedName(stack.name, logicalId, 64);
  const partition = partitionOf(stack.region).name;
  return { functionName, arn: `arn:${partition}:lambda:${stack.region}:${stack.account}:function:${functionName}` };
}

/** Without the variables that do not resolve; the backend's `unresolved` lists them. */
function environmentOf(variables: Resolved): Readonly<Record<string, string>> {
  const entries = isValueObject(variables) ? Object.entries(variables) : [];
  return Object.fromEntries(
    entries.flatMap(([key, value]): [string, string][] => {
      const resolved = asString(value);
      return resolved instanceof Unresolved ? [] : [[key, resolved]];
    }),
  );
}

function directoryOf({ metadata, stack, ...resource }: Resource): string | undefined {
  const declared = stringAt(metadata, 'aws:asset:path');
  const key = valueAt(resource.property('Code'), 'S3Key');
  const asset = typeof key === 'string' ? stack.assets.get(basename(key)) : undefined;
  const path = declared === undefined ? asset : resolve(stack.folder, declared);
  return path !== undefined && statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : undefined;
}

function stringOf(resource: Resource, name: string): string | undefined {
  const value = resource.property(name);
  return typeof value === 'string' ? value : undefined;
}

function numberOf(resource: Resource, name: string): number | undefined {
  const value = Number(resource.property(name) ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}
