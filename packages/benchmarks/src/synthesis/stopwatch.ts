import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

// Loaded before a synthesis (`node --import`), which ends by itself: what it took is known only then. Bundlers run in processes of
// their own, and are not in this one's processor time.
const { STOPWATCH_FILE: file } = process.env;
if (file === undefined) throw new Error('STOPWATCH_FILE names the file to write to.');
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(file, JSON.stringify({ wall: performance.now(), processor: (user + system) / 1_000 }));
});
