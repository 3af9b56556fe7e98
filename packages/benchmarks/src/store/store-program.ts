import { startLocalAws } from '@amplify-secrets/local';
import { seed } from '../seeds.js';
import type { Addresses } from './store-process.js';
import { openTlsFront } from './tls-front.js';

/** The store in its own process, so that its work is not measured with its reader's. Ends when its input does. */
const aws = await startLocalAws();
seed(aws);
const tls = await openTlsFront(Number(new URL(aws.url).port));
const http = aws.env();
const addresses: Addresses = {
  http,
  ...(tls && { https: { ...http, AWS_ENDPOINT_URL: tls.url, NODE_EXTRA_CA_CERTS: tls.certificate } }),
};
process.stdout.write(`${JSON.stringify(addresses)}\n`);
process.stdin.resume();
process.stdin.on('end', async () => {
  tls?.close();
  await aws.close();
  process.exit();
});
