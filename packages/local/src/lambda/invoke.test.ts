import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startLocalAws } from '../local-aws.js';
import { temporaryFolder } from '../temporary-folder.js';
import { createContainerPool } from './container-pool.js';
import { CONTAINER_PROGRAM } from './container-program.js';
import { invoke } from './invoke.js';
import { aws, backendOf, run } from './invoke.test.support.js';

afterAll(() => aws.containers.stop());

describe('the handler', () => {
  it('receives the event and returns its payload, both as JSON', async () => {
    const code = 'export const handler = async (event) => ({ ...event, at: new Date(0), gone: undefined });';
    expect((await run(code, { id: 7 })).payload).toEqual({ id: 7, at: '1970-01-01T00:00:00.000Z' });
  });

  it('receives and returns more than a pipe holds', async () => {
    const text = 'é'.repeat(2_000_000);
    expect((await run('export const handler = async (event) => event;', { text })).payload).toEqual({ text });
  });

  it('returns null for undefined', async () => {
    const { payload, error } = await run('export const handler = async () => {};');
    expect([payload, error]).toEqual([null, undefined]);
  });

  it('ends with its callback', async () => {
    const code = 'export const handler = (event, context, callback) => setTimeout(callback, 1, null, "late");';
    expect((await run(code)).payload).toBe('late');
  });

  it('is awaited after its callback until the event loop is empty, unless it says otherwise', async () => {
    const code = `export const handler = (event, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = event.wait;
      setTimeout(() => console.log('finished'), 5);
      callback(null, 'called back');
    };`;
    expect(await run(code, { wait: true })).toMatchObject({ payload: 'called back', logs: ['finished'] });
    expect(await run(code, { wait: false })).toMatchObject({ payload: 'called back', logs: [] });
  });

  it('is found in a CommonJS module, in a folder, under another name', async () => {
    const backend = backendOf(
      'exports.run = async () => __filename.slice(-11);',
      { handler: 'src/app.run' },
      'src/app.js',
    );
    expect((await invoke(backend, 'webhook', {}, { aws })).payload).toBe('/src/app.js');
  });

  it("sees Lambda's context", async () => {
    const code = `export const handler = async (event, context) => ({
      ...context, remaining: context.getRemainingTimeInMillis() > 0 && context.getRemainingTimeInMillis() <= 20000,
    });`;
    const { payload } = await run(code, {}, {}, { context: { clientContext: { app: 'x' } } });
    expect(payload).toMatchObject({
      functionName: 'shop-webhook',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:shop-webhook',
      memoryLimitInMB: '256',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      logGroupName: '/aws/lambda/shop-webhook',
      callbackWaitsForEmptyEventLoop: true,
      clientContext: { app: 'x' },
      remaining: true,
    });
  });

  it('sees no names that only a read-eval-print loop has', async () => {
    expect(
      (await run('export const handler = async () => [typeof fs, typeof require, process.argv.length];')).payload,
    ).toEqual(['undefined', 'undefined', 2]);
  });
});

describe('the environment', () => {
  const show = 'export const handler = async () => process.env;';

  it("is the function's, Lambda's and its role's, and nothing of the caller's", async () => {
    vi.stubEnv('INVOKE_CANARY', 'canary-value').stubEnv('AWS_PROFILE', 'canary-profile');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { payload } = await run(show);
    expect(payload).toEqual({
      _HANDLER: 'index.handler',
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-/),
      AWS_ACCESS_KEY_ID: 'webhook-role/shop-webhook',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_FUNCTION_NAME: 'shop-webhook',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/shop-webhook',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.any(String),
      AWS_REGION: 'eu-west-1',
      LAMBDA_TASK_ROOT: expect.stringContaining('amplify-secrets-'),
      LANG: 'en_US.UTF-8',
      PATH: '/usr/local/bin:/usr/bin:/bin:/opt/bin',
      TABLE: 'orders',
      TZ: ':UTC',
    });
  });

  it('accepts more variables, but never a reserved one', async () => {
    const environment = { EXTRA: 'yes', AWS_LAMBDA_FUNCTION_NAME: 'forged', AWS_REGION: 'mars-1' };
    const { payload } = await run(show, {}, {}, { environment });
    expect(payload).toMatchObject({ EXTRA: 'yes', AWS_LAMBDA_FUNCTION_NAME: 'shop-webhook', AWS_REGION: 'eu-west-1' });
  });
});

