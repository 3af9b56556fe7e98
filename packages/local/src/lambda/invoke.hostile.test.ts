import { afterAll, describe, expect, it } from 'vitest';
import { invoke } from './invoke.js';
import { aws, backendOf, containers, run } from './invoke.test.support.js';

afterAll(() => containers.stop());

/** A handler that writes to its runtime's channel. */
const writing = (text: string, then = 'return 1;') =>
  `import { writeSync } from 'node:fs'; export const handler = async () => { writeSync(3, ${JSON.stringify(text)}); ${then} };`;

describe('LO1: a function that writes to the channel of its runtime', () => {
  const refusal = {
    payload: undefined,
    error: { errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/wrote to file descriptor 3/) },
  };

  it.each([
    ['garbage', 'garbage\n'],
    ['an empty line', '\n'],
    ['JSON that is not a reply', 'null\n'],
    ['a forged response', '{"kind":"response","payload":"1"}\n'],
    ['a forged reply', '{"mark":"","ending":{"kind":"response","payload":"1"}}\n'],
  ])('fails with %s, and the next invocation is cold', async (_name, text) => {
    const backend = backendOf(writing(text));
    expect(await invoke(backend, 'webhook', {}, { aws })).toMatchObject(refusal);
    expect((await invoke(backend, 'webhook', {}, { aws })).cold).toBe(true);
  });

  it('fails with a line that never ends', async () => {
    const code = `import { writeSync } from 'node:fs';
      export const handler = async () => { for (;;) writeSync(3, 'x'.repeat(1e6)); };`;
    expect(await run(code)).toMatchObject(refusal);
  });

  it('fails as it ended, with nothing of half an answer, when it ends there', async () => {
    const result = await run(writing('{"kind":"response","payload":"VALUE-IN-A-RESPONSE', 'process.exit(4);'));
    expect(result.error?.errorMessage).toMatch(/exit status 4$/);
    expect(JSON.stringify(result)).not.toContain('VALUE-IN-A-RESPONSE');
  });

  it.each([
    ['JSON.stringify', 'JSON.stringify = () => "{";'],
    ['the text of errors', 'throw Object.assign(new Error(), { name: Symbol("n"), message: { a: 1 }, stack: 7 });'],
    [
      'an error whose properties throw',
      'throw Object.defineProperty(new Error("x"), "name", { get() { throw new Error("y"); } });',
    ],
  ])('fails when it replaces %s', async (_name, statement) => {
    const { payload, error } = await run(`export const handler = async () => { ${statement} };`);
    expect(payload).toBeUndefined();
    expect(error).toMatchObject({ errorType: expect.any(String), errorMessage: expect.any(String) });
  });
});

describe('LO1: the answer of a function', () => {
  it('may have six megabytes', async () => {
    const { payload } = await run('export const handler = async () => "x".repeat(6e6);');
    expect(payload).toBe('x'.repeat(6e6));
  });

  it.each([
    ['an answer of twenty megabytes', 'return "x".repeat(2e7);'],
    ['an error of twenty megabytes', 'throw new Error("x".repeat(2e7));'],
  ])('is refused as Lambda refuses it: %s', async (_name, statement) => {
    const backend = backendOf(`export const handler = async ({ big }) => { if (big) { ${statement} } return 1; };`);
    expect((await invoke(backend, 'webhook', { big: true }, { aws })).error).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
    expect(await invoke(backend, 'webhook', { big: false }, { aws })).toMatchObject({ payload: 1, cold: false });
  });
});

describe('LO1: the environment of a container', () => {
  it.runIf(process.platform === 'linux')('is all that /proc shows of it', async () => {
    const code = `import { readFileSync } from 'node:fs';
      export const handler = async () => readFileSync('/proc/self/environ', 'utf8').split('\\0').map((line) => line.split('=')[0]);`;
    const { payload } = await run(code, {}, {}, { environment: { EXTRA: 'yes' } });
    const lambdas = /^(_HANDLER|AWS_.*|LAMBDA_TASK_ROOT|LANG|PATH|TZ|TABLE|EXTRA|)$/;
    expect(payload).toSatisfy((names: string[]) => names.every((name) => lambdas.test(name)));
    expect(payload).toContain('EXTRA');
  });
});
