import { describeDeployment } from '@amplify-secrets/runtime/contract';
import type { AccessChange } from '../../engine/migrate/compare-access.js';
import { warningsAbout } from '../../engine/migrate/guard-warnings.js';
import type { Migration } from '../../engine/migrate/migrate-project.js';
import type { CommandCall } from '../command.js';

/** As many examples as a person reads. */
const SHOWN = 4;

/** What happened, on stderr: the diff alone is on stdout. */
export function printMigration({ terminal }: CommandCall, migration: Migration, isWritten: boolean): void {
  const { replaced, left, compared, warnings, changes } = migration;
  const { style } = terminal;
  for (const { place, lines } of replaced) terminal.note(`${style('green', '✓')} ${place}: ${lines.join('; ')}`);
  for (const { place, reason, resources } of left) {
    const names = [...new Set(warningsAbout(warnings, resources).map(({ name }) => name))];
    const guard = names.length === 0 ? '' : ` (the guard: ${names.join(', ')})`;
    terminal.note(`${style('yellow', 'left')} ${place}: ${reason}${guard}`);
  }
  if (replaced.length + left.length === 0) terminal.note('There is no hand-written access to secrets in amplify/.');
  if (changes.length === 0) return;
  const requests = compared.reduce((sum, each) => sum + each.requests, 0);
  const where = compared.map(({ deployment }) => describeDeployment(deployment)).join(', ');
  const expected = expectedLines(migration);
  const isNew = expected.length === 0 ? 'none is' : 'none but these is';
  terminal.note(`Compared ${requests} requests in ${where}: ${isNew} allowed that was not before.`);
  for (const line of expected) terminal.note(`  ${line}`);
  const narrower = changeLines(compared.map(({ deployment, narrower }) => [describeDeployment(deployment), narrower]));
  terminal.note(narrower.length === 0 ? 'Nothing becomes narrower.' : 'Narrower from now on:');
  for (const line of narrower) terminal.note(`  ${line}`);
  terminal.note(
    isWritten
      ? `${style('green', '✓')} Wrote ${changes.map(({ path }) => path).join(', ')}.`
      : 'Nothing was written. To write it: amplify-secrets migrate --write',
  );
}

export function migrationData(
  { replaced, left, compared, changes, warnings }: Migration,
  diff: string,
  written: boolean,
) {
  return {
    written,
    files: changes.map(({ path }) => path),
    diff,
    replaced,
    left: left.map(({ resources, ...rest }) => ({
      ...rest,
      guard: warningsAbout(warnings, resources).map(({ name, resolution }) => ({ name, resolution })),
    })),
    compared: compared.map(({ wider: _, ...rest }) => rest),
  };
}

function expectedLines({ compared }: Migration): readonly string[] {
  const all = compared.flatMap(({ deployment, expected }) =>
    expected.map((change) => ({ ...change, where: describeDeployment(deployment) })),
  );
  const ofKind = (why: (typeof all)[number]['why']) => all.filter((each) => each.why === why);
  const lines = (kind: typeof all, text: string) =>
    kind.length === 0
      ? []
      : [
          `${text}: ${[...new Set(kind.map(({ principal, resource, where }) => `${principal} ${nameOf(resource)} in ${where}`))].join(', ')}`,
        ];
  return [
    ...(ofKind('batch').length > 0
      ? ['secretsmanager:BatchGetSecretValue, which by itself reads no secret; { batch: false } leaves it out']
      : []),
    ...(ofKind('stage').length > 0
      ? ['secretsmanager:UpdateSecretVersionStage, on secrets that PutSecretValue was allowed on']
      : []),
    ...lines(ofKind('own'), "the deployment's own secret"),
    ...lines(ofKind('repaired'), 'what --repair grants'),
  ];
}

/** One line for what a function loses: actions and secrets, and the deployments. */
function changeLines(
  changes: readonly (readonly [where: string, changes: readonly AccessChange[]])[],
): readonly string[] {
  const byResource = new Map<
    string,
    { actions: Set<string>; where: Set<string>; principal: string; resource: string }
  >();
  for (const [where, list] of changes) {
    for (const { principal, action, resource } of list) {
      const key = `${principal} ${resource}`;
      const entry = byResource.get(key) ?? { actions: new Set(), where: new Set(), principal, resource };
      entry.actions.add(action.replace('secretsmanager:', ''));
      entry.where.add(where);
      byResource.set(key, entry);
    }
  }
  const groups = new Map<string, { text: string; resources: string[] }>();
  for (const { actions, where, principal, resource } of byResource.values()) {
    const text = `${principal}: ${[...actions].slice(0, SHOWN).join(', ')}${actions.size > SHOWN ? ' …' : ''} in ${[...where].join(', ')}`;
    const group = groups.get(text) ?? { text, resources: [] };
    if (!group.resources.includes(nameOf(resource))) group.resources.push(nameOf(resource));
    groups.set(text, group);
  }
  return [...groups.values()].map(({ text, resources }) => {
    const more = resources.length > SHOWN ? `, and ${resources.length - SHOWN} more` : '';
    return `${text}: ${resources.slice(0, SHOWN).join(', ')}${more}`;
  });
}

function nameOf(arn: string): string {
  return (
    arn
      .split(':')
      .slice(5)
      .join(':')
      .replace(/^(?:secret:|parameter)/, '') || arn
  );
}
