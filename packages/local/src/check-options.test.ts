import { describe, expect, it } from 'vitest';
import { startLocalAws } from './local-aws.js';
import { synthesize } from './synthesis/synthesize.js';

const MAIN = { type: 'branch', namespace: 'd1a2b3c4', name: 'main' };
const refused = (message: string) => expect.objectContaining({ name: 'LocalOptionInvalidError', message });

describe('synthesize', () => {
  it.each([
    ['no options', undefined, 'The options of synthesize must be an object, and got undefined.'],
    ['a misspelt option', { deployment: MAIN, project: '.' }, 'synthesize was given the unknown option "project".'],
    [
      'no deployment',
      {},
      'The deployment of synthesize must be of the type sandbox, branch, standalone, and got undefined.',
    ],
    [
      'a misspelt type',
      { deployment: { ...MAIN, type: 'brnch' } },
      'The deployment of synthesize must be of the type sandbox, branch, standalone, and got the type "brnch".',
    ],
    [
      'a namespace that is not set',
      { deployment: { ...MAIN, namespace: undefined } },
      'The namespace of the deployment of synthesize must be a string that is not empty, and got undefined.',
    ],
    [
      'an empty name',
      { deployment: { ...MAIN, name: '' } },
      'The name of the deployment of synthesize must be a string that is not empty, and got "".',
    ],
  ])('refuses %s before it starts a process', async (_case, options, message) => {
    await expect(synthesize(options as never)).rejects.toThrow(refused(message));
  });
});

describe('startLocalAws', () => {
  it.each([
    ['a misspelt option', { backend: [] }, 'startLocalAws was given the unknown option "backend".'],
    ['null', null, 'The options of startLocalAws must be an object, and got null.'],
  ])('refuses %s, which would start it without the backends', async (_case, options, message) => {
    await expect(startLocalAws(options as never)).rejects.toThrow(refused(message));
  });

  it('refuses a secret or a parameter whose value is not text or bytes, with a line that makes it text', async () => {
    const aws = await startLocalAws();
    const put = [
      () => aws.secrets.put('shop/prod/stripe', { apiKey: 'canary' } as never),
      () => aws.secrets.put('shop/prod/stripe', undefined as never),
      () => aws.parameters.put('/amplify/shared/shop/stripe', { apiKey: 'canary' } as never),
    ];
    const got = ['a string or bytes, and got a value of type object', 'and got undefined', 'must be a string, and got'];
    for (const [index, seed] of put.entries()) {
      expect(seed).toThrow(
        expect.objectContaining({ name: 'SeedInvalidError', message: expect.stringContaining(got[index] ?? '') }),
      );
      expect(seed).not.toThrow('canary');
    }
    await aws.close();
  });
});
