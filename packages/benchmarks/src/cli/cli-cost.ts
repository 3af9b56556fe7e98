import { milliseconds, ratio } from '../report/quantities.js';
import type { Table, Verdict } from '../section.js';
import type { CommandTime } from './time-command.js';

/** Medians. */
export type CliCost = Readonly<Record<'help' | 'ampxHelp' | 'list' | 'listNearby', CommandTime>>;

const MOST_OF_AMPX = 0.5;
const LONGEST_LIST_MS = 2_000;

export function verdictsOf({ help, ampxHelp, list }: CliCost): readonly Verdict[] {
  const [wall, processor] = [help.wall / ampxHelp.wall, help.processor / ampxHelp.processor];
  return [
    {
      what: '`amplify-secrets --help` against `ampx --help`',
      target: 'at most 0.50×',
      measured: `${ratio(wall)} (processor time ${ratio(processor)})`,
      isMet: wall <= MOST_OF_AMPX,
    },
    {
      what: '`amplify-secrets list` of 50 secrets in 4 environments, at 100 ms a round trip',
      target: 'at most 2,000 ms',
      measured: `${milliseconds(list.wall)} (processor time ${milliseconds(list.processor)})`,
      isMet: list.wall <= LONGEST_LIST_MS,
    },
  ];
}

export function tableOf({ help, ampxHelp, list, listNearby }: CliCost): Table {
  const rows = [
    ['`ampx --help`', ampxHelp],
    ['`amplify-secrets --help`', help],
    ['`amplify-secrets list`, 100 ms a round trip', list],
    ['`amplify-secrets list`, no distance', listNearby],
  ] as const;
  return {
    title: 'From the start of the process to its end, and the processor time of all its threads',
    columns: ['', 'times `ampx --help`', 'wall', 'processor'],
    rows: rows.map(([name, { wall, processor }]) => [
      name,
      ratio(wall / ampxHelp.wall),
      milliseconds(wall),
      milliseconds(processor),
    ]),
  };
}
