import { OURS } from '../peers.js';
import { runProgram } from '../programs/run-program.js';
import type { SubjectResult } from './fault-result.js';
import type { Subject } from './subjects.js';

/** Puts a subject through each part of the faults, each in its own process. The SDK's client reads its credentials itself. */
export async function runSubject({ id, title, isOurs }: Subject, seed: number): Promise<SubjectResult> {
  const run = (part: string) =>
    runProgram<Pick<SubjectResult, 'steps' | 'unhandledRejections'>>('faults/subject-process', [id, part, seed]);
  const parts = await Promise.all(
    ['schedule', 'self-signed', ...(id === OURS ? ['credentials'] : []), ...(isOurs ? ['own'] : [])].map(run),
  );
  return {
    id,
    title,
    isOurs,
    steps: parts.flatMap(({ steps }) => steps),
    unhandledRejections: parts.reduce((sum, part) => sum + part.unhandledRejections, 0),
  };
}
