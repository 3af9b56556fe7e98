import { fileURLToPath } from 'node:url';
import { applyEdits, type Edit } from './edit.js';
import { loadTypeScript } from './load-typescript.js';
import { parseSource, type SourceFile } from './source-file.js';

export const typescript = loadTypeScript(fileURLToPath(new URL('../../../../', import.meta.url)));

export function source(text: string): SourceFile {
  return parseSource(typescript, 'amplify/backend.ts', text);
}

export function edited({ text }: SourceFile, edits: readonly Edit[]): string {
  return applyEdits(text, edits);
}
