import { randomBytes } from 'node:crypto';
import { Browser } from '../local/browser.js';
import { logIn } from '../local/log-in.js';
import { deployPapyrus, type Papyrus } from '../local/papyrus.js';
import { register } from '../local/register.js';
import type { Task } from '../local/run-task.js';

/** What one way does with one task. */
export interface Measurement {
  readonly way: 'injected' | 'kit';
  readonly secrets: number;
  /** Calls to Secrets Manager: of the start of a task, and of the 50 requests that follow. */
  readonly startCalls: number;
  readonly laterCalls: number;
  readonly isPasswordVariable: boolean;
  /** Of ten requests after the database's password was changed, and its connections had ended. */
  readonly failed: number;
  /** Of ten requests after a new task was started. */
  readonly failedInNewTask: number;
}

export async function measure(): Promise<readonly Measurement[]> {
  const injected = await measureWay('injected', { entry: 'measure/backend.ts', program: 'measure/injected.ts' });
  return [injected, await measureWay('kit')];
}

async function measureWay(way: Measurement['way'], options = {}): Promise<Measurement> {
  const papyrus = await deployPapyrus(options);
  const { aws, backend, variables } = papyrus;
  let task: Task | undefined;
  try {
    await register(aws, variables);
    aws.load(backend);
    await aws.rotations.settled();
    aws.calls.clear();
    task = await papyrus.runTask();
    const calls = () => aws.calls.count({ service: 'secretsmanager' });
    const startCalls = calls();
    const browser = new Browser(papyrus.authority);
    await logIn(browser, task.url, papyrus.auth0);
    const failuresOf = async (times: number) => {
      let failed = 0;
      for (let i = 0; i < times; i++) if ((await browser.go(task?.url ?? '')).status !== 200) failed++;
      return failed;
    };
    await failuresOf(50);
    const laterCalls = calls() - startCalls;
    const password = await changePassword(papyrus);
    const failed = await failuresOf(10);
    await task.stop();
    task = await papyrus.runTask();
    return {
      way,
      secrets: aws.secrets.list().length,
      startCalls,
      laterCalls,
      isPasswordVariable: Object.values(task.variables).includes(password),
      failed,
      failedInNewTask: await failuresOf(10),
    };
  } finally {
    await task?.stop();
    await papyrus.close();
  }
}

/** As an operator would without a rotation function: in the database, then in the secret. */
async function changePassword(papyrus: Papyrus): Promise<string> {
  const { aws, postgres, variables } = papyrus;
  const { DB_USER: username, DB_HOST: host, DB_NAME: name } = variables;
  const password = randomBytes(24).toString('base64url');
  await postgres.query(`ALTER USER "${username}" PASSWORD '${password}'`);
  aws.secrets.put('papyrus/prd/db', JSON.stringify({ username, password, host, name }));
  await postgres.endConnectionsOf(username ?? '');
  return password;
}
