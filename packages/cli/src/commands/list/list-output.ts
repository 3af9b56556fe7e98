import type { SecretList } from '../../engine/list-secrets.js';
import type { SecretMetadata } from '../../stores/secrets-store.js';
import { age, dateTime } from '../../terminal/ages.js';
import { table } from '../../terminal/table.js';
import type { Style, Terminal } from '../../terminal/terminal.js';
import type { LastReport } from '../last-report.js';

const STYLES: Readonly<Record<SecretMetadata['state'], Style>> = {
  set: 'green',
  missing: 'red',
  deleted: 'yellow',
  empty: 'red',
  denied: 'yellow',
};

const VERSION_LENGTH = 8;

/** Environments × secrets. */
export function listOfSeveral(
  { secrets, undeclared }: SecretList,
  environments: readonly string[],
  now: number,
  terminal: Terminal,
): string {
  const rows = secrets.map(({ key, in: inPlaces }) => [
    key,
    ...environments.map((name) => {
      const found = inPlaces.get(name);
      return found === undefined ? '-' : cell(found, now, terminal);
    }),
  ]);
  const bold = (title: string) => terminal.styleData('bold', title);
  const main = table([['secret', ...environments].map(bold), ...rows], terminal.columns);
  return [main, ...undeclaredLines(undeclared, now, terminal)].join('\n');
}

/** One environment, in detail. */
export function listOfOne(
  { secrets, undeclared }: SecretList,
  environment: string,
  report: LastReport | undefined,
  now: number,
  terminal: Terminal,
): string {
  const titles = ['secret', 'state', 'version', 'changed', 'rotation', 'name', ...(report ? ['read by'] : [])];
  const rows = secrets.flatMap(({ key, in: inPlaces }) => {
    const found = inPlaces.get(environment);
    if (found === undefined) return [];
    const readers = report === undefined ? [] : [report.readersOf(found.name).join(', ') || '-'];
    const { version, changedAt, name } = found;
    const changed = changedAt === undefined ? '-' : `${age(changedAt, now)} ago`;
    const row = [
      key,
      state(found, terminal),
      version?.slice(0, VERSION_LENGTH) ?? '-',
      changed,
      rotation(found, now),
      name,
    ];
    return [[...row, ...readers]];
  });
  const main = table([titles.map((title) => terminal.styleData('bold', title)), ...rows], terminal.columns);
  const from = report === undefined ? [] : ['', `"read by" is from the last synthesis, of ${report.title}.`];
  return [main, ...undeclaredLines(undeclared, now, terminal), ...from].join('\n');
}

function cell(found: SecretMetadata, now: number, terminal: Terminal): string {
  const { version, changedAt, rotation: rotates } = found;
  const parts = [
    state(found, terminal),
    version?.slice(0, VERSION_LENGTH),
    changedAt === undefined || found.state !== 'set' ? undefined : age(changedAt, now),
    rotates?.isEnabled ? 'rotates' : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

function state({ state: found, isShared, removedAt }: SecretMetadata, terminal: Terminal): string {
  const until = found === 'deleted' && removedAt !== undefined ? `, gone ${dateTime(removedAt).slice(0, 10)}` : '';
  return terminal.styleData(STYLES[found], `${found}${isShared ? ' (shared)' : ''}`) + until;
}

function rotation({ rotation: found }: SecretMetadata, now: number): string {
  if (!found?.isEnabled) return '-';
  return found.nextAt === undefined ? 'on' : `in ${age(found.nextAt, now)}`;
}

function undeclaredLines(undeclared: readonly SecretMetadata[], now: number, terminal: Terminal): readonly string[] {
  if (undeclared.length === 0) return [];
  const names = undeclared.map((found) => `  ${found.name} (${cell(found, now, terminal)})`);
  return ['', 'Not declared:', ...names];
}

export function listAsJson(
  app: string,
  { secrets, undeclared, notes }: SecretList,
  report: LastReport | undefined,
): unknown {
  const shown = (found: SecretMetadata) => ({
    ...found,
    ...(report !== undefined && { readers: report.readersOf(found.name) }),
  });
  return {
    app,
    secrets: secrets.map(({ key, in: inPlaces }) => ({
      secret: key,
      environments: Object.fromEntries([...inPlaces].map(([name, found]) => [name, shown(found)])),
    })),
    undeclared,
    notes,
  };
}
