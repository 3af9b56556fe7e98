// `npm start`: the whole app on this machine, with no account of AWS or OpenAI, until Ctrl-C.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { evaluate } from '@amplify-secrets/local/iam';
import { COMPUTE_ROLE, deployChat } from './deploy-chat.js';
import { buildNext, startNext } from './next.js';
import { setKey } from './set-key.js';

console.log('Synthesising amplify/ as branch main …');
const chat = await deployChat();
const { aws, backend, openai } = chat;
let stop = async () => {};
try {
  step('Create the secret: npx amplify-secrets set openai --env prod');
  let key = openai.keys.issue();
  console.log(await setKey(aws, key));

  step('Who can read it, by the policies that were synthesised');
  for (const { name, arn } of aws.secrets.list()) {
    for (const role of backend.roles) {
      const { effect } = evaluate({ role, action: 'secretsmanager:GetSecretValue', resource: arn });
      console.log(`${effect === 'allow' ? 'read  ' : 'denied'}  ${name}  ${role.logicalId}`);
    }
  }

  step('next build, without the key');
  await buildNext();

  step('next start, with the compute role');
  const server = await startNext({ ...aws.env(COMPUTE_ROLE), ...chat.elsewhere });
  stop = server.close;
  console.log(`The chat is at ${server.url}`);
  console.log('Ask it something, press Enter here to rotate the key, and ask again. Ctrl-C ends everything.');

  const lines = createInterface({ input: process.stdin });
  lines.on('line', async () => {
    const next = openai.keys.issue();
    console.log(await setKey(aws, next));
    openai.keys.revoke(key);
    key = next;
    console.log('The first key is revoked. The open page goes on.');
  });
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  lines.close();
} finally {
  await stop();
  await chat.close();
}

function step(title: string): void {
  console.log(`\n${title}\n`);
}
