/** The error that made a synthesis fail, as the program threw it. */
export interface SynthesisFault {
  readonly name: string;
  readonly message: string;
  readonly resolution?: string;
  readonly cause?: SynthesisFault;
}

/**
 * What a module's path is in the mirror. Node.js loads a module by its real path, and through a symbolic link that is the project's
 * own. Amplify finds a function's code beside the file that defines it, which CDK refuses outside of the mirror.
 */
const MIRRORED = `
import { existsSync } from 'node:fs';
import { join, parse, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

function mirrored(mirror, path) {
  const isInPlace = path.startsWith(mirror + sep) || path.includes(sep + 'node_modules' + sep);
  const counterpart = join(mirror, relative(parse(path).root, path));
  return isInPlace || !existsSync(counterpart) ? path : counterpart;
}
`;

const HOOKS = `${MIRRORED}
let mirror;
export function initialize(data) {
  mirror = data;
}
export async function resolve(specifier, context, nextResolve) {
  const resolved = await nextResolve(specifier, context);
  if (!resolved.url.startsWith('file:')) return resolved;
  const { search, hash } = new URL(resolved.url);
  return { ...resolved, url: pathToFileURL(mirrored(mirror, fileURLToPath(resolved.url))).href + search + hash };
}
`;

/**
 * The program of the child process, under the project's own tsx, with the mirror's folder and the entry's URL as arguments. It
 * imports the entry, and sends what that throws over the IPC channel. CDK writes the assembly on `beforeExit`, so the channel must
 * not keep the process alive; an error thrown there becomes an uncaught exception.
 */
export const SYNTHESIS_RUNNER = `${MIRRORED}
import Module, { register } from 'node:module';

const [mirror, entry] = process.argv.slice(-2);
process.channel?.unref();

register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(HOOKS))}, { data: mirror });
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const path = resolveFilename.call(this, request, ...rest);
  return path.startsWith(parse(mirror).root) ? mirrored(mirror, path) : path;
};

function faultOf(error, depth = 0) {
  if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error) };
  const { name, message, resolution, cause } = error;
  return {
    name: String(name ?? 'Error'),
    message: String(message ?? error),
    ...(typeof resolution === 'string' && { resolution }),
    ...(cause != null && depth < 5 && { cause: faultOf(cause, depth + 1) }),
  };
}

function fail(error) {
  process.send({ fault: faultOf(error) }, () => process.exit(1));
}

process.on('uncaughtException', fail);
import(entry).catch(fail);
`;
