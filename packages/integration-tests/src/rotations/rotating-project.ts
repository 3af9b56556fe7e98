import { ROTATED, type RotatedKey } from './rotated-keys.js';

const handler = (secret: RotatedKey, imported: string, strategy: string) => `
import { ${imported} } from '@amplify-secrets/runtime/rotation';
import { ask, isAccepted } from '../provider.js';
import { secrets } from '../secrets/resource.js';

export const handler = rotationHandler(secrets.${secret}, ${strategy});
`;

const twoKeys = (
  account: string,
  sent: string,
) => `overlappingKeys<{ keyId: string; apiKey: string }, { keyId: string; apiKey: string }>({
  create: ({ token }) => ask('POST', '${account}/keys', ${sent}),
  revoke: async ({ previous }) => void (await ask('DELETE', \`${account}/keys/\${previous.keyId}\`)),
  test: async ({ pending }) => {
    if (!(await isAccepted('${account}', pending.apiKey))) throw new Error('not accepted');
  },
  key: ({ keyId }) => keyId,
})`;

const HANDLERS: Readonly<Record<RotatedKey, string>> = {
  sessionKeys: handler('sessionKeys', 'generatedSecret, rotationHandler', 'generatedSecret()'),
  namedKeys: handler('namedKeys', 'overlappingKeys, rotationHandler', twoKeys('namedKeys', '{ name: token }')),
  unnamedKeys: handler('unnamedKeys', 'overlappingKeys, rotationHandler', twoKeys('unnamedKeys', '{}')),
  token: handler(
    'token',
    'refreshedToken, rotationHandler',
    `refreshedToken({
  create: async () => {
    const { apiKey } = await ask('POST', 'token/keys');
    return { apiKey, expiresAt: Date.now() + 12 * 3_600_000 };
  },
  expiresAt: ({ expiresAt }) => expiresAt,
})`,
  ),
  password: handler(
    'password',
    'rotationHandler',
    `{
  create: () => ({ apiKey: crypto.randomUUID() }),
  set: async ({ current, pending }) => {
    if (await isAccepted('password', pending.apiKey)) return;
    await ask('PUT', 'password/password', { password: pending.apiKey }, current.apiKey);
  },
  test: async ({ pending }) => {
    if (!(await isAccepted('password', pending.apiKey))) throw new Error('not accepted');
  },
}`,
  ),
};

const PROVIDER = `
const send = (method: string, path: string, body?: object, key = '') =>
  fetch(\`\${process.env.PROVIDER_URL}/\${path}\`, {
    method,
    headers: { authorization: key },
    ...(body && { body: JSON.stringify(body) }),
  });

export async function ask(method: string, path: string, body?: object, key?: string) {
  const response = await send(method, path, body, key);
  if (response.status !== 200 && response.status !== 404) throw new Error('HTTP ' + response.status);
  return (await response.json()) as { keyId: string; apiKey: string };
}

export const isAccepted = async (account: string, key: string) => (await send('GET', account, undefined, key)).ok;
`;

const SECRETS = `
import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: {
    sessionKeys: jsonSecret(['previous', 'current', 'next']),
    namedKeys: jsonSecret(['keyId', 'apiKey']),
    unnamedKeys: jsonSecret(['keyId', 'apiKey']),
    token: jsonSecret<{ apiKey: string; expiresAt: number }>(),
    password: jsonSecret(['apiKey']),
  },
});
`;

const BACKEND = `
import { defineSecretRotation } from '@amplify-secrets/backend';
import { defineBackend, defineFunction } from '@aws-amplify/backend';
import { secrets } from './secrets/resource.js';

const rotating = (secret: string) =>
  defineFunction({
    name: 'rotate-' + secret,
    entry: './functions/' + secret + '.ts',
    runtime: 22,
    timeoutSeconds: 60,
    environment: { PROVIDER_URL: process.env.PROVIDER_URL ?? '' },
  });

const backend = defineBackend({
  ${ROTATED.map((secret) => `${secret}: rotating('${secret}')`).join(',\n  ')},
});
${ROTATED.map(
  (secret) => `defineSecretRotation(backend, secrets.${secret}, {
  function: backend.${secret},
  schedule: 'cron(0 3 1 1 ? *)',
});`,
).join('\n')}
`;

/** A user's project that rotates a secret by each strategy. The provider is where PROVIDER_URL says. */
export const ROTATING_PROJECT: Readonly<Record<string, string>> = {
  'amplify/backend.ts': BACKEND,
  'amplify/provider.ts': PROVIDER,
  'amplify/secrets/resource.ts': SECRETS,
  ...Object.fromEntries(ROTATED.map((secret) => [`amplify/functions/${secret}.ts`, HANDLERS[secret]])),
};
