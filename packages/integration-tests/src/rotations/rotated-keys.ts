import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';

/** One secret for each way in which a value is renewed. */
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

export type RotatedKey = keyof typeof secrets & string;

/** The names of the handlers of killed-strategies.ts. */
export const ROTATED = ['sessionKeys', 'namedKeys', 'unnamedKeys', 'token', 'password'] as const;
