import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startLocalAws } from '@amplify-secrets/local';
import { seededRandom } from '../fleet/seeded-random.js';
import type { OpenReader } from '../peers/reader.js';
import { shuffled } from '../shuffled.js';
import type { FaultResult } from './fault-result.js';
import { readAll, tally, watched } from './reading.js';
import { NAMES, READER } from './run-schedule.js';
import type { WorldClock } from './world-clock.js';

type Answer = (response: ServerResponse) => void;

// The endpoint of ECS, EKS and SnapStart, whose credentials a client shares among its reads.
const KINDS: readonly (readonly [id: string, answer: Answer])[] = [
  ['credentials that never come', () => {}],
  ['credentials that begin and do not end', (response) => void response.writeHead(200).write('{')],
  ['credentials that drip', (response) => drip(response)],
  ['credentials of a wrong type', (response) => void response.end('{"AccessKeyId":{"length":20000000}}')],
  ['no credentials, 500', (response) => void response.writeHead(500).end('{}')],
];
export const CREDENTIALS_KINDS = KINDS.map(([id]) => id);

const LIFE_MS = 900_000;
const RECOVERY_MS = 120_000;

/** A reader whose credentials come from an endpoint that fails in every way in turn: with no value to serve at first, then with one. */
export async function meetStalledCredentials(
  open: OpenReader,
  clock: WorldClock,
  seed: number,
): Promise<readonly FaultResult[]> {
  const aws = await startLocalAws();
  let fault: Answer | undefined;
  const endpoint = createServer((request, response) => {
    request.resume();
    if (fault !== undefined) return fault(response);
    const expiresAt = Date.now() + LIFE_MS;
    const env = aws.env(READER, { expiresAt });
    response.end(
      JSON.stringify({
        AccessKeyId: env.AWS_ACCESS_KEY_ID,
        SecretAccessKey: env.AWS_SECRET_ACCESS_KEY,
        Token: env.AWS_SESSION_TOKEN,
        Expiration: new Date(expiresAt).toISOString(),
      }),
    );
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  const { AWS_ACCESS_KEY_ID: _id, AWS_SECRET_ACCESS_KEY: _key, AWS_SESSION_TOKEN: _token, ...others } = aws.env();
  Object.assign(process.env, others, {
    // A server that listens on TCP has an AddressInfo.
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/credentials`,
  });
  const read = await open({ names: NAMES, form: 'text', ttlSeconds: 300 });
  const history = NAMES.map((): string[] => []);

  const results: FaultResult[] = [];
  try {
    for (const [id, answer] of shuffled(KINDS, seededRandom(seed))) {
      for (const [index, name] of NAMES.entries()) {
        history[index]?.push(`${name} version ${results.length}`);
        aws.secrets.put(name, `${name} version ${results.length}`);
      }
      clock.pass(LIFE_MS);
      aws.calls.clear();
      fault = answer;
      const { read: readings, busyMs } = await watched(async () => [
        ...(await readAll(read, history)),
        ...(await readAll(read, history)),
      ]);
      const attempts = aws.calls.length;
      fault = undefined;
      clock.pass(RECOVERY_MS);
      const after = await readAll(read, history);
      const recovered = after.filter(({ is }) => is === 'current').length;
      results.push({ id, ...tally(readings), busyMs, attempts, recovered });
    }
  } finally {
    endpoint.closeAllConnections();
    endpoint.close();
    await aws.close();
  }
  return results;
}

function drip(response: ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(timer));
}
