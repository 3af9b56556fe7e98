import { startLocalAws } from '@amplify-secrets/local';
import { openDelayedFront } from './delayed-front.js';
import { APP, ENVIRONMENTS, SECRETS } from './list-project.js';

/** The store of `list` in a process of its own, behind a network that takes time. Its argument is a round trip in milliseconds; ends when its input does. */
const aws = await startLocalAws();
for (const environment of ENVIRONMENTS) {
  for (const key of SECRETS) aws.secrets.put(`${APP}/${environment}/${key}`, 'a value');
}
const front = await openDelayedFront(Number(new URL(aws.url).port), Number(process.argv[2]));
process.stdout.write(`${JSON.stringify({ ...aws.env(), AWS_ENDPOINT_URL: front.url })}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit());
