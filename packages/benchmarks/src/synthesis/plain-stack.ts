import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { finish } from '../programs/run-program.js';
import { GRANT_WAYS, isGrantWay } from './grant-ways.js';

/** Milliseconds, from the first construct to the written templates: by the clock, and of this process's own processor time. */
export interface StackTime {
  readonly wall: number;
  readonly processor: number;
}

// A role's policies hold a hundred grants however they are written.
const [way = '', count = '', grantsPerFunction = '100'] = process.argv.slice(2);
const each = Number(grantsPerFunction);
if (!isGrantWay(way)) throw new Error(`There is no way "${way}".`);
const outdir = mkdtempSync(join(tmpdir(), 'synthesis-'));
const names = Array.from({ length: Number(count) }, (_, index) => `service-${String(index).padStart(4, '0')}`);
const before = process.cpuUsage();
const start = performance.now();

const app = new App({
  outdir,
  analyticsReporting: false,
  context: {
    'amplify-backend-type': 'branch',
    'amplify-backend-namespace': 'd1a2b3c4',
    'amplify-backend-name': 'main',
  },
});
const stack = new Stack(app, 'amplify');
const grant = GRANT_WAYS[way](names);
for (let first = 0; first < names.length; first += each) {
  const lambda = new LambdaFunction(stack, `fn${first}`, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {}'),
  });
  for (const name of names.slice(first, first + each)) grant(lambda, name);
}
app.synth();

const wall = performance.now() - start;
const { user, system } = process.cpuUsage(before);
rmSync(outdir, { recursive: true });
const time: StackTime = { wall, processor: (user + system) / 1_000 };
finish(time);
