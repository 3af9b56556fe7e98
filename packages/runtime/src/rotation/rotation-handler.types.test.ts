import { expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { defineSecrets } from '../define/define-secrets.js';
import { binarySecret, jsonSecret, textSecret } from '../define/secret.js';
import { generatedSecret } from './generated-secret.js';
import { type RotationHandler, rotationHandler } from './rotation-handler.js';

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: {
    fields: jsonSecret(['password']),
    port: jsonSecret(z.object({ port: z.string().transform(Number) })),
    text: textSecret(),
    bytes: binarySecret(),
    keys: jsonSecret(['previous', 'current', 'next']),
  },
});
const nothing = { set: () => {}, test: () => {} };

it('types a strategy by the declaration of its secret', () => {
  rotationHandler(secrets.fields, {
    create: ({ current, previous, token }) => {
      expectTypeOf(current).toEqualTypeOf<{ readonly password: string }>();
      expectTypeOf(previous).toEqualTypeOf<{ readonly password: string } | undefined>();
      return { password: token };
    },
    set: ({ pending }) => void expectTypeOf(pending).toEqualTypeOf<{ readonly password: string }>(),
    test: () => {},
  });
  // What a schema reads, and what it accepts.
  rotationHandler(secrets.port, { ...nothing, create: ({ current }) => ({ port: `${current.port + 1}` }) });
  rotationHandler(secrets.text, { ...nothing, create: ({ current }) => current.toUpperCase() });
  rotationHandler(secrets.bytes, { ...nothing, create: ({ current }) => Uint8Array.from(current) });
  expectTypeOf(rotationHandler(secrets.keys, generatedSecret())).toEqualTypeOf<RotationHandler>();
});

it('refuses a value and a strategy of another shape', () => {
  // @ts-expect-error: a number is not what the schema accepts.
  rotationHandler(secrets.port, { ...nothing, create: () => ({ port: 1 }) });
  // @ts-expect-error: the field is missing.
  rotationHandler(secrets.fields, { ...nothing, create: () => ({}) });
  // @ts-expect-error: the secret does not have the three keys.
  rotationHandler(secrets.fields, generatedSecret());
});
