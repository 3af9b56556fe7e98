import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type LocalAws, startLocalAws, synthesizeEach } from '@amplify-secrets/local';
import { repositoryRoot } from '../repository.js';
import { type AccessCell, checkAccess } from './access.js';
import { checkReport, readAccessReport, writePage } from './access-report.js';
import { runAttacks } from './attacks.js';
import type { Check } from './checks.js';
import { DEPLOYMENTS, type Deployed } from './deployments.js';
import { type Invocation, runInvocations } from './invocations.js';
import { startOAuthServer } from './oauth-server.js';
import { type OrdersDatabase, startOrdersDatabase } from './orders-database.js';
import { accessTable, checkList, invocationTable, painter, rotationTable } from './report.js';
import { type RotationsResult, runRotations } from './rotations.js';
import { checkSecrecy } from './secrecy.js';
import { type DatabaseLogin, makeValues, secretStrings, storeValues } from './values.js';

const options = optionsOrUsage();
// With --json, standard output is the JSON alone; progress goes to standard error either way.
const paint = painter(process.stdout);
const printed: string[] = [];
const say = (text = '') => {
  printed.push(text);
  if (!options.json) console.log(text);
};
const progress = (text: string) => console.error(painter(process.stderr)('dim', text));

// The SDK's warnings about Node.js versions do not belong in the report.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const start = performance.now();
const seconds = () => ((performance.now() - start) / 1000).toFixed(1);

const oauth = await startOAuthServer();
let aws: LocalAws | undefined;
let database: OrdersDatabase | undefined;
try {
  progress(`Synthesising amplify/ as ${DEPLOYMENTS.map(({ title }) => title).join(', ')} …`);
  const deployments = await synthesizeAll();
  database = await startOrdersDatabase();
  aws = await startLocalAws();
  progress(`Local AWS on ${aws.url}${database ? ', PostgreSQL' : ''}, ${seconds()} s`);

  const values = makeValues(oauth.url, database?.address);
  await database?.createUser(values.prod.database);
  storeValues(aws, values);
  // A deployment of a rotation schedule needs its secret, and tests the function.
  for (const { backend } of deployments) aws.load(backend);
  await aws.rotations.settled();
  for (const own of Object.values(values)) {
    oauth.register({ ...own.upworkApp, refreshToken: own.upworkTokens.refreshToken });
  }

  const cells: AccessCell[] = [];
  const invocations: Invocation[] = [];
  const checks: Check[] = [];
  const logs: string[] = [];
  for (const deployed of deployments) {
    progress(`Calling the functions of ${deployed.title} …`);
    const access = checkAccess(aws, deployed);
    const ran = await runInvocations(aws, deployed, values[deployed.environment]);
    cells.push(...access.cells);
    invocations.push(...ran.invocations);
    checks.push(...access.checks, ...checkReport(deployed, readAccessReport(deployed), access.cells), ...ran.checks);
    logs.push(...ran.logs);

    say(paint('bold', `\n${deployed.title}  →  environment ${deployed.environment}`));
    say('\nWho may do what, evaluated from the synthesised policies:\n');
    say(accessTable(deployed, cells));
    say('\nWhat each function returned, and how many calls to the store it took:\n');
    say(invocationTable(deployed, invocations));
  }

  const rotated = await rotate(aws, deployments, database, values.prod.database);
  checks.push(...rotated.checks);
  logs.push(...rotated.logs);

  progress("Attacking with the functions' own credentials …");
  const attacks = await runAttacks(aws, deployments);
  checks.push(...attacks);
  say(
    paint('bold', '\nAttacks, each with the credentials of a function, and each of which works for an administrator\n'),
  );
  say(checkList(attacks, paint));

  const reports = deployments.map(readAccessReport).filter((report) => report !== undefined);
  const accessReport = writePage(reports, join(options.project, '.demo'));
  const secrets = [...secretStrings(values), ...oauth.issued, ...rotated.passwords];
  const report = `${printed.join('\n')}\n${JSON.stringify({ cells, invocations, rotations: rotated.rotations, checks })}\n${accessReport.page}`;
  const secrecy = checkSecrecy(secrets, { aws, deployments, logs, report });
  checks.push(...secrecy);
  say(paint('bold', '\nSecrecy\n'));
  say(checkList(secrecy, paint));

  const broken = checks.filter(({ kept }) => !kept);
  if (broken.length > 0) say(`\n${paint('bold', 'Not as promised')}\n\n${checkList(broken, paint)}`);
  say(`\nAccess report of these deployments, for a browser: ${accessReport.path}`);
  say(`\n${checks.length - broken.length} passed, ${broken.length} failed (${seconds()} s)`);
  if (options.json) {
    console.log(
      JSON.stringify(
        {
          passed: checks.length - broken.length,
          failed: broken.length,
          accessReport: accessReport.path,
          cells,
          invocations,
          rotations: rotated.rotations,
          checks,
        },
        null,
        2,
      ),
    );
  }
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  await aws?.close();
  await database?.close();
  oauth.close();
}

/** Rotates the password of production's database while its functions run, where PostgreSQL is installed. */
async function rotate(
  account: LocalAws,
  deployments: readonly Deployed[],
  orders: OrdersDatabase | undefined,
  first: DatabaseLogin,
): Promise<RotationsResult> {
  const main = deployments.find(({ environment }) => environment === 'prod');
  say(paint('bold', "\nRotation of the database's password, while place-order writes to the database\n"));
  if (orders === undefined || main === undefined) {
    say("Left out: PostgreSQL is not installed (Debian's package postgresql).");
    return { rotations: [], checks: [], logs: [], passwords: [] };
  }
  progress('Rotating the password of the database …');
  const rotated = await runRotations(account, main, orders, first);
  say(rotationTable(rotated.rotations));
  say('\nOne refused login of each rotation is its own. Every other is a query that withSecret has repeated.\n');
  say(checkList(rotated.checks, paint));
  return rotated;
}

/** Half of them in each of two processes: on two processors a third would only wait. */
async function synthesizeAll(): Promise<Deployed[]> {
  const half = DEPLOYMENTS.length / 2;
  const halves = [DEPLOYMENTS.slice(0, half), DEPLOYMENTS.slice(half)].map(async (some) => {
    const backends = await synthesizeEach({
      cwd: options.project,
      deployments: some.map(({ identity }) => identity),
    });
    progress(`  ${some.map(({ title }) => title).join(', ')}, ${seconds()} s`);
    return some.flatMap((deployment, index): Deployed[] => {
      const backend = backends[index];
      return backend === undefined ? [] : [{ ...deployment, backend }];
    });
  });
  return (await Promise.all(halves)).flat();
}

function optionsOrUsage() {
  try {
    const { values } = parseArgs({
      options: { json: { type: 'boolean', default: false }, project: { type: 'string' } },
    });
    return { json: values.json, project: values.project ?? repositoryRoot };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n
Usage: npm run demo [-- --json] [--project <folder>]
  --json     the report as JSON, alone on standard output (with npm run --silent)
  --project  a folder with another version of amplify/ to hold against the same promises`);
    return process.exit(2);
  }
}
