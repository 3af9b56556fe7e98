import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stripeWebhook } from './demo/webhooks.js';
import { repositoryRoot } from './repository.js';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

const IDENTIFIER = 'local-test';
const WEBHOOK_SECRET = 'whsec_set_by_ampx';
const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-local-command-'));
const bare = { PATH: process.env.PATH, HOME: process.env.HOME };

/** `amplify-secrets local` of `amplify/`, with the credentials of one function and, in a file, those of the administrator. */
let local: ReturnType<typeof start>;
let variables: Record<string, string>;
let shown = '';

function start() {
  const bin = join(repositoryRoot, 'packages/cli/dist/bin.js');
  const words = [
    '--identifier',
    IDENTIFIER,
    '--as',
    'stripe-webhook',
    '--json',
    '--admin-env',
    join(folder, 'admin.sh'),
  ];
  return spawn(process.execPath, [bin, 'local', ...words], {
    cwd: repositoryRoot,
    env: bare,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

beforeAll(async () => {
  local = start();
  local.stderr.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    local.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (/^}$/m.test(printed)) resolve();
    });
    local.on('close', () => reject(new Error(shown)));
  });
  ({ variables } = JSON.parse(printed));
});
afterAll(() => {
  local?.kill('SIGTERM');
  rmSync(folder, { recursive: true });
});

async function run(command: string, words: readonly string[], env: Record<string, string | undefined>, input = '') {
  const child = spawn(command, words, { cwd: repositoryRoot, env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { code, stdout, stderr };
}

/** Calls the handler of the function in a process with the variables of `local`. */
function callHandler() {
  const handler = JSON.stringify(join(repositoryRoot, 'amplify/functions/stripe-webhook/handler.ts'));
  const event = JSON.stringify(stripeWebhook('/', WEBHOOK_SECRET));
  const program = join(folder, 'call.mts');
  writeFileSync(
    program,
    `const { handler } = await import(${handler});
console.log(JSON.stringify(await handler(${event})));`,
  );
  return run(process.execPath, ['--import', 'tsx', program], { ...bare, ...variables });
}

describe('amplify-secrets local, with the secrets of a sandbox', () => {
  it('has what npx ampx sandbox secret set sets, and the handler of the function reads it', async () => {
    // A shell, as a developer's other terminal is one.
    const set = `. '${join(folder, 'admin.sh')}' && npx ampx sandbox secret set stripe --identifier ${IDENTIFIER}`;
    const value = JSON.stringify({ apiKey: 'rk_test', webhookSecret: WEBHOOK_SECRET });
    const ampx = await run('sh', ['-c', set], { ...bare, AMPLIFY_DISABLE_TELEMETRY: '1', CI: '1' }, value);
    expect(ampx).toMatchObject({ code: 0 });
    const { stdout, stderr } = await callHandler();
    expect([stdout, stderr]).toEqual([expect.stringContaining('"statusCode":200'), expect.anything()]);
  });

  it('has shown both calls: the one of the administrator, and the one of the function with its statement', () => {
    expect(shown).toMatch(/allowed {2}administrator {2}ssm:PutParameter {2}stripe/);
    expect(shown).toMatch(/allowed {2}stripe-webhook {2}ssm:GetParameters {2}stripe {2}by statement \d+ of \w+/);
    expect(shown).not.toContain(WEBHOOK_SECRET);
  });
});
