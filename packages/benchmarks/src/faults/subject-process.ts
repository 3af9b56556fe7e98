import { finish } from '../programs/run-program.js';
import { runSchedule } from './run-schedule.js';
import { meetSelfSigned } from './self-signed.js';
import { SUBJECTS } from './subjects.js';
import { installWorldClock } from './world-clock.js';

/** Arguments: subject, `schedule` or `self-signed`, seed. */
const [, , id, part, seed] = process.argv;
let unhandledRejections = 0;
process.on('unhandledRejection', () => {
  unhandledRejections++;
});

const subject = SUBJECTS.find((candidate) => candidate.id === id);
if (subject === undefined) throw new Error(`The subject must be one of ${SUBJECTS.map((each) => each.id).join(', ')}.`);
const clock = installWorldClock();
const open = await subject.load();
const steps = part === 'schedule' ? await runSchedule(open, clock, Number(seed)) : await meetSelfSigned(open);
// Unhandled rejections are reported once the promise jobs are done.
await new Promise((resolve) => setImmediate(resolve));
finish({ steps, unhandledRejections });
