import type { SecretDefinition } from '../contract/definition.js';
import { isRecord } from '../contract/plain-object.js';
import { declaredPaths } from './declared-path.js';
import { protect, type Validated } from './protect.js';

/**
 * Validates a JSON value, transforms it by its schema and protects it. Field names declare an object in which each is a non-empty
 * string; it may have other fields.
 */
export async function validate({ fields, schema }: SecretDefinition, value: unknown): Promise<Validated> {
  if (fields) {
    const problem = fieldProblems(fields, value);
    return problem ? { problem } : protect(value);
  }
  if (!schema) return protect(value);
  try {
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return protect(result.value);
    return { problem: `its schema rejects ${declaredPaths(schema, result.issues).join(', ')}` };
  } catch {
    // The error may quote the value.
    return { problem: 'its schema threw an error' };
  }
}

function fieldProblems(fields: readonly string[], value: unknown): string {
  if (!isRecord(value)) return 'it is not a JSON object';
  return fields
    .flatMap((field) => {
      const member = Object.hasOwn(value, field) ? value[field] : undefined;
      if (member && typeof member === 'string') return [];
      return `"${field}" is ${member === undefined ? 'missing' : member === '' ? 'empty' : 'not a string'}`;
    })
    .join(', ');
}
