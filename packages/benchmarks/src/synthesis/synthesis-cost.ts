import { milliseconds, ratio } from '../report/quantities.js';
import type { Table, Verdict } from '../section.js';
import type { GrantWay } from './grant-ways.js';
import type { StackTime } from './plain-stack.js';

/** Medians, in milliseconds. */
export interface SynthesisCost {
  readonly grants: number;
  /** A plain stack, by how its grants were written. */
  readonly stacks: Readonly<Record<GrantWay, StackTime>>;
  /** The demo as it is, with a hand-written statement instead of each grant, and without either. */
  readonly demo: Readonly<Record<'withKit' | 'byHand' | 'withoutKit', StackTime>>;
}

const MOST_PER_GRANT = 1;
const MOST_OF_DEMO = 0.03;

export function verdictsOf({ grants, stacks, demo }: SynthesisCost): readonly Verdict[] {
  const ours = addedPerGrant(stacks, 'grantSecretRead of this kit', grants);
  const added = addedToDemo(demo);
  return [
    {
      what: `Added to a synthesis by each of ${grants.toLocaleString('en-US')} grants`,
      target: 'at most 1 ms',
      measured: `${ours.wall.toFixed(2)} ms (processor time ${ours.processor.toFixed(2)} ms)`,
      isMet: ours.wall <= MOST_PER_GRANT,
    },
    {
      what: 'Added to a synthesis of amplify/ by the kit',
      target: 'at most 3%',
      measured: `${percent(added.wall)} (processor time ${percent(added.processor)})`,
      isMet: added.wall <= MOST_OF_DEMO,
    },
  ];
}

export function tablesOf({ grants, stacks, demo }: SynthesisCost): readonly Table[] {
  const base = stacks.nothing;
  const ways = Object.entries(stacks).map(([way, time]) => [
    way,
    milliseconds(time.wall),
    milliseconds(time.processor),
    `${((time.wall - base.wall) / grants).toFixed(2)} ms`,
    `${((time.processor - base.processor) / grants).toFixed(2)} ms`,
  ]);
  const variants = [
    ['without the kit', demo.withoutKit],
    ['a hand-written statement each', demo.byHand],
    ['as it is', demo.withKit],
  ] as const;
  return [
    {
      title: `A plain stack with ${grants.toLocaleString('en-US')} grants`,
      columns: ['', 'synthesis', 'processor', 'added a grant', 'processor'],
      rows: ways,
    },
    {
      title: 'The demo, amplify/',
      columns: ['', 'synthesis', 'processor', 'times'],
      rows: variants.map(([name, time]) => [
        name,
        milliseconds(time.wall),
        milliseconds(time.processor),
        ratio(time.wall / demo.withoutKit.wall),
      ]),
    },
  ];
}

function addedPerGrant(stacks: SynthesisCost['stacks'], way: GrantWay, grants: number): StackTime {
  const [time, base] = [stacks[way], stacks.nothing];
  return { wall: (time.wall - base.wall) / grants, processor: (time.processor - base.processor) / grants };
}

/** As a part of the synthesis without the kit. */
function addedToDemo({ withKit, withoutKit }: SynthesisCost['demo']): StackTime {
  return {
    wall: (withKit.wall - withoutKit.wall) / withoutKit.wall,
    processor: (withKit.processor - withoutKit.processor) / withoutKit.processor,
  };
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)}%`;
}
