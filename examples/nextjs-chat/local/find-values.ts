import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a folder that have one of the texts in them. */
export function filesWith(folder: string, texts: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => hasAny(readFileSync(file), texts));
}

/** Also where only a part of a value is in it. */
export function partsOf(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => [value.slice(8, 24), value.slice(-16)]);
}

function hasAny(content: Buffer, texts: readonly string[]): boolean {
  return texts.some((text) => content.includes(text));
}
