import { afterAll, describe, expect, it } from 'vitest';
import { containers, run } from './invoke.test.support.js';

afterAll(() => containers.stop());

const failing = (expression: string) => `export const handler = async () => { throw ${expression}; };`;
const missing = `Object.assign(new Error('There is no secret.'), {
  name: 'SecretNotFoundError', resolution: 'npx ampx sandbox secret set stripe', key: 'stripe' })`;

describe('invoke-drops-resolution: a failed invocation', () => {
  it("has name, message and resolution of the function's error", async () => {
    expect((await run(failing(missing))).error).toMatchObject({
      errorType: 'SecretNotFoundError',
      errorMessage: 'There is no secret.',
      resolution: 'npx ampx sandbox secret set stripe',
    });
  });

  it('has the resolution of a cause', async () => {
    const { error } = await run(failing(`new TypeError('not rendered', { cause: ${missing} })`));
    expect(error).toMatchObject({ errorType: 'TypeError', resolution: 'npx ampx sandbox secret set stripe' });
  });

  it.each([
    ['throws', failing(missing), 'Invoke Error'],
    [
      'streams',
      `export const handler = awslambda.streamifyResponse(async () => { throw ${missing}; });`,
      'Invoke Error',
    ],
    ['does not load', `throw ${missing};`, 'Uncaught Exception'],
    [
      'loses a promise',
      `export const handler = () => new Promise(() => { Promise.reject(${missing}); });`,
      'Unhandled Promise Rejection',
    ],
  ])('logs the error with its own properties, as Lambda does, when the handler %s', async (_name, code, label) => {
    const { logs, error } = await run(code);
    expect(error).toMatchObject({ resolution: 'npx ampx sandbox secret set stripe' });
    const line = logs.find((candidate) => candidate.startsWith(`ERROR\t${label}\t`)) ?? '';
    expect(JSON.parse(line.split('\t')[2] ?? '')).toMatchObject({
      errorMessage: expect.stringContaining('There is no secret.'),
      resolution: 'npx ampx sandbox secret set stripe',
      key: 'stripe',
      stack: expect.arrayContaining([expect.stringContaining('index.mjs')]),
    });
  });

  it('logs an error that JSON cannot hold', async () => {
    const { logs } = await run(
      `export const handler = async () => { const e = new Error('round'); e.self = e; throw e; };`,
    );
    expect(logs).toEqual([expect.stringMatching(/^ERROR\tInvoke Error\t\{"errorType":"Error","errorMessage":"round"/)]);
  });

  it('has no resolution where the error has none', async () => {
    const { error } = await run(failing("new RangeError('no')"));
    expect(error).not.toHaveProperty('resolution');
  });
});

describe('pnpm-invoke-provided-sdk: a package of Lambda that is not installed', () => {
  it.each([
    ['while the module loads', `import '@aws-sdk/client-nowhere';`],
    ['in the handler', `export const handler = async () => { await import('@aws-sdk/client-nowhere/deep.js'); };`],
  ])('is named with the command that adds it, when it is imported %s', async (_name, code) => {
    const { error } = await run(code);
    expect(error?.resolution).toMatch(/^npm install --save-dev @aws-sdk\/client-nowhere \(/);
  });
});
