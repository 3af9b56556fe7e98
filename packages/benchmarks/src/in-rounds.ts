import { shuffled } from './shuffled.js';

export interface Rounds {
  readonly rounds: number;
  /** 0 ≤ x < 1: the order of the subjects within a round. */
  readonly random: () => number;
  readonly onRound?: (round: number) => void;
}

/**
 * Measures every subject once a round, one after another, in another order each round, so that a slow phase of the machine affects
 * all alike. Subject → its measurements.
 */
export async function inRounds<Subject, Result>(
  subjects: readonly Subject[],
  { rounds, random, onRound }: Rounds,
  measure: (subject: Subject) => Promise<Result>,
): Promise<ReadonlyMap<Subject, readonly Result[]>> {
  const results = new Map<Subject, Result[]>(subjects.map((subject) => [subject, []]));
  for (let round = 1; round <= rounds; round += 1) {
    onRound?.(round);
    for (const subject of shuffled(subjects, random)) results.get(subject)?.push(await measure(subject));
  }
  return results;
}