describe('a container', () => {
  const counting = 'let n = 0; export const handler = async () => ({ n: ++n, pid: process.pid });';

  it('is kept warm for its function, and for no other', async () => {
    const other = { ...aws, containers: createContainerPool() };
    onTestFinished(() => other.containers.stop());
    const backend = backendOf(counting);
    const first = await invoke(backend, 'webhook', {}, { aws });
    const second = await invoke(backend, 'webhook', {}, { aws });
    const elsewhere = await invoke(backend, 'webhook', {}, { aws: other });
    const configured = await invoke(backend, 'webhook', {}, { aws, environment: { A: '1' } });
    expect([first, second, elsewhere, configured].map(({ payload, cold }) => [payload, cold])).toEqual([
      [expect.objectContaining({ n: 1 }), true],
      [expect.objectContaining({ n: 2 }), false],
      [expect.objectContaining({ n: 1 }), true],
      [expect.objectContaining({ n: 1 }), true],
    ]);
    expect([first.initMs, second.initMs]).toEqual([expect.any(Number), undefined]);
  });

  it('runs one invocation at a time', async () => {
    const backend = backendOf(counting);
    const results = await Promise.all([1, 2].map(() => invoke(backend, 'webhook', {}, { aws })));
    expect(results.map(({ cold }) => cold)).toEqual([true, true]);
    expect((await invoke(backend, 'webhook', {}, { aws })).cold).toBe(false);
  });

  it('is frozen from the response to the next event', async () => {
    const code = `
      let ticks = 0;
      export const handler = async (event) => {
        if (event.start) setInterval(() => { ticks += 1; }, 1);
        if (event.start) return;
        const found = ticks;
        while (ticks === found) await new Promise((done) => setTimeout(done, 1));
        return found;
      };`;
    const backend = backendOf(code);
    await invoke(backend, 'webhook', { start: true }, { aws });
    // Another container's life is a while in which an unfrozen timer would have run.
    await run('export const handler = async () => 1;');
    expect((await invoke(backend, 'webhook', {}, { aws })).payload).toBe(0);
  });

  it('ends with the local AWS that it calls, and not with another', async () => {
    const [local, other] = [await startLocalAws(), await startLocalAws()];
    onTestFinished(() => other.close());
    const backend = backendOf(counting);
    const { payload } = await invoke(backend, 'webhook', {}, { aws: local });
    await invoke(backend, 'webhook', {}, { aws: other });
    await local.close();
    await expectEnd(pidIn(payload));
    expect((await invoke(backend, 'webhook', {}, { aws: other })).cold).toBe(false);
  });

  it('is stopped on request', async () => {
    const backend = backendOf(counting);
    const { payload } = await invoke(backend, 'webhook', {}, { aws });
    aws.containers.stop(backend);
    expect((await invoke(backend, 'webhook', {}, { aws })).cold).toBe(true);
    await expectEnd(pidIn(payload));
  });

  it('ends with its parent process, however that ends', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'program.mjs'), CONTAINER_PROGRAM);
    writeFileSync(join(folder, 'index.mjs'), 'export const handler = async () => 1;');
    // A parent whose output the container shares, so that the output ends when both have.
    const start = `require('node:child_process').spawn(process.execPath, ['program.mjs', '{"mark":"ready"}'],
      { stdio: ['ignore', 'inherit', 'ignore', 'pipe'], env: { _HANDLER: 'index.handler' } });`;
    const parent = spawn(process.execPath, ['-e', start], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    expect(String(await once(parent.stdout, 'data'))).toBe('ready\n');
    const end = once(parent.stdout, 'end');
    parent.stdout.resume();
    parent.kill('SIGKILL');
    await end;
  });
});

