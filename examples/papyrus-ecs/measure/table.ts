import type { Measurement } from './measure.js';

/** For a secret and a month: https://aws.amazon.com/secrets-manager/pricing/ */
const DOLLARS = 0.4;

const TITLES: Readonly<Record<Measurement['way'], string>> = {
  injected: 'everything injected by ECS',
  kit: 'this example',
};

/** In Markdown. */
export function table(measurements: readonly Measurement[]): string {
  const rows: readonly (readonly [string, (of: Measurement) => string | number])[] = [
    ['secrets, in dollars a month', (of) => (of.secrets * DOLLARS).toFixed(2)],
    ['calls to Secrets Manager: the start of a task', (of) => of.startCalls],
    ['… the next 50 requests', (of) => of.laterCalls],
    ["the database's password is in the container's variables", (of) => (of.isPasswordVariable ? 'yes' : 'no')],
    ['failed of 10 requests after a rotation of it', (of) => of.failed],
    ['… in a new task', (of) => of.failedInNewTask],
  ];
  return [
    `| | ${measurements.map(({ way }) => TITLES[way]).join(' | ')} |`,
    `|---|${'---|'.repeat(measurements.length)}`,
    ...rows.map(([title, cell]) => `| ${title} | ${measurements.map(cell).join(' | ')} |`),
  ].join('\n');
}
