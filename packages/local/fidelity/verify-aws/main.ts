import { verifyAws } from './verify-aws.js';

// Ctrl-C ends the run after its case, so that what it created is removed.
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    console.error('Interrupted: removing what was created.');
    stop.abort();
  });
}

process.exitCode = await verifyAws({
  account: process.env.AMPLIFY_SECRETS_VERIFY_ACCOUNT,
  config: {},
  print: (line) => console.log(line),
  signal: stop.signal,
});
