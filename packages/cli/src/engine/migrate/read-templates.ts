import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The templates of a cloud assembly by their files, those of nested stacks too. */
export function readTemplates(folder: string): readonly (readonly [file: string, template: JsonObject])[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('asset.') ? [] : readTemplates(path);
    if (!entry.name.endsWith('template.json')) return [];
    const template: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return [[entry.name, objectOf(template)] as const];
  });
}

/** Empty for what is no object. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
