import { describe, expect, it } from 'vitest';
import { exampleClient } from '../client/example.test.support.js';
import type { Descriptor } from '../contract/descriptor.js';
import { digestOf } from '../contract/digest.js';
import { secretSetOf } from '../contract/secret-set.js';
import { defineSecrets } from '../define/define-secrets.js';
import { textSecret } from '../define/secret.js';
import type { SecretEvent } from '../events/events.js';

interface Variables {
  readonly PROD_APP_ID: string;
  readonly PROD_BRANCH: string;
  readonly LEGACY_NAME: string;
}

const BUILD: Variables = { PROD_APP_ID: 'd1', PROD_BRANCH: 'main', LEGACY_NAME: 'crm-key' };
const DIFFERS = "This function's declaration differs from the deployed one: use constants, not variables of the build.";

/** A declaration as people write it who take parts of it from process.env. */
function declare(env: Variables) {
  return defineSecrets({
    app: 'shop',
    environments: { prod: { branches: env.PROD_BRANCH, appId: env.PROD_APP_ID } },
    secrets: { crm: textSecret({ name: { prod: env.LEGACY_NAME } }), slack: textSecret() },
  });
}

function deployed(): Descriptor {
  const set = secretSetOf(declare(BUILD));
  if (set === undefined) throw new Error('no set');
  return { apps: { shop: { environment: 'prod', store: 'secrets-manager', digest: digestOf([set], 50) } } };
}

function running(changed: Partial<Variables>, descriptor = deployed()) {
  const events: SecretEvent[] = [];
  const example = exampleClient({ descriptor, onEvent: (event) => events.push(event) });
  for (const name of ['crm-key', 'crm-key-2', 'shop/prod/slack']) example.aws.secret(name, `value of ${name}`);
  return {
    ...example,
    secrets: declare({ ...BUILD, ...changed }),
    types: () => events.map(({ type }) => type),
    events,
  };
}

const CHANGES: readonly [string, Partial<Variables>, 'crm' | 'slack'][] = [
  ['appId', { PROD_APP_ID: 'd2' }, 'slack'],
  ['branches', { PROD_BRANCH: 'master' }, 'slack'],
  ['name', { LEGACY_NAME: 'crm-key-2' }, 'crm'],
];

describe('F02: a function whose declaration has another value than the build’s', () => {
  it.each(CHANGES)('reads what it may, and says so in an event: %s', async (_option, changed, key) => {
    const { client, secrets, events, types, passes } = running(changed);
    expect(await client.getSecret(secrets[key])).toContain('value of');
    expect(events[0]).toEqual({ type: 'mismatch', name: key === 'crm' ? 'crm-key-2' : 'shop/prod/slack' });
    expect(types()).toEqual(['mismatch', 'miss']);
    await client.getSecret(secrets[key]);
    expect(types()).toEqual(['mismatch', 'miss', 'hit']);
    passes(1_000);
    await client.getSecret(secrets[key]);
    expect(types().slice(3)).toEqual(['mismatch', 'refresh']);
  });

  it.each(CHANGES)('names it where the secret is denied: %s', async (_option, changed, key) => {
    const { client, secrets, aws } = running(changed);
    for (const name of ['crm-key-2', 'shop/prod/slack']) aws.deny.add(name);
    const refused = expect.objectContaining({
      name: 'SecretAccessDeniedError',
      message: expect.stringMatching(DIFFERS.replaceAll('.', '\\.')),
      resolution: expect.stringMatching(/^In amplify\/backend\.ts add: /),
    });
    await expect(client.getSecret(secrets[key])).rejects.toEqual(refused);
    await expect(client.putSecret(secrets[key], 'x')).rejects.toEqual(refused);
  });

  it('names it where the secret is missing, read alone or in a batch', async () => {
    const { client, secrets } = running({ LEGACY_NAME: 'crm-key-3' });
    const missing = expect.objectContaining({ name: 'SecretNotFoundError', message: expect.stringContaining(DIFFERS) });
    await expect(client.getSecret(secrets.crm)).rejects.toEqual(missing);
    await expect(client.getSecrets([secrets.slack, secrets.crm], { fresh: true })).rejects.toEqual(missing);
  });

  it('names it only for the secret whose name differs', async () => {
    const { client, secrets, aws, types } = running({ LEGACY_NAME: 'crm-key-2' });
    aws.deny.add('shop/prod/slack');
    await expect(client.getSecret(secrets.slack)).rejects.toEqual(
      expect.objectContaining({ message: expect.not.stringContaining('declaration') }),
    );
    expect(types()).toEqual(['error']);
  });

  it('names it as a possible cause where the app has no grant', async () => {
    const { client } = running({});
    const other = defineSecrets({ app: 'shop-2', environments: { prod: 'main' }, secrets: { crm: textSecret() } });
    await expect(client.getSecret(other.crm)).rejects.toMatchObject({
      name: 'SecretNotGrantedError',
      resolution: expect.stringContaining(`If it is there, and its branches include this one: ${DIFFERS}`),
    });
  });

  it('says nothing where nothing differs, or the descriptor has no digest', async () => {
    const { client, secrets, types } = running({});
    await client.getSecrets([secrets.crm, secrets.slack]);
    expect(types()).not.toContain('mismatch');
    const older: Descriptor = { apps: { shop: { environment: 'prod', store: 'secrets-manager' } } };
    const other = running({ PROD_APP_ID: 'd2', LEGACY_NAME: 'crm-key-2' }, older);
    expect(await other.client.getSecret(other.secrets.crm)).toBe('value of crm-key-2');
    expect(other.types()).toEqual(['miss']);
  });
});
