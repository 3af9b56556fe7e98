import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdits, type Edit } from '../../source/edit.js';
import type { SourceFile } from '../../source/source-file.js';
import type { PlacedCall } from './plan-migration.js';
import { ENTRY } from './synthesize-backends.js';

/** Which of the calls run when the backend is synthesised. */
export interface Probes {
  /** The files with a mark in front of each call, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The calls that did not run, each with the reason to leave it. */
  readonly unreached: () => readonly { readonly place: string; readonly reason: string }[];
  readonly end: () => void;
}

/** What does not run in any of the deployments is in none of the templates, so that comparing them proves nothing about it. */
export function probeCalls(files: readonly SourceFile[], calls: readonly PlacedCall[]): Probes {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-reached-'));
  const marks = join(folder, 'marks');
  appendFileSync(marks, '');
  const mark = (name: string) =>
    `void globalThis.process.getBuiltinModule("node:fs").appendFileSync(${JSON.stringify(marks)}, ${JSON.stringify(`${name}\n`)})`;
  const probed = files.flatMap(({ path, text }) => {
    const own = calls.filter((call) => call.path === path);
    if (own.length === 0) return [];
    const edits = own.flatMap(({ start, end, isBody }): Edit[] => [
      { start, end: start, text: `${isBody ? '(' : ''}${mark(`${path}@${start}`)}, ` },
      ...(isBody ? [{ start: end, end, text: ')' }] : []),
    ]);
    return [[path, `${applyEdits(text, edits)}\n;${mark(path)};\n`] as const];
  });
  return {
    files: Object.fromEntries(probed),
    unreached() {
      const reached = new Set(existsSync(marks) ? readFileSync(marks, 'utf8').split('\n') : []);
      return calls.flatMap(({ place, path, start }) =>
        reached.has(`${path}@${start}`) ? [] : [{ place, reason: reached.has(path) ? NOT_RUN : notLoaded(path) }],
      );
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const NOT_RUN =
  'it does not run in any of the deployments that were compared, so that nothing proves a change to it: migrate it by hand';

function notLoaded(path: string): string {
  return `${path} is not loaded by ${ENTRY}, so that nothing proves a change to it`;
}
