import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretsDescriptor } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { decodeDescriptor } from '@amplify-secrets/runtime/contract';
import { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { blocksOf, sectionOf } from './docs-page.test.support.js';
import { repositoryRoot } from './repository.js';

const page = readFileSync(join(repositoryRoot, 'docs/other-principals.md'), 'utf8');
const [example = '', schema = ''] = blocksOf(sectionOf(page, 'Reading in another language').text, 'json');

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main', preview: { branches: 'pr-*', store: 'amplify' } },
  secrets: { token: textSecret() },
});
const others = defineSecrets({ app: 'others', environments: { live: ['main', 'pr-*'] }, secrets: {} });

describe('the schema of the descriptor in the docs', () => {
  it.each([
    { type: 'branch', namespace: 'd1a2b3', name: 'main' },
    { type: 'branch', namespace: 'd1a2b3', name: 'pr-7' },
    { type: 'sandbox', namespace: 'my-app', name: 'jan' },
    { type: 'sandbox', namespace: '@acme/my-app', name: 'jan' },
  ] as const)('accepts the descriptor of %o', (deployment) => {
    const text = secretsDescriptor(new Stack(), [secrets, others], { deployment });
    expect(violations(JSON.parse(schema), JSON.parse(text))).toEqual([]);
  });

  it('accepts its example, which is what the kit writes', () => {
    const deployment = { type: 'branch', namespace: 'd1a2b3', name: 'main' } as const;
    expect(example.trim()).toBe(secretsDescriptor(new Stack(), secrets, { deployment }));
  });

  it.each([
    ['[]'],
    ['{"apps":{}}'],
    ['{"v":1}'],
    ['{"v":2,"apps":{}}'],
    ['{"v":"1","apps":{}}'],
    ['{"v":1,"apps":[]}'],
    ['{"v":1,"apps":{"myapp":{"environment":"prod"}}}'],
    ['{"v":1,"apps":{"myapp":{"environment":7,"store":"amplify"}},"folders":["/a"]}'],
    ['{"v":1,"apps":{"myapp":{"environment":"prod","store":"vault"}}}'],
    ['{"v":1,"apps":{},"folders":"/a"}'],
    ['{"v":1,"apps":{},"folders":[7]}'],
  ])('refuses %s, as the runtime does', (text) => {
    expect(violations(JSON.parse(schema), JSON.parse(text))).not.toEqual([]);
    expect(() => decodeDescriptor(text)).toThrow(expect.objectContaining({ name: 'DescriptorInvalidError' }));
  });
});

type Json = Readonly<Record<string, unknown>>;

/** Where a value violates a schema. Throws when the schema has a keyword that this does not support. */
function violations(schema: Json, value: unknown, path = '$'): string[] {
  return Object.entries(schema).flatMap(([keyword, rule]): string[] => {
    const against = (holds: boolean) => (holds ? [] : [`${path}: ${keyword}`]);
    const record = isRecord(value) ? value : {};
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    switch (keyword) {
      case '$schema':
        return [];
      case 'type':
        return against((Array.isArray(value) ? 'array' : typeof value) === rule);
      case 'const':
        return against(value === rule);
      case 'enum':
        return against(Array.isArray(rule) && rule.includes(value));
      case 'required':
        return against(Array.isArray(rule) && rule.every((key) => Object.hasOwn(record, key)));
      case 'minItems':
        return against(!Array.isArray(value) || list.length >= Number(rule));
      case 'maxItems':
        return against(list.length <= Number(rule));
      case 'items':
        return list.flatMap((each, index) => violations(asRecord(rule), each, `${path}[${index}]`));
      case 'properties':
        return Object.entries(asRecord(rule)).flatMap(([key, inner]) =>
          Object.hasOwn(record, key) ? violations(asRecord(inner), record[key], `${path}.${key}`) : [],
        );
      case 'additionalProperties':
        return Object.entries(record).flatMap(([key, each]) => violations(asRecord(rule), each, `${path}.${key}`));
      default:
        throw new Error(`${path}: the keyword "${keyword}" is not known`);
    }
  });
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asRecord(value: unknown): Json {
  if (!isRecord(value)) throw new Error('no schema');
  return value;
}
