import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testProject } from '../project.test.support.js';
import { runCli } from '../run-cli.test.support.js';

const { folder } = testProject();
const ESC = '\u001B';
const ANSWERS: Readonly<Record<string, readonly [status: number, body: string]>> = {
  page: [200, '<html>canary</html>'],
  empty: [200, ''],
  list: [200, '[]'],
  types: [
    200,
    '{"ARN":[],"Account":{},"SecretString":{},"SecretList":"canary","Versions":"canary","Parameters":{},"VersionId":{}}',
  ],
  redirect: [307, ''],
  name: [400, JSON.stringify({ __type: `${ESC}[2J\nResolution: canary`, message: 'canary' })],
  gateway: [502, '<html>canary</html>'],
};

/** Undefined: an answer that stops in the middle. */
let answer = ANSWERS.empty;
const server = createServer((incoming, outgoing) => {
  incoming.resume().on('end', () => {
    const [status = 200, body] = answer ?? [];
    if (body === undefined) {
      outgoing.writeHead(200, { 'content-length': 100 }).write('{');
      return;
    }
    outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', location: 'http://127.0.0.1:1/' });
    outgoing.end(body);
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function run(...words: readonly string[]) {
  // A server that listens on TCP has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  const variables = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_MAX_ATTEMPTS: '1',
  };
  return runCli(words, { folder, variables, stdin: 'a value' });
}

describe('an answer that is not one of AWS', { timeout: 300_000 }, () => {
  it.each(
    Object.keys(ANSWERS).flatMap((kind) =>
      [
        ['set', 'slackToken', '-', '--env', 'staging'],
        ['get', 'slackToken', '--env', 'staging'],
        ['list', '--env', 'staging'],
        ['doctor', '--env', 'staging'],
        ['history', 'slackToken', '--env', 'staging'],
        ['set', 'slackToken', '-', '--identifier', 'ana'],
      ].map((words) => [kind, words] as const),
    ),
  )('is an error, and never a value or a write that is done: %s, %j', async (kind, words) => {
    answer = ANSWERS[kind];
    const { code, stdout, stderr } = await run(...words);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^StoreUnreachableError: .*\nResolution: .*\n$/m);
    expect(stderr).not.toMatch(/canary|Unexpected/);
    expect(stderr).not.toContain(ESC);
  });

  it('is an error when it stops in the middle', async () => {
    answer = undefined;
    const { code, stderr } = await run('get', 'slackToken', '--env', 'staging');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^StoreUnreachableError: /)]);
  });
});
