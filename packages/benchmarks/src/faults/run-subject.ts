import { runProgram } from '../programs/run-program.js';
import type { SubjectResult } from './fault-result.js';
import type { Subject } from './subjects.js';

/** Puts a subject through the schedule in its own process, and a cold one before a self-signed server in another. */
export async function runSubject({ id, title, isOurs }: Subject, seed: number): Promise<SubjectResult> {
  const run = (part: string) =>
    runProgram<Pick<SubjectResult, 'steps' | 'unhandledRejections'>>('faults/subject-process', [id, part, seed]);
  const [schedule, selfSigned] = await Promise.all([run('schedule'), run('self-signed')]);
  return {
    id,
    title,
    isOurs,
    steps: [...schedule.steps, ...selfSigned.steps],
    unhandledRejections: schedule.unhandledRejections + selfSigned.unhandledRejections,
  };
}
