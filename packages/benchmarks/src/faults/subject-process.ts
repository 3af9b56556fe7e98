import { finish } from '../programs/run-program.js';
import type { FaultResult } from './fault-result.js';
import { meetOwnKinds } from './own-kinds.js';
import { runSchedule } from './run-schedule.js';
import { meetSelfSigned } from './self-signed.js';
import { meetStalledCredentials } from './stalled-credentials.js';
import { SUBJECTS } from './subjects.js';
import { installWorldClock } from './world-clock.js';

/** Arguments: subject, part, seed. */
const [, , id, part, seed] = process.argv;
let unhandledRejections = 0;
process.on('unhandledRejection', () => {
  unhandledRejections++;
});

const subject = SUBJECTS.find((candidate) => candidate.id === id);
if (subject === undefined) throw new Error(`The subject must be one of ${SUBJECTS.map((each) => each.id).join(', ')}.`);
const clock = installWorldClock();
const open = await subject.load();
const parts: Readonly<Record<string, () => Promise<readonly FaultResult[]>>> = {
  schedule: () => runSchedule(open, clock, Number(seed)),
  'self-signed': () => meetSelfSigned(open),
  credentials: () => meetStalledCredentials(open, clock, Number(seed)),
  own: () => meetOwnKinds(subject.id, clock, Number(seed)),
};
const steps = await parts[part ?? '']?.();
if (steps === undefined) throw new Error(`The part must be one of ${Object.keys(parts).join(', ')}.`);
// Unhandled rejections are reported once the promise jobs are done.
await new Promise((resolve) => setImmediate(resolve));
finish({ steps, unhandledRejections });
