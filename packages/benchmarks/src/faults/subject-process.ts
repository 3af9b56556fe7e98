import type { FaultResult } from './fault-result.js';
import { runSchedule } from './run-schedule.js';
import { meetSelfSigned } from './self-signed.js';
import { SUBJECTS } from './subjects.js';
import { installWorldClock } from './world-clock.js';

/** What a subject's process tells: its steps, and how many rejections nobody handled. */
export interface SubjectMessage {
  readonly steps: readonly FaultResult[];
  readonly unhandledRejections: number;
}

const [, , id, part, seed] = process.argv;
let unhandledRejections = 0;
process.on('unhandledRejection', () => {
  unhandledRejections++;
});

const subject = SUBJECTS.find((candidate) => candidate.id === id);
if (subject === undefined) throw new Error(`There is no subject "${id}".`);
const clock = installWorldClock();
const open = await subject.load();
const tls = part === 'self-signed' ? await meetSelfSigned(open) : undefined;
const steps = part === 'schedule' ? await runSchedule(open, clock, Number(seed)) : tls ? [tls] : [];
// Rejections that nobody handles are told once the promise jobs are done.
await new Promise((resolve) => setImmediate(resolve));
const message: SubjectMessage = { steps, unhandledRejections };
// What peers leave running keeps no result back.
if (process.send === undefined) console.log(JSON.stringify(message));
else process.send(message, undefined, undefined, () => process.exit());
