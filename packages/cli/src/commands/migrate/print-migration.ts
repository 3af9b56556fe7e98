import { describeDeployment } from '@amplify-secrets/runtime/contract';
import type { AccessChange } from '../../engine/migrate/compare-access.js';
import { warningsAbout } from '../../engine/migrate/guard-warnings.js';
import type { Migration } from '../../engine/migrate/migrate-project.js';
import type { ArnPlace } from '../../engine/migrate/secret-arn.js';
import type { CommandCall } from '../command.js';

/** As many examples as a person reads. */
const SHOWN = 4;

/** What happened, on stderr: the diff alone is on stdout. */
export function printMigration({ terminal }: CommandCall, migration: Migration, isWritten: boolean): void {
  const { replaced, left, compared, warnings, changes } = migration;
  const { style } = terminal;
  const guardOn = ({ resources }: { readonly resources: readonly string[] }) => {
    const names = new Set(warningsAbout(warnings, resources).map(({ name }) => name));
    return names.size === 0 ? '' : ` (the guard: ${[...names].join(', ')})`;
  };
  for (const each of replaced) {
    const grants = each.lines.length > 0 ? each.lines.join('; ') : `removed, beside ${each.present.join('; ')}`;
    terminal.note(`${style('green', '✓')} ${each.place}: ${grants}${guardOn(each)}`);
  }
  for (const each of left) {
    terminal.note(`${style('yellow', 'left')} ${each.place}: ${each.reason}${guardOn(each)}`);
  }
  if (replaced.length + left.length === 0) terminal.note('There is no hand-written access to secrets in amplify/.');
  if (changes.length === 0) return;
  const requests = compared.reduce((sum, each) => sum + each.requests, 0);
  const where = [...new Set(compared.map(({ deployment }) => describeDeployment(deployment)))].join(', ');
  const expected = expectedLines(migration);
  const isNew = expected.length === 0 ? 'none is' : 'none but these is';
  terminal.note(`Compared ${requests} requests in ${where}: ${isNew} allowed that was not before.`);
  for (const line of expected) terminal.note(`  ${line}`);
  if (migration.isNamed) {
    const { account, region } = migration.own;
    terminal.note(
      `Compared as a deployment to account ${account} and region ${region}, as the first ARN says. A grant is for the account and region of each deployment: if yours is another one, do not write this.`,
    );
  }
  if (migration.uncompared.length > 0) {
    terminal.note(
      `Not compared, since the code has conditions on too many branches: ${migration.uncompared.join(', ')}.`,
    );
  }
  const narrower = changeLines(
    compared.map(({ deployment, narrower }) => [describeDeployment(deployment), narrower]),
    migration.own,
  );
  terminal.note(narrower.length === 0 ? 'Nothing becomes narrower.' : 'Narrower from now on:');
  for (const line of narrower) terminal.note(`  ${line}`);
  if (migration.unmatched !== undefined) {
    terminal.note(
      `A branch that no environment of the declaration matches, such as "${migration.unmatched}", does not deploy with these grants. Add an environment for it: dev: '*'.`,
    );
  }
  terminal.note(
    isWritten
      ? `${style('green', '✓')} Wrote ${changes.map(({ path }) => path).join(', ')}.`
      : 'Nothing was written. To write it: amplify-secrets migrate --write',
  );
}

export function migrationData(
  { replaced, left, compared, changes, warnings, uncompared, unmatched }: Migration,
  diff: string,
  written: boolean,
) {
  const withGuard = <Named extends { readonly resources: readonly string[] }>({ resources, ...rest }: Named) => ({
    ...rest,
    guard: warningsAbout(warnings, resources).map(({ name, resolution }) => ({ name, resolution })),
  });
  return {
    written,
    files: changes.map(({ path }) => path),
    diff,
    replaced: replaced.map(withGuard),
    left: left.map(withGuard),
    compared: compared.map(({ wider: _, ...rest }) => rest),
    ...(uncompared.length > 0 && { uncompared }),
    ...(unmatched !== undefined && { unmatched }),
  };
}

function expectedLines({ compared, own }: Migration): readonly string[] {
  const all = compared.flatMap(({ deployment, expected }) =>
    expected.map((change) => ({ ...change, where: describeDeployment(deployment) })),
  );
  const ofKind = (why: (typeof all)[number]['why']) => all.filter((each) => each.why === why);
  const lines = (kind: typeof all, text: string) =>
    kind.length === 0
      ? []
      : [
          `${text}: ${[...new Set(kind.map(({ principal, resource, where }) => `${principal} ${nameOf(resource, own)} in ${where}`))].join(', ')}`,
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

/** One line for what a function can no longer do, where: `mail: GetSecretValue in sandbox "jan": acme/mail`. */
function changeLines(
  changes: readonly (readonly [where: string, changes: readonly AccessChange[]])[],
  own: ArnPlace,
): readonly string[] {
  const single = changes.flatMap(([where, list]) =>
    list.map(({ principal, action, resource }) => ({ principal, action, name: nameOf(resource, own), where })),
  );
  const byWhere = grouped(single, ({ principal, action, name }) => [principal, action, name], 'where');
  const byAction = grouped(byWhere, ({ principal, name, where }) => [principal, name, where], 'action');
  const lines = grouped(byAction, ({ principal, action, where }) => [principal, action, where], 'name');
  return lines.map(({ principal, action, name, where }) => `${principal}: ${action} in ${where}: ${name}`);
}

type ChangeLine = Readonly<Record<'principal' | 'action' | 'name' | 'where', string>>;

/** Lines that are alike by a key as one, with all that they have of one member. */
function grouped(
  lines: readonly ChangeLine[],
  keyOf: (line: ChangeLine) => readonly string[],
  member: 'where' | 'action' | 'name',
): readonly ChangeLine[] {
  const groups = new Map<string, { readonly line: ChangeLine; readonly all: Set<string> }>();
  for (const line of lines) {
    const key = JSON.stringify(keyOf(line));
    const group = groups.get(key) ?? { line, all: new Set() };
    groups.set(key, group);
    group.all.add(line[member]);
  }
  return [...groups.values()].map(({ line, all }) => ({ ...line, [member]: listed([...all]) }));
}

function listed(names: readonly string[]): string {
  const more = names.length > SHOWN ? `, and ${names.length - SHOWN} more` : '';
  return `${names.slice(0, SHOWN).join(', ')}${more}`;
}

/** The secret or the parameter; of another account or region, the ARN. */
function nameOf(arn: string, own: ArnPlace): string {
  const [, , , region = '', account = '', ...rest] = arn.split(':');
  const isElsewhere = rest.length > 0 && (region !== own.region || account !== own.account);
  const resource = isElsewhere ? '' : rest.join(':');
  return (
    resource
      .replace(/^secret:(.+)-\w{6}$/, '$1')
      .replace(/^parameter/, '')
      .replace(/^secret:/, '') || arn
  );
}
