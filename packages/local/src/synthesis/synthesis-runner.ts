/** The error that made a synthesis fail, as the program threw it. */
export interface SynthesisFault {
  readonly name: string;
  readonly message: string;
  readonly resolution?: string;
  /** The first line of the project's own code in the stack, such as `amplify/backend.ts:12`. */
  readonly place?: string;
  readonly cause?: SynthesisFault;
}

/** One deployment that the runner synthesises. */
export interface SynthesisJob {
  /** The folder of the mirror. */
  readonly mirror: string;
  /** The project's counterpart in it. */
  readonly working: string;
  /** The entry's URL in it. */
  readonly entry: string;
  /** Variables of this deployment. */
  readonly env: Readonly<Record<string, string>>;
}

/** What the runner sends of the job that failed. */
export interface SynthesisFailure {
  readonly job: number;
  readonly fault: SynthesisFault;
}

/**
 * What a module's path is in a mirror. Node.js loads a module by its real path, and through a symbolic link that is the project's
 * own. Amplify finds a function's code beside the file that defines it, which CDK refuses outside of the mirror.
 *
 * Every job has a mirror, and so its own instance of each module of the project. Those in node_modules are told apart by a query:
 * Amplify's count the calls of `defineAuth` in one process. CommonJS has no queries, so CDK is loaded once.
 */
const MIRRORED = `
import { existsSync } from 'node:fs';
import { join, parse, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

function mirrored(mirrors, job, path) {
  if (path.includes(sep + 'node_modules' + sep)) return path;
  const other = mirrors.find((mirror) => path.startsWith(mirror + sep));
  if (other !== undefined) return mirrors[job] + path.slice(other.length);
  const counterpart = join(mirrors[job], relative(parse(path).root, path));
  return existsSync(counterpart) ? counterpart : path;
}
`;

const HOOKS = `${MIRRORED}
let mirrors;
let runner;
export function initialize(data) {
  ({ mirrors, runner } = data);
}

const QUERY = /[?&]synthesis=(\\d+)/;

function jobOf(url) {
  if (url === undefined || !url.startsWith('file:')) return 0;
  const given = QUERY.exec(url)?.[1];
  if (given !== undefined) return Number(given);
  const path = fileURLToPath(url);
  return Math.max(0, mirrors.findIndex((mirror) => path.startsWith(mirror + sep)));
}

export async function resolve(specifier, context, nextResolve) {
  const job = jobOf(context.parentURL);
  const resolved = await nextResolve(specifier, context);
  if (!resolved.url.startsWith('file:')) return resolved;
  const { search, hash } = new URL(resolved.url);
  const given = fileURLToPath(resolved.url);
  const path = context.parentURL === runner ? given : mirrored(mirrors, job, given);
  const isPlain = job === 0 || path.startsWith(mirrors[job] + sep) || QUERY.test(search);
  const query = isPlain ? search : search + (search === '' ? '?' : '&') + 'synthesis=' + job;
  return { ...resolved, url: pathToFileURL(path).href + query + hash };
}
`;

/**
 * The program of the child process, under the project's own tsx, with the jobs as its argument. It imports the entry of one after
 * the other, and sends what that throws over the IPC channel. CDK writes the assembly on `beforeExit`, when nothing is left to
 * do, and the next job begins after that. The channel must not keep the process alive; an error thrown there becomes an uncaught
 * exception.
 */
export const SYNTHESIS_RUNNER = `${MIRRORED}
import Module, { register } from 'node:module';
import { isAbsolute } from 'node:path';

const jobs = JSON.parse(process.argv.at(-1));
const mirrors = jobs.map(({ mirror }) => mirror);
process.channel?.unref();

register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(HOOKS))}, { data: { mirrors, runner: import.meta.url } });
let job = -1;
// What one deployment has or sets is not for the next one.
const base = { ...process.env };
for (const name of Object.keys(jobs[0].env)) delete base[name];
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const path = resolveFilename.call(this, request, ...rest);
  return path.startsWith(parse(mirrors[job]).root) ? mirrored(mirrors, job, path) : path;
};

function placeOf(stack) {
  for (const line of String(stack ?? '').split('\\n')) {
    const [, given, number] = /^\\s+at .*?((?:file:\\/\\/)?(?:\\/|[A-Za-z]:)[^()]*?)(?:\\?[^:()]*)?:(\\d+):\\d+\\)?$/.exec(line) ?? [];
    if (given === undefined) continue;
    const path = relative(jobs[job].working, given.startsWith('file:') ? fileURLToPath(given) : given);
    if (path.startsWith('..') || isAbsolute(path) || path.includes('node_modules')) continue;
    return path.split(sep).join('/') + ':' + number;
  }
  return undefined;
}

function faultOf(error, depth = 0) {
  if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error) };
  const { name, message, resolution, cause, stack } = error;
  const place = placeOf(stack);
  return {
    name: String(name ?? 'Error'),
    message: String(message ?? error),
    ...(typeof resolution === 'string' && { resolution }),
    ...(place !== undefined && { place }),
    ...(cause != null && depth < 5 && { cause: faultOf(cause, depth + 1) }),
  };
}

function fail(error) {
  process.send({ job, fault: faultOf(error) }, () => process.exit(1));
}

function next() {
  job += 1;
  const { working, env, entry } = jobs[job];
  process.chdir(working);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, base, env);
  import(entry).catch(fail);
}

process.on('uncaughtException', fail);
process.on('beforeExit', () => {
  if (job + 1 < jobs.length) setImmediate(next);
});
next();
`;
