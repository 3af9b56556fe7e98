import { writeSync } from 'node:fs';

/** Stands for Lambda's own start: loads a bundle, invokes its handler once, and marks the end by writing. Argument: the bundle. */
const { handler } = await import(String(process.argv[2]));
const value: unknown = await handler({}, { getRemainingTimeInMillis: () => 60_000 });
const { user, system } = process.cpuUsage();
const report = { rss: process.memoryUsage.rss(), cpu: (user + system) / 1_000, hasValue: typeof value === 'string' };
writeSync(1, JSON.stringify(report));
process.exit();
