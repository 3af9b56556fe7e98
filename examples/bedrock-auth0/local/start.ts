// `npm start`: the whole app on this machine, with no account of AWS, Auth0 or Amazon Bedrock, until Ctrl-C.
import { once } from 'node:events';
import { WAY_NAMES } from '../lib/bedrock/way.js';
import { Browser } from './browser.js';
import { ask, titleOf } from './chat.js';
import { startDeployment } from './deployment.js';
import { logIn } from './log-in.js';
import { runCli } from './run-cli.js';

console.log('Synthesising amplify/ as branch main, and building the app …');
const interrupted = once(process, 'SIGINT');
const deployment = await startDeployment();
const { aws, auth0, bedrock, url } = deployment;
let server: Awaited<ReturnType<typeof deployment.startServer>> | undefined;
try {
  step('1. The secrets');
  console.log(await deployment.setSecrets());

  step('2. Deploy: the short-term key is made by its function');
  await deployment.deploy();
  console.log(await runCli(aws, ['list', '--env', 'prod']));

  step('3. Log in at Auth0, and chat in each way');
  server = await deployment.startServer();
  const browser = new Browser(deployment.authority);
  const { status, location } = await logIn(browser, url, auth0);
  console.log(`GET  /auth/callback → ${status} ${location?.pathname ?? ''}`);
  for (const way of WAY_NAMES) {
    const { text, error } = await ask(browser, url, way, 'Hello');
    const title = await titleOf(browser, url, way, 'Hello');
    console.log(`POST /api/chat  ${way.padEnd(14)} → ${error ?? text}`);
    console.log(`POST /api/title ${way.padEnd(14)} → ${title.error ?? title.text}`);
    if ((error ?? title.error) !== undefined) process.exitCode = 1;
  }
  for (const call of bedrock.calls) console.log(`  ${call.operation} with ${call.with}: ${call.outcome}`);

  step('4. Thirteen hours later: the first short-term key has expired, and the server goes on');
  await aws.advance(13 * 3_600_000);
  const { text, error } = await ask(browser, url, 'short-term-key', 'Still there?');
  console.log(`POST /api/chat  short-term-key → ${error ?? text}`);

  step('5. What is wrong');
  console.log(await runCli(aws, ['doctor', '--env', 'prod'], { exitCodes: [0, 3] }));

  step('The app');
  const ca =
    'Your browser does not know the authority of the counterpart of Auth0, and asks before it opens its login.';
  console.log(`${url}\n\n${ca}\nEmail: ${auth0.user.email}\nPassword: ${auth0.user.password}\n\nCtrl-C ends it.`);
  if (!process.argv.includes('--once')) await interrupted;
} finally {
  await server?.close();
  await deployment.close();
}

function step(title: string): void {
  console.log(`\n${title}\n`);
}
