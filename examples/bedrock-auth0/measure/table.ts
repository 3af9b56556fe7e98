import type { Measurement } from './measure.js';

/** For a secret and a month, and for a call of the API: https://aws.amazon.com/secrets-manager/pricing/ */
const DOLLARS_PER_SECRET = 0.4;
const DOLLARS_PER_CALL = 0.05 / 10_000;

const TITLES: Readonly<Record<Measurement['way'], string>> = {
  'short-term-variable': 'variable, short-term',
  'long-term-variable': 'variable, long-term',
  'short-term-key': 'secret, short-term',
  'long-term-key': 'secret, long-term',
  'no-key': 'no key',
};

/** In Markdown. */
export function table(measurements: readonly Measurement[]): string {
  const yesOrNo = (is: boolean) => (is ? 'yes' : 'no');
  const rows: readonly (readonly [string, (of: Measurement) => string | number])[] = [
    ['calls to Secrets Manager: the first invocation', (of) => of.firstCalls],
    ['… the next 49', (of) => of.laterCalls],
    ['… an hour with one invocation a minute', (of) => of.hourlyCalls],
    ['… a day of rotations', (of) => of.rotationCalls],
    [
      'dollars a month: the secret, its rotations, and one container that is never idle',
      (of) =>
        (of.secrets * DOLLARS_PER_SECRET + 30 * (24 * of.hourlyCalls + of.rotationCalls) * DOLLARS_PER_CALL).toFixed(2),
    ],
    ['the key is in the CloudFormation template', (of) => yesOrNo(of.isInTemplate)],
    ["… in the process's variables", (of) => yesOrNo(of.isInVariables)],
    ['a model that the backend does not list can be invoked', (of) => yesOrNo(of.isOtherModelAnswered)],
    ['failed of 10 invocations after the key has expired', (of) => of.failed],
  ];
  return [
    `| | ${measurements.map(({ way }) => TITLES[way]).join(' | ')} |`,
    `|---|${'---|'.repeat(measurements.length)}`,
    ...rows.map(([title, cell]) => `| ${title} | ${measurements.map(cell).join(' | ')} |`),
  ].join('\n');
}
