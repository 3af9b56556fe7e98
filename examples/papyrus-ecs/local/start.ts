// `npm start`: the whole app on this machine, with no account of AWS or Auth0.
import { Browser } from './browser.js';
import { canRead } from './can-read.js';
import { logIn } from './log-in.js';
import { deployPapyrus } from './papyrus.js';
import { putSettings, register } from './register.js';
import { runCli } from './run-cli.js';
import type { Task } from './run-task.js';
import { roleOf } from './task-definition.js';

console.log('Starting PostgreSQL, and synthesising amplify/ as branch main …');
const papyrus = await deployPapyrus();
const { aws, auth0, backend, variables } = papyrus;
let task: Task | undefined;
try {
  step('1. The secrets and the settings of .env');
  console.log(await register(aws, variables));

  step('2. Check, and deploy');
  console.log(await runCli(aws, ['check', '--env', 'prd']));
  aws.load(backend);
  // The schedule is tried at once, with the function.
  await aws.rotations.settled();

  step('3. Who can read what, by the policies that were synthesised');
  for (const kind of ['ExecutionRole', 'TaskRole'] as const) {
    for (const key of ['db', 'auth0', 'session']) {
      const allowed = await canRead(aws, roleOf(backend, kind), `papyrus/prd/${key}`);
      console.log(`${kind.padEnd(14)} papyrus/prd/${key.padEnd(8)} ${allowed ? 'read' : 'denied'}`);
    }
  }

  step('4. Run a task');
  aws.calls.clear();
  task = await papyrus.runTask();
  console.log(`Variables: ${Object.keys(task.variables).join(', ')}`);
  for (const { principal, operation, resources } of aws.calls) {
    console.log(
      `  ${operation} by ${principal.includes('Exec') ? 'the execution role' : 'the task role'}: ${resources.map(nameOf).join(', ')}`,
    );
  }

  step('5. Log in at Auth0, and write a report');
  const browser = new Browser(papyrus.authority);
  await addReport(browser, 'First');

  step('6. Another callback URL: a parameter, the setting in Auth0, and a new task');
  const callbackUrl = `${task.url}/signed-in`;
  await putSettings(aws, { AUTH0_CALLBACK_URL: callbackUrl });
  auth0.application.callbackUrls = [callbackUrl];
  await task.stop();
  task = await papyrus.runTask();
  await addReport(new Browser(papyrus.authority), 'Second');

  step('7. Rotate the password of the database under the task');
  console.log(await runCli(aws, ['rotate', 'db', '--now', '--env', 'prd', '--confirm', 'prd']));
  await papyrus.postgres.endConnectionsOf('papyrus');
  await addReport(browser, 'Third');
} finally {
  await task?.stop();
  await papyrus.close();
}

function step(title: string): void {
  console.log(`\n${title}\n`);
}

async function addReport(browser: Browser, text: string): Promise<void> {
  const url = task?.url ?? '';
  const { status, location } = await logIn(browser, url, auth0);
  console.log(`GET  /login    → ${status} ${location?.pathname ?? ''}`);
  const added = await browser.go(`${url}/reports`, { json: { text } });
  console.log(`POST /reports  → ${added.status} ${added.text}`);
  if (added.status !== 201) process.exitCode = 1;
}

function nameOf(arn: string): string {
  return arn
    .split(':')
    .slice(arn.includes(':secret:') ? 6 : 5)
    .join(':');
}
