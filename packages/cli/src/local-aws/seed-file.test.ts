import { binarySecret, defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { secretSetOf } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { seedsIn } from './seed-file.js';

const set = secretSetOf(
  defineSecrets({
    app: 'shop',
    environments: { dev: '*' },
    secrets: {
      stripe: jsonSecret(['apiKey', 'webhookSecret']),
      slackToken: textSecret(),
      keystore: binarySecret(),
      tokens: jsonSecret<{ readonly refreshToken: string }>(),
    },
  }),
);
const CANARY = 'canary-5f2c';

function seeds(content: string, names: Readonly<Record<string, string>> = {}) {
  if (set === undefined) throw new Error('defineSecrets returned no set.');
  const { values, unused } = seedsIn(content, set, names);
  return { values: Object.fromEntries(values), unused };
}

describe('a seed file in JSON', () => {
  it('has values by the keys of secrets, as objects or strings', () => {
    const content = { stripe: { apiKey: 'a' }, slackToken: 'b', keystore: 'AQID', tokens: '{"refreshToken":"c"}' };
    expect(seeds(`\uFEFF ${JSON.stringify(content)}\n`).values).toEqual({
      stripe: { members: { apiKey: 'a' } },
      slackToken: { text: 'b' },
      keystore: { text: 'AQID' },
      tokens: { text: '{"refreshToken":"c"}' },
    });
  });

  it.each([
    [`{ "stripe": ${CANARY} }`, 'InputInvalidError', 'is not a JSON object'],
    [
      JSON.stringify({ slackToken: { value: CANARY } }),
      'InputInvalidError',
      '"slackToken" in the seed file must be a string',
    ],
    [JSON.stringify({ 'stripe.apiKey': CANARY }), 'InputInvalidError', 'has the field "stripe.apiKey"'],
    [JSON.stringify({ stirpe: CANARY }), 'SecretUnknownError', 'has no such secret'],
  ])('is refused without a word of its values: %s', (content, name, message) => {
    expect(() => seeds(content)).toThrow(expect.objectContaining({ name, message: expect.stringContaining(message) }));
    expect(() => seeds(content)).not.toThrow(CANARY);
  });
});

describe('a seed file of variables', () => {
  it('has the fields and secrets as `run` names them, and says which variables are of none', () => {
    const content = `# mine\nexport STRIPE_API_KEY='a b'\nSLACK_TOKEN=b\nTOKENS='{"refreshToken":"c"}'\nPORT=3000\nKEYSTORE=\n`;
    expect(seeds(content)).toEqual({
      values: {
        stripe: { members: { apiKey: 'a b' } },
        slackToken: { text: 'b' },
        tokens: { text: '{"refreshToken":"c"}' },
      },
      unused: ['PORT'],
    });
  });

  it('has the names of package.json', () => {
    const names = { 'stripe.apiKey': 'STRIPE_KEY' };
    expect(seeds('STRIPE_KEY=a\nSTRIPE_API_KEY=b', names)).toEqual({
      values: { stripe: { members: { apiKey: 'a' } } },
      unused: ['STRIPE_API_KEY'],
    });
  });

  it('is refused when it has none', () => {
    expect(() => seeds(CANARY)).toThrow(expect.objectContaining({ name: 'InputInvalidError' }));
    expect(() => seeds(CANARY)).not.toThrow(CANARY);
  });
});
