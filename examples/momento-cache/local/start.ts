// `npm start`: the whole app on this machine, with no account of AWS or Momento.
import { accessMatrix, formatAccessMatrix } from '@amplify-secrets/local';
import { setToken } from './set-token.js';
import { deployShop } from './shop.js';
import { subscribe } from './subscribe.js';

console.log('Synthesising amplify/ as branch main …');
const shop = await deployShop();
const { aws, momento, backend } = shop;
try {
  step('Create the secret: npx amplify-secrets set momentoToken --env prod');
  const first = momento.tokens.issue();
  console.log(await setToken(aws, first));

  step('Who can read it, by the policies that were synthesised');
  console.log(formatAccessMatrix(accessMatrix(backend, { secrets: aws.secrets.list() })));

  step('Invoke the functions');
  await call('get-product', { id: 'kettle' });
  await call('get-product', { id: 'kettle' });
  const subscriber = await subscribe(momento, momento.tokens.issue());
  try {
    await call('change-price', { id: 'kettle', name: 'Kettle', price: 35 });
    console.log(`  a subscriber of the topic got: ${await subscriber.next()}`);
  } finally {
    subscriber.close();
  }
  await call('get-product', { id: 'kettle' });

  step('Rotate: set another token, and revoke the first');
  console.log(await setToken(aws, momento.tokens.issue()));
  momento.tokens.revoke(first);
  await call('get-product', { id: 'kettle' });
  await call('change-price', { id: 'kettle', name: 'Kettle', price: 33 });
  await call('get-product', { id: 'kettle' });
} finally {
  await shop.close();
}

function step(title: string): void {
  console.log(`\n${title}\n`);
}

async function call(name: string, event: object): Promise<void> {
  const before = aws.calls.length;
  const { payload, error, cold } = await shop.invoke(name, event);
  const calls = aws.calls.length - before;
  console.log(`${name} ${JSON.stringify(event)} → ${JSON.stringify(error ?? payload)}`);
  console.log(`  ${cold ? 'new' : 'warm'} container, calls to Secrets Manager: ${calls}`);
  if (error !== undefined) process.exitCode = 1;
}
