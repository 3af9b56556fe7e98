import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalAws } from '@amplify-secrets/local';
import { DeleteSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { type Half, openHoldingFront } from './holding-front.test.support.js';
import { CANARIES, HOLDING, leakScene, leaksIn, type Scene, VERBS, WITHOUT_AWS } from './leaks.test.support.js';

const [KEY, HOOK, TOKEN] = CANARIES;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof EXIT_CODES;
const SIGNALS: readonly Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const AT_ONCE = 3;
/** The calls of these go out together, so that those beyond the first few are the same wait. */
const MOST_CALLS_FOR_METADATA = 3;
const scenes = Array.from({ length: AT_ONCE }, () => leakScene(() => ({})));

interface Point {
  readonly verb: string;
  /** The number of the call that the command waits for; without one it runs to its end. */
  readonly call?: number;
  readonly half: Half;
  readonly signal: Signal;
}

/** A command up to a point, with a local AWS of its own, and what was wrong after the signal. */
async function interruptedAt(point: Point, scene: Scene) {
  const { verb, call, half, signal } = point;
  const aws = await startLocalAws();
  for (const environment of ['staging', 'dev']) {
    aws.secrets.put(`shop/${environment}/stripe`, JSON.stringify({ apiKey: HOOK, webhookSecret: HOOK }));
    aws.secrets.put(`shop/${environment}/stripe`, JSON.stringify({ apiKey: KEY, webhookSecret: HOOK }));
    aws.secrets.put(`shop/${environment}/slack-token`, TOKEN);
    aws.secrets.put(`shop/${environment}/keystore`, Buffer.from(KEY + HOOK));
  }
  const client = new SecretsManagerClient({
    region: 'us-east-1',
    endpoint: aws.url,
    credentials: credentialsOf(aws.env()),
  });
  if (verb === 'restore') await client.send(new DeleteSecretCommand({ SecretId: 'shop/staging/slack-token' }));
  const front = await openHoldingFront(aws.url);
  const written = join(scene.folder, '.env.written');
  rmSync(written, { force: true });
  const wrong: string[] = [];
  const { words = [], stdin } = VERBS[verb] ?? {};
  const { code, stdout, stderr } = await scene.run([verb, ...words], {
    variables: { ...aws.env(), AWS_ENDPOINT_URL: front.url },
    ...(stdin !== undefined && { stdin }),
    onStart: (child) => {
      if (call === undefined) return;
      front.hold(call, half).then(() => {
        for (const what of ['cmdline', 'environ']) {
          if (leaksIn(read(`/proc/${child.pid}/${what}`)).length > 0) wrong.push(`its ${what}`);
        }
        child.kill(signal);
      });
    },
  });
  if (call !== undefined && code !== EXIT_CODES[signal]) wrong.push(`exit code ${code}: ${stderr}`);
  if (call !== undefined && !stderr.includes('Interrupted.')) wrong.push('nothing said of the signal');
  if (leaksIn(stdout + stderr).length > 0) wrong.push('its output');
  wrong.push(...scene.leakingFiles(), ...readdirSync(scene.folder).filter((name) => name.endsWith('.tmp')));
  // Whole, for its owner alone, or not there.
  if (existsSync(written)) {
    if ((statSync(written).mode & 0o777) !== 0o600) wrong.push('the mode of the file');
    if (!/\nKEYSTORE=\S+\n$/.test(readFileSync(written, 'utf8'))) wrong.push('half a file');
  }
  if (verb === 'set') {
    const current = await client.send(new GetSecretValueCommand({ SecretId: 'shop/staging/stripe' }));
    const { apiKey, webhookSecret } = JSON.parse(current.SecretString ?? '');
    if (![KEY, TOKEN].includes(apiKey) || webhookSecret !== HOOK) wrong.push('neither the old value nor the new one');
  }
  front.close();
  client.destroy();
  await aws.close();
  return { code, calls: front.calls.length, wrong: wrong.map((what) => `${JSON.stringify(point)}: ${what}`) };
}

describe.skipIf(process.platform === 'win32')(
  'a signal while amplify-secrets waits for a value',
  { timeout: 300_000 },
  () => {
    const half = TOKEN.slice(0, 12);

    it.each(SIGNALS)(
      'leaves no half of it, from standard input or through a file that is a pipe: %s',
      async (signal) => {
        const [scene, other] = scenes;
        if (scene === undefined || other === undefined) throw new Error('There are no scenes.');
        const aws = await startLocalAws();
        const front = await openHoldingFront(aws.url);
        const variables = { ...aws.env(), AWS_ENDPOINT_URL: front.url };
        const pipe = join(other.folder, 'pipe');
        execFileSync('mkfifo', [pipe]);
        const writer = spawn('sh', ['-c', 'exec > "$0"; printf %s "$1"; exec sleep 120', pipe, half]);
        // After its last call before the value, which it then waits for.
        const signalAtCall = (child: ChildProcess) => {
          const timer = setInterval(() => {
            if (!front.calls.includes('DescribeSecret')) return;
            clearInterval(timer);
            setTimeout(() => child.kill(signal), 500);
          }, 20);
        };
        const words = ['set', 'slackToken', '--env', 'staging'];
        const fromStdin = await scene.run([...words, '-'], {
          variables,
          keepsStdin: true,
          onStart: (child) => {
            child.stdin?.write(half);
            signalAtCall(child);
          },
        });
        front.forget();
        const fromFile = await other.run([...words, '--file', 'pipe'], { variables, onStart: signalAtCall });
        writer.kill();
        rmSync(pipe);
        front.close();
        await aws.close();
        expect([fromStdin.code, fromFile.code]).toEqual([EXIT_CODES[signal], EXIT_CODES[signal]]);
        expect(leaksIn(fromStdin.stdout + fromStdin.stderr + fromFile.stdout + fromFile.stderr)).toEqual([]);
        expect([...scene.leakingFiles(), ...other.leakingFiles(), ...aws.secrets.list()]).toEqual([]);
      },
    );
  },
);

describe.skipIf(process.platform === 'win32')(
  'a signal while amplify-secrets waits for AWS',
  { timeout: 300_000 },
  () => {
    it.each(Object.keys(VERBS).filter((verb) => !WITHOUT_AWS.includes(verb)))(
      'leaves no value of %s, and no half of a file, whichever call it waits for',
      async (verb) => {
        const [first] = scenes;
        if (first === undefined) throw new Error('There are no scenes.');
        const { calls } = await interruptedAt({ verb, half: 'request', signal: 'SIGINT' }, first);
        expect(calls).toBeGreaterThan(0);
        const points = pointsOf(verb, calls);
        const wrong: string[] = [];
        const waiting = points.values();
        await Promise.all(
          scenes.map(async (scene) => {
            for (const point of waiting) wrong.push(...(await interruptedAt(point, scene)).wrong);
          }),
        );
        expect(wrong).toEqual([]);
      },
    );
  },
);

/** Each call, and each half of it where values are held. The signals take turns: one handler serves all three. */
function pointsOf(verb: string, calls: number): readonly Point[] {
  const holds = HOLDING.includes(verb);
  const halves: readonly Half[] = holds ? ['request', 'answer'] : ['answer'];
  const length = holds ? calls : Math.min(calls, MOST_CALLS_FOR_METADATA);
  const all = Array.from({ length }, (_, index) => halves.map((half) => ({ verb, call: index + 1, half }))).flat();
  return all.map((point, index) => ({ ...point, signal: SIGNALS[index % SIGNALS.length] ?? 'SIGINT' }));
}

function credentialsOf({ AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' }: Readonly<Record<string, string>>) {
  return { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
