import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { afterEach, describe, expect, it } from 'vitest';
import { notVerified, secretsManagerTable } from './verified-cases.js';
import { MOST, PREFIX, verifyAws } from './verify-aws.js';

const ACCOUNT = '210987654321';
const running: LocalAws[] = [];

afterEach(async () => {
  for (const aws of running.splice(0)) await aws.close();
});

/** An account that has secrets of others. */
async function accountOfOthers(): Promise<LocalAws> {
  const aws = await startLocalAws({ account: ACCOUNT, region: 'eu-central-1' });
  running.push(aws);
  for (const name of ['one', 'two', 'absent', 'app/one']) aws.secrets.put(name, 'of somebody else');
  return aws;
}

async function verify(aws: LocalAws, account = ACCOUNT, onLine: (line: string) => void = () => {}) {
  const environment = aws.env();
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = environment;
  // With few attempts, since faults are not passing ones here.
  const config = {
    maxAttempts: 1,
    endpoint: aws.url,
    region: aws.region,
    credentials: { accessKeyId, secretAccessKey },
  };
  const lines: string[] = [];
  const print = (line: string) => {
    lines.push(line);
    onLine(line);
  };
  const code = await verifyAws({ account, config, print, signal: new AbortController().signal });
  return { code, lines };
}

const namesIn = (aws: LocalAws) =>
  aws.secrets
    .list()
    .map(({ name }) => name)
    .sort();

describe('npm run verify:aws', () => {
  it('finds no difference in an account that behaves as the table says, and leaves it as it was', async () => {
    const aws = await accountOfOthers();
    const before = aws.secrets.list();
    const { code, lines } = await verify(aws);
    expect(lines.filter((line) => line.startsWith('differs'))).toEqual([]);
    expect(code).toBe(0);
    expect(lines.at(-1)).toBe('Every secret is removed.');
    expect(aws.secrets.list()).toEqual(before);
    expect(aws.calls.count({ service: 'secretsmanager' })).toBeLessThan(MOST.calls);
    expect(aws.calls.count({ operation: 'CreateSecret', outcome: 'ok' })).toBeLessThan(MOST.secrets);
    const resources = aws.calls.matching({ service: 'secretsmanager' }).flatMap((call) => call.resources);
    expect(resources.filter((arn) => arn !== '*' && !arn.includes(`:${ACCOUNT}:secret:${PREFIX}`))).toEqual([]);
  });

  it('admits one of fifty simultaneous puts of one token, three times', async () => {
    const aws = await accountOfOthers();
    const { lines } = await verify(aws);
    const bursts = lines.filter((line) => line.startsWith('50 simultaneous'));
    expect(bursts).toHaveLength(3);
    for (const line of bursts) expect(line).toMatch(/: 1 accepted, 49 ResourceExistsException, 0 other, 1 version$/);
  });

  it('prints the cost before it creates a secret', async () => {
    const aws = await accountOfOthers();
    let before = Number.NaN;
    const { code } = await verify(aws, ACCOUNT, (line) => {
      if (line.startsWith('This costs at most $')) before = aws.calls.count({ service: 'secretsmanager' });
    });
    expect({ code, before }).toEqual({ code: 0, before: 0 });
  });

  it('skips, and says so, where no account is named', async () => {
    const aws = await accountOfOthers();
    const { code, lines } = await verify(aws, '');
    expect(code).toBe(0);
    expect(lines).toEqual([expect.stringMatching(/^Skipped: AMPLIFY_SECRETS_VERIFY_ACCOUNT is not set\./)]);
    expect(aws.calls.count()).toBe(0);
  });

  it('refuses the credentials of another account', async () => {
    const aws = await accountOfOthers();
    const { code, lines } = await verify(aws, '123456789012');
    expect(code).toBe(1);
    expect(lines.join()).toContain(`and got 123456789012; they are of ${ACCOUNT}.`);
    expect(aws.calls.count({ service: 'secretsmanager' })).toBe(0);
  });

  it('refuses credentials that STS does not know', async () => {
    const aws = await accountOfOthers();
    const lines: string[] = [];
    const code = await verifyAws({
      account: ACCOUNT,
      config: { endpoint: aws.url, region: aws.region, credentials: { accessKeyId: 'AKIA', secretAccessKey: 'none' } },
      print: (line) => lines.push(line),
      signal: new AbortController().signal,
    });
    expect(code).toBe(1);
    expect(lines.join()).toMatch(/^Refused: the credentials must be those of an account, and STS answered: /);
  });

  it('says what differs, and removes what it created', async () => {
    const aws = await accountOfOthers();
    const before = namesIn(aws);
    aws.faults.add({ kind: 'error', operation: 'UntagResource' });
    const { code, lines } = await verify(aws);
    expect(code).toBe(1);
    expect(lines.filter((line) => line.startsWith('differs'))).not.toEqual([]);
    expect(lines.filter((line) => line.startsWith('differs')).every((line) => /tag/i.test(line))).toBe(true);
    expect(namesIn(aws)).toEqual(before);
  });

  it('names the secrets that it could not remove, and the command that does', async () => {
    const aws = await accountOfOthers();
    const { lines } = await verify(aws, ACCOUNT, (line) => {
      if (line.startsWith('50 simultaneous')) aws.faults.add({ kind: 'error', operation: 'DeleteSecret' });
    });
    expect(lines.at(-1)).toMatch(
      /^Not removed: amplify-secrets-verify\/.*: aws secretsmanager delete-secret --force-delete/,
    );
  });

  it('leaves out only cases that are in the table', () => {
    const titles = new Set(secretsManagerTable.map(({ title }) => title));
    expect([...notVerified.keys()].filter((title) => !titles.has(title))).toEqual([]);
  });
});