describe('a failed invocation, as Lambda reports it,', () => {
  it('has the thrown error, and the container is kept', async () => {
    const backend = backendOf(
      'let n = 0; export const handler = async () => { if (!n++) throw new RangeError("no"); return n; };',
    );
    const failed = await invoke(backend, 'webhook', {}, { aws });
    expect(failed.payload).toBeUndefined();
    expect(failed.error).toEqual({
      errorType: 'RangeError',
      errorMessage: 'no',
      trace: expect.arrayContaining(['RangeError: no', expect.stringContaining('index.mjs')]),
    });
    expect(await invoke(backend, 'webhook', {}, { aws })).toMatchObject({ payload: 2, cold: false });
  });

  it.each([
    [
      'an error thrown before the first await',
      'export const handler = () => { throw new TypeError("sync"); };',
      'TypeError',
      'sync',
    ],
    ['an error given to the callback', 'export const handler = (e, c, cb) => cb(new Error("cb"));', 'Error', 'cb'],
    ['a thrown string', 'export const handler = async () => { throw "text"; };', 'string', 'text'],
    [
      'the error of a payload that is not JSON',
      'export const handler = async () => 1n;',
      'Error',
      'Unable to stringify response body',
    ],
    [
      'an unhandled rejection',
      'export const handler = async () => { Promise.reject(new Error("lost")); await new Promise(() => setTimeout(() => {}, 1e6)); };',
      'Runtime.UnhandledPromiseRejection',
      'Error: lost',
    ],
    [
      'an error in a timer',
      'export const handler = () => new Promise(() => setTimeout(() => { throw new Error("timer"); }, 1));',
      'Error',
      'timer',
    ],
    ['an error while the module loads', 'throw new EvalError("init");', 'EvalError', 'init'],
    [
      'a syntax error',
      'export const handler = ;',
      'Runtime.UserCodeSyntaxError',
      expect.stringContaining('SyntaxError'),
    ],
    [
      'a missing package',
      'import "nowhere";',
      'Runtime.ImportModuleError',
      expect.stringContaining("package 'nowhere'"),
    ],
    [
      'a missing export',
      'export const other = 1;',
      'Runtime.HandlerNotFound',
      'index.handler is undefined or not exported',
    ],
    [
      'an exit code',
      'export const handler = async () => process.exit(3);',
      'Runtime.ExitError',
      expect.stringMatching(/Error: Runtime exited with error: exit status 3$/),
    ],
    [
      'an exit without a reason',
      'export const handler = async () => process.exit(0);',
      'Runtime.ExitError',
      expect.stringMatching(/exited without providing a reason$/),
    ],
    [
      'an exit while the module loads',
      'process.exit(1);',
      'Runtime.ExitError',
      expect.stringMatching(/exit status 1$/),
    ],
  ])('has %s', async (_name, code, errorType, errorMessage) => {
    const { error, payload } = await run(code);
    expect(error).toMatchObject({ errorType, errorMessage });
    expect(payload).toBeUndefined();
  });

  it('has no error when the event loop is empty before the handler answers, and the payload is null', async () => {
    expect(await run('export const handler = () => new Promise(() => {});')).toMatchObject({ payload: null });
  });

  it('has a timeout, and the container is ended', async () => {
    const backend = backendOf(
      'console.log("begun"); export const handler = async ({ spin }) => { while (spin); return process.pid; };',
      {
        timeoutSeconds: 1,
      },
    );
    const { payload: pid } = await invoke(backend, 'webhook', { spin: false }, { aws });
    const { error } = await invoke(backend, 'webhook', { spin: true }, { aws });
    expect(error).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/),
    });
    expect(isRunning(Number(pid))).toBe(false);
    expect(await invoke(backend, 'webhook', { spin: false }, { aws })).toMatchObject({ cold: true, logs: ['begun'] });
  });

  it('has the refusal of a callback handler on Node.js 24', async () => {
    const code = 'export const handler = (event, context, callback) => callback(null, 1);';
    const { error } = await run(code, {}, { runtime: 'nodejs24.x' });
    expect(error?.errorType).toBe('Runtime.CallbackHandlerDeprecated');
  });
});

describe('the log of an invocation', () => {
  it('is complete, in lines, from both streams', async () => {
    const code = `console.log('loading');
      export const handler = async () => {
        console.log('one\\ntwo'); console.log(); process.stdout.write('no newline'); console.error('problem');
        console.log('x'.repeat(300000));
      };`;
    const { logs } = await run(code);
    expect(logs.filter((line) => line !== 'problem')).toEqual([
      'loading',
      'one',
      'two',
      '',
      `no newline${'x'.repeat(300000)}`,
    ]);
    expect(logs).toContain('problem');
  });

  it('is streamed while the handler runs', async () => {
    const file = join(temporaryFolder(), 'seen');
    const code = `import { existsSync } from 'node:fs';
      export const handler = async () => {
        console.log('waiting');
        while (!existsSync(${JSON.stringify(file)})) await new Promise((done) => setTimeout(done, 1));
      };`;
    const { error } = await run(code, {}, {}, { onLog: () => writeFileSync(file, '') });
    expect(error).toBeUndefined();
  });

  it('contains that invocation alone, even after a handler that ended its output', async () => {
    const backend = backendOf(
      'export const handler = async ({ say, end }) => { console.log(say); if (end) process.stdout.end(); };',
    );
    expect((await invoke(backend, 'webhook', { say: 'a' }, { aws })).logs).toEqual(['a']);
    const ending = { say: 'b', end: true };
    expect(await invoke(backend, 'webhook', ending, { aws })).toMatchObject({ logs: ['b'], payload: null });
    expect(await invoke(backend, 'webhook', { say: 'c' }, { aws })).toMatchObject({ logs: [], cold: false });
  });

  it('is kept when the handler’s process is killed', async () => {
    const code =
      'export const handler = async () => { console.log("last words"); process.kill(process.pid, "SIGKILL"); };';
    expect(await run(code)).toMatchObject({
      logs: ['last words'],
      error: { errorMessage: expect.stringMatching(/signal: SIGKILL$/) },
    });
  });
});

describe('invoke', () => {
  it('refuses a function with another runtime than Node.js', async () => {
    await expect(run('', {}, { runtime: 'python3.13' })).rejects.toMatchObject({ name: 'RuntimeUnsupportedError' });
  });

  it('refuses a function whose code is not in the assembly', async () => {
    const backend = backendOf('');
    const [fn] = backend.functions;
    if (fn === undefined) throw new TypeError('a backend without a function');
    const { codeDirectory: _none, ...bare } = fn;
    await expect(invoke(backend, bare, {}, { aws })).rejects.toMatchObject({ name: 'CodeMissingError' });
  });
});

function pidIn(payload: unknown): number {
  return typeof payload === 'object' && payload !== null && 'pid' in payload ? Number(payload.pid) : Number.NaN;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A killed process is gone once its parent has reaped it. */
async function expectEnd(pid: number): Promise<void> {
  await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
}
