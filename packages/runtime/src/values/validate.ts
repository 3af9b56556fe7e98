import type { SecretDefinition } from '../contract/definition.js';
import { declaredPaths } from './declared-path.js';
import { protect, type Verdict } from './protect.js';

/**
 * A JSON value that fits its definition, shaped by its schema and protected. Field names: an object in which each is a text that
 * is not empty; other fields may be there. A schema: what it says.
 */
export async function validate({ fields, schema }: SecretDefinition, value: unknown): Promise<Verdict> {
  if (fields !== undefined) {
    const problem = fieldProblems(fields, value);
    return problem === '' ? protect(value) : { problem };
  }
  if (schema === undefined) return protect(value);
  try {
    const result = await schema['~standard'].validate(value);
    if (result.issues === undefined) return protect(result.value);
    return { problem: `its schema refuses ${declaredPaths(schema, result.issues).join(', ')}` };
  } catch {
    // What a schema throws may quote the value.
    return { problem: 'its schema threw an error' };
  }
}

function fieldProblems(fields: readonly string[], value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no JSON object';
  const found = new Map<string, unknown>(Object.entries(value));
  return fields
    .flatMap((field) => {
      const member = found.get(field);
      const fault = member === undefined ? 'missing' : typeof member !== 'string' ? 'no text' : member ? '' : 'empty';
      return fault ? `"${field}" is ${fault}` : [];
    })
    .join(', ');
}
