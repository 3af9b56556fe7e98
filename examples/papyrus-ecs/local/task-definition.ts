import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend, Role } from '@amplify-secrets/local';

/** A container of the task definition in the synthesised template. */
export interface Container {
  readonly environment: Readonly<Record<string, string>>;
  /** Variables, and the ARNs that ECS fills them from. */
  readonly secrets: Readonly<Record<string, string>>;
}

type Text = string | { readonly Ref: string } | { readonly 'Fn::Join': readonly [string, readonly Text[]] };

interface Definition {
  readonly Environment: readonly { readonly Name: string; readonly Value: Text }[];
  readonly Secrets: readonly { readonly Name: string; readonly ValueFrom: Text }[];
}

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly ContainerDefinitions?: readonly Definition[] };
}

/** Those of all templates that were synthesised. */
export function resourcesOf({ cdkOut }: Backend): readonly Resource[] {
  return readdirSync(cdkOut)
    .filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => Object.values<Resource>(JSON.parse(readFileSync(join(cdkOut, file), 'utf8')).Resources));
}

export function containerOf(backend: Backend): Container {
  const task = resourcesOf(backend).find(({ Type }) => Type === 'AWS::ECS::TaskDefinition');
  const [container] = task?.Properties.ContainerDefinitions ?? [];
  if (container === undefined) throw new Error('No template has a task definition with a container.');
  const text = (value: Text) => textOf(value, backend);
  return {
    environment: Object.fromEntries(container.Environment.map(({ Name, Value }) => [Name, text(Value)])),
    secrets: Object.fromEntries(container.Secrets.map(({ Name, ValueFrom }) => [Name, text(ValueFrom)])),
  };
}

export function roleOf(backend: Backend, kind: 'ExecutionRole' | 'TaskRole'): Role {
  const [role, ...others] = backend.roles.filter(({ logicalId }) => logicalId?.startsWith(`Task${kind}`));
  if (role === undefined || others.length > 0) throw new Error(`There must be one ${kind}.`);
  return role;
}

function textOf(value: Text, { partition, region, account }: Backend): string {
  const known: Readonly<Record<string, string>> = {
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::AccountId': account,
  };
  const resolve = (part: Text): string => {
    if (typeof part === 'string') return part;
    if ('Ref' in part && known[part.Ref] !== undefined) return known[part.Ref] ?? '';
    if ('Fn::Join' in part) return part['Fn::Join'][1].map(resolve).join(part['Fn::Join'][0]);
    throw new Error(`Only AWS deploys ${JSON.stringify(part)}.`);
  };
  return resolve(value);
}
