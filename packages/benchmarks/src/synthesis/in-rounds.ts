import { shuffled } from '../shuffled.js';

/** Measures every subject once a round, one after another, in another order each round. Subject → its measurements. */
export async function inRounds<Subject extends string, Result>(
  subjects: readonly Subject[],
  rounds: number,
  measure: (subject: Subject) => Promise<Result>,
  random: () => number,
): Promise<ReadonlyMap<Subject, readonly Result[]>> {
  const results = new Map<Subject, Result[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of shuffled(subjects, random)) results.get(subject)?.push(await measure(subject));
  }
  return results;
}
