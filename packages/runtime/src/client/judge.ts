import type { SecretDefinition } from '../contract/definition.js';
import { declaredPaths } from './declared-path.js';
import { hasUnprotectableField } from './protect.js';

/** A JSON value that fits its definition, shaped by its schema; or what is wrong with it, in words that quote nothing of it. */
export type Verdict = { readonly value: unknown } | { readonly problem: string };

/** Field names: an object in which each is a text that is not empty; other fields may be there. A schema: what it says. */
export async function judge({ fields, schema }: SecretDefinition, value: unknown): Promise<Verdict> {
  if (fields !== undefined) {
    const problems = fieldProblems(fields, value);
    return problems === '' ? protectable(value) : { problem: problems };
  }
  if (schema === undefined) return protectable(value);
  try {
    const result = await schema['~standard'].validate(value);
    if (result.issues === undefined) return protectable(result.value);
    return { problem: `its schema refuses ${declaredPaths(schema, result.issues).join(', ')}` };
  } catch {
    // What a schema throws may quote the value.
    return { problem: 'its schema threw an error' };
  }
}

function fieldProblems(fields: readonly string[], value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no JSON object';
  const found = new Map<string, unknown>(Object.entries(value));
  const problems = fields.map((field) => {
    const member = found.get(field);
    if (member === undefined) return `"${field}" is missing`;
    if (typeof member !== 'string') return `"${field}" is no text`;
    return member === '' ? `"${field}" is empty` : '';
  });
  return problems.filter((problem) => problem !== '').join(', ');
}

function protectable(value: unknown): Verdict {
  try {
    if (!hasUnprotectableField(value)) return { value };
    return { problem: 'it has a field called "toJSON", which would defeat its redaction' };
  } catch {
    return { problem: 'it is nested too deeply' };
  }
}
