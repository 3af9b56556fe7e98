import { describeChanges } from '../engine/field-changes.js';
import type { SetResult } from '../engine/set-secret.js';
import { subject, type Target } from '../engine/target.js';

/** What was written, by the names of fields. */
export function resultSentence(target: Target, { outcome, version, changes }: SetResult): string {
  const of = `${subject(target)} ("${target.name}")`;
  if (outcome === 'unchanged') return `${of} has this value already. Nothing was written.`;
  const what = describeChanges(changes);
  return `${of} was ${outcome}${what === undefined ? '' : `: ${what}`}. Version ${version}.`;
}
