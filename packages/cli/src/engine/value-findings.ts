import { commandLine } from '../deployment/place-flags.js';
import type { RawValue } from '../stores/secrets-store.js';
import { problemOf } from './check-value.js';
import type { Finding } from './finding.js';
import { fieldsOf } from './secret-value.js';
import type { Target } from './target.js';

// What a function of Amplify has in place of a secret that it could not read.
const PLACEHOLDER = '<value will be resolved during runtime>';

/** What is wrong with a value, without quoting it. */
export async function valueFindings(target: Target, value: RawValue): Promise<readonly Finding[]> {
  const { reference, place } = target;
  const { key, definition } = reference;
  if (definition.kind === 'binary' || !('text' in value)) return [];
  const finding = (what: string, field = ''): Finding => {
    const name = field === '' ? key : `${key}.${field}`;
    return { key: name, what, resolution: `Set it again: ${commandLine(place, 'set', name)}` };
  };
  if (definition.kind === 'json' && isEncodedTwice(value.text)) {
    return [finding('is JSON within JSON: a string that holds the object.')];
  }
  const fields = [...fieldsOf(reference, value)].flatMap(([field, member]) => [
    ...(member.includes(PLACEHOLDER) ? [finding("is Amplify's placeholder, in place of a value.", field)] : []),
    ...(isPadded(member) ? [finding('begins or ends with a space or a newline.', field)] : []),
  ]);
  const problem = await problemOf(target, value);
  return [...fields, ...(problem === undefined ? [] : [finding(`does not match: ${problem.message}.`)])];
}

/** A text of several lines ends with a newline, as a PEM does. */
function isPadded(text: string): boolean {
  return text.trim() !== text && !text.trim().includes('\n');
}

function isEncodedTwice(text: string): boolean {
  try {
    const inner: unknown = JSON.parse(text);
    return typeof inner === 'string' && typeof JSON.parse(inner) === 'object';
  } catch {
    return false;
  }
}
