// Installs, checks, and runs or tests the project of one row.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { runCaptured } from '../examples/run.mjs';
import { MANAGERS } from './managers.mjs';
import { REFUSED } from './refused.mjs';
import { TOOLS } from './tools.mjs';
import { writeProject } from './write-project.mjs';

/** The step that failed, with what it printed; undefined where all steps passed. */
export async function testRow(folder, row, { tarballs, toolchain, registry, shop }) {
  writeProject(folder, row, tarballs, registry);
  const manager = MANAGERS[row.manager];
  const tool = TOOLS[row.tool];
  const PATH = toolchain[row.node];
  const steps = [
    ['installed', manager.install],
    ['type-checked, with declarations', manager.run('types'), { check: () => hasDeclarations(folder) }],
    ...(tool.build ? [['bundled', manager.run('build')]] : [['tested', manager.run('test')]]),
    ...(tool.start ?? []).map((file) => [
      `run: ${file}`,
      manager.exec(['node', file]),
      { env: shop.env, check: ({ stdout }) => stdout.endsWith(shop.answer) },
    ]),
    ...REFUSED.filter((each) => each.row === row.name).map(({ what, command, words }) => [
      `refused: ${what}`,
      manager.exec(command),
      { failing: true, check: ({ output }) => output.includes(words) },
    ]),
  ];
  for (const [step, [command, ...args], { env = {}, failing = false, check = () => true } = {}] of steps) {
    const begin = performance.now();
    const ended = await runCaptured(command, args, folder, { PATH, ...env });
    if ((ended.code !== 0) !== failing || !check(ended)) {
      return { step, output: `$ ${command} ${args.join(' ')}\n${ended.output}\nexit code ${ended.code}` };
    }
    console.log(`  ${row.name}: ${step} (${Math.round((performance.now() - begin) / 1000)} s)`);
  }
  return undefined;
}

/** That the types of secrets and grants can be named by the project, and are none of `any`. */
function hasDeclarations(folder) {
  const [secrets, backend] = ['secrets', 'backend'].map((file) =>
    readFileSync(join(folder, 'types', `${file}.d.ts`), 'utf8'),
  );
  return secrets.includes('apiKey') && !/\bany\b/.test(secrets) && /charge: \w+/.test(backend);
}
