import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inRounds } from '../in-rounds.js';
import { medians } from '../median.js';
import { OUTPUT_OPTIONS, progressFromNow, publish } from '../report/publish.js';
import { processors } from '../report/surroundings.js';
import { textTables } from '../report/tables.js';
import { targetTable } from '../report/terminal-report.js';
import { type CliCost, tableOf, verdictsOf } from './cli-cost.js';
import { withCliSection } from './cli-section.js';
import { listProject } from './list-project.js';
import { type CommandTime, timeCommand } from './time-command.js';

const PAGE = new URL('../../../../docs/benchmarks.md', import.meta.url);
const ROUND_TRIP_MS = 100;
const { resolve } = createRequire(import.meta.url);
const CLI = join(dirname(resolve('@amplify-secrets/cli/package.json')), 'dist/bin.js');
const AMPX = join(dirname(resolve('@aws-amplify/backend-cli/package.json')), 'lib/ampx.js');

const { values } = parseArgs({ options: { ...OUTPUT_OPTIONS, rounds: { type: 'string', default: '11' } } });
const rounds = Number(values.rounds);
const progress = progressFromNow();
const load = (loadavg()[0] ?? 0).toFixed(1);
const folder = listProject();
const [far, near] = await Promise.all([startStore(ROUND_TRIP_MS), startStore(0)]);
try {
  const commands = {
    help: () => timeCommand([CLI, '--help'], folder),
    ampxHelp: () => timeCommand([AMPX, '--help'], folder),
    list: () => timeCommand([CLI, 'list'], folder, far.env),
    listNearby: () => timeCommand([CLI, 'list'], folder, near.env),
  } satisfies Record<keyof CliCost, () => Promise<CommandTime>>;
  const names = ['help', 'ampxHelp', 'list', 'listNearby'] as const;
  const onRound = (round: number) => progress(`round ${round} of ${rounds}`);
  const measured = await inRounds(names, { rounds, random: Math.random, onRound }, (name) => commands[name]());
  const of = (name: keyof CliCost) => medians(measured.get(name) ?? []);
  const cost: CliCost = { help: of('help'), ampxHelp: of('ampxHelp'), list: of('list'), listNearby: of('listNearby') };
  const verdicts = verdictsOf(cost);
  const node = `Node.js ${process.versions.node}`;
  const where = `Medians of ${rounds} rounds, measured on ${new Date().toISOString().slice(0, 10)} with ${node} (${processors()}; load average ${load} at the start).`;
  publish(
    {
      json: { node: process.versions.node, load, rounds, verdicts, cost },
      text: textTables([targetTable(verdicts, `Targets (load ${load} at the start)`), tableOf(cost)]),
      docs: { 'benchmarks.md': withCliSection(readFileSync(PAGE, 'utf8'), cost, where) },
    },
    values,
  );
} finally {
  await Promise.all([far.close(), near.close()]);
  rmSync(folder, { recursive: true });
}

async function startStore(roundTripMs: number) {
  const program = fileURLToPath(new URL('./delayed-store.js', import.meta.url));
  const child = spawn(process.execPath, [program, String(roundTripMs)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  // Its own program wrote the line.
  const env: Record<string, string> = JSON.parse(String(line));
  return {
    env,
    close: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
