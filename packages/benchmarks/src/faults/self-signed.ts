import { startLocalAws } from '@amplify-secrets/local';
import type { OpenReader } from '../peers/reader.js';
import { openTlsFront } from '../store/tls-front.js';
import type { FaultResult } from './fault-result.js';
import { readAll, tally, watched } from './reading.js';

export const SELF_SIGNED = 'cold, self-signed server';

/** A store behind a self-signed certificate. None without the `openssl` command, which makes the certificate. */
export async function meetSelfSigned(open: OpenReader): Promise<readonly FaultResult[]> {
  const aws = await startLocalAws();
  const front = await openTlsFront(Number(new URL(aws.url).port));
  try {
    if (front === undefined) return [];
    const name = 'faults/live/one';
    aws.secrets.put(name, 'value');
    Object.assign(process.env, aws.env(), { AWS_ENDPOINT_URL: front.url });
    const read = await open({ names: [name], form: 'text', ttlSeconds: 300 });
    const { read: readings, busyMs } = await watched(() => readAll(read, [['value']]));
    return [{ id: SELF_SIGNED, ...tally(readings), busyMs, attempts: aws.calls.length, recovered: undefined }];
  } finally {
    front?.close();
    await aws.close();
  }
}
