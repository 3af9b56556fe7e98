import { isSecretsError, SecretsError } from '../contract/errors.js';
import { printable } from '../contract/printable.js';
import { redactor } from '../redact/redactor.js';
import type { Location } from '../stores/location.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { subject } from '../stores/remedies.js';
import { membersOf, wrappedErrors } from '../use/walk-error.js';
import { REDACTED } from '../values/protect.js';
import { CAUSES, MESSAGE_LENGTH } from './limits.js';
import { rotateLine } from './remedies.js';

/** The function of a strategy. */
export type StrategyFunction = 'create' | 'set' | 'test' | 'revoke';

/**
 * The error of a rotation whose strategy failed, without a cause: AWS Lambda logs it. Of the strategy's own error and of those that it
 * wraps, such as the refused connection in "fetch failed", it has the names, the codes, and the messages with all `known` values
 * redacted; of the strategy's own error also the lines of code. In `create`, where all of it may quote the new value, it has no
 * messages, and only names, codes and places that cannot be a key. An error of the kit quotes no values, and is returned as it is.
 */
export function strategyFailure(
  error: unknown,
  step: StrategyFunction,
  location: Location,
  known: readonly RawSecret[],
): SecretsError {
  if (isOfKit(error)) return error;
  const chain = chainOf(error);
  const said = chain.map((one) => described(one, step, known)).join(', caused by ');
  const hidden = step === 'create' ? ' (its message is not shown: it may quote the new value)' : '';
  const failure = new SecretsError(
    'RotationFailedError',
    `${subject(location)} was not rotated, since "${step}" of its strategy failed with ${said}${hidden}.`,
    `Correct "${step}" or what it calls. Secrets Manager tries again by itself, or now: ${rotateLine(location.id)}`,
  );
  const [stack, message] = ['stack', 'message'].map(membersOf(error));
  const frames = redacted(framesOf(stack, message, step === 'create'), known);
  if (frames) failure.stack = `${failure.name}: ${failure.message}\n${frames}`;
  return failure;
}

/** What was thrown may be a proxy, which throws an error that quotes a value wherever it is looked at. */
function isOfKit(error: unknown): error is SecretsError {
  try {
    return isSecretsError(error);
  } catch {
    return false;
  }
}

function chainOf(error: unknown): readonly unknown[] {
  try {
    return [...wrappedErrors(error, () => true)].slice(0, 1 + CAUSES);
  } catch {
    return [error];
  }
}

function described(error: unknown, step: StrategyFunction, known: readonly RawSecret[]): string {
  const [name, code, message] = ['name', 'code', 'message'].map(membersOf(error));
  const identifiers = [name, code].filter(step === 'create' ? isNoKey : isIdentifier);
  const kind = redacted(identifiers.join(' '), known) || `a value of type ${typeof error}`;
  if (step === 'create' || typeof message !== 'string' || message === '') return kind;
  return `${kind}: ${printable(redacted(message, known)).slice(0, MESSAGE_LENGTH)}`;
}

/** Of other forms, names and codes are not shown: they may be made of values. */
function isIdentifier(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^[A-Za-z0-9_.-]{1,60}$/.test(value));
}

/** Words, and what is too short for a key, such as `28P01`. */
function isNoKey(value: unknown): boolean {
  return isIdentifier(value) && /^(?:[A-Za-z_]+|.{1,12})$/.test(`${value}`);
}

/**
 * The lines at the end of a stack that name places in code, and not what is above them, which is the message. `isBare` leaves out the
 * names of functions.
 */
function framesOf(stack: unknown, message: unknown, isBare: boolean): string {
  if (typeof stack !== 'string') return '';
  const end = /(?:\n? {4}at [^\n]+(?::\d+:\d+\)?|\((?:<anonymous>|index \d+)\)))+$/.exec(stack)?.[0] ?? '';
  const ofMessage = typeof message === 'string' ? message.split('\n').map((line) => line.trim()) : [];
  return end
    .split('\n')
    .filter((line) => line !== '' && !ofMessage.includes(line.trim()))
    .flatMap((line) => (isBare ? placeIn(line) : [line]))
    .join('\n');
}

/** Of a line of a stack, the place in a file. */
function placeIn(line: string): readonly string[] {
  const place = /(?:^ {4}at (?:async )?|\()((?:file:\/\/|node:|\/|[A-Z]:\\)[^\n()]*:\d+:\d+)\)?$/.exec(line)?.[1];
  return place === undefined ? [] : [`    at ${place}`];
}

function redacted(message: string, known: readonly RawSecret[]): string {
  const redact = redactor((watcher) => known.forEach(watcher.hold));
  return shortTexts(known).reduce((text, short) => text.replaceAll(short, REDACTED), redact(message));
}

/** Strings and numbers of 4 to 7 characters in the values, which `redactor` does not look for. */
function shortTexts(known: readonly RawSecret[]): string[] {
  const texts = new Set<string>();
  const add = (value: unknown) => {
    if (/^(string|number)$/.test(typeof value) && /^.{4,7}$/s.test(`${value}`)) texts.add(`${value}`);
    return value;
  };
  for (const { text = '' } of known) {
    add(text);
    try {
      JSON.parse(text, (_, value) => add(value));
    } catch {
      // A string is not JSON.
    }
  }
  return [...texts];
}
