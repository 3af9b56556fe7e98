import { inspect } from 'node:util';
import { expect } from 'vitest';
import { exampleClient } from '../client/example.test.support.js';
import type { SecretDefinition } from '../contract/definition.js';
import { defineSecrets } from '../define/define-secrets.js';

export const CANARY = 'canary-5d41402abc4b2a76';

/** Reads a raw value as a definition says. */
export async function readAs<Output>(
  definition: SecretDefinition<Output, unknown, never>,
  raw: string | Uint8Array,
): Promise<Output> {
  const set = defineSecrets({ app: 'myapp', environments: { prod: 'main' }, secrets: { it: definition } });
  const { aws, client } = exampleClient();
  aws.secret('myapp/prod/it', raw);
  return (await client.getSecret(set.it)) as Output;
}

/** The error of a read that must fail, as `name: message`. Nothing in it may quote the canary. */
export async function problemOf(definition: SecretDefinition<unknown, unknown, never>, raw: string | Uint8Array) {
  const error: unknown = await readAs(definition, raw).then(
    () => expect.fail('it should have been refused'),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect(Object.hasOwn(error as object, 'cause')).toBe(false);
  expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain(CANARY);
  const { name, message } = error as Error;
  return `${name}: ${message.replace('Secret "myapp/prod/it" ', '')}`;
}
