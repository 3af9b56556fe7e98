import { startLocalAws } from '@amplify-secrets/local';
import type { OpenReader } from '../readers/reader.js';
import { openTlsFront } from '../store/tls-front.js';
import type { FaultResult } from './fault-result.js';
import { readAll } from './reading.js';

export const SELF_SIGNED = 'cold, self-signed server';

/** A store behind a certificate that nobody vouches for. Undefined without the `openssl` command, which makes the certificate. */
export async function meetSelfSigned(open: OpenReader): Promise<FaultResult | undefined> {
  const aws = await startLocalAws();
  const front = await openTlsFront(Number(new URL(aws.url).port));
  try {
    if (front === undefined) return undefined;
    const name = 'faults/live/one';
    aws.secrets.put(name, 'value');
    Object.assign(process.env, aws.env(), { AWS_ENDPOINT_URL: front.url });
    const read = await open({ names: [name], form: 'text', ttlSeconds: 300 });
    const readings = await readAll(read, [['value']]);
    const count = (end: string) => readings.filter(({ is }) => is === end).length;
    return {
      id: SELF_SIGNED,
      reads: readings.length,
      served: count('current'),
      stale: 0,
      failed: count('failed'),
      pending: count('pending'),
      wrong: count('wrong'),
      attempts: aws.calls.length,
      recovered: undefined,
      errors: readings.flatMap(({ error }) => error ?? []),
    };
  } finally {
    front?.close();
    await aws.close();
  }
}
