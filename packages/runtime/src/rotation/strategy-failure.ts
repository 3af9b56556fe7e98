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
 * redacted; of the strategy's own error also the lines of code. In `create`, where a message may quote the new value, it has no
 * messages. An error of the kit quotes no values, and is returned as it is.
 */
export function strategyFailure(
  error: unknown,
  step: StrategyFunction,
  location: Location,
  known: readonly RawSecret[],
): SecretsError {
  if (isSecretsError(error)) return error;
  const chain = [...wrappedErrors(error, () => true)].slice(0, 1 + CAUSES);
  const said = chain.map((one) => described(one, step, known)).join(', caused by ');
  const hidden = step === 'create' ? ' (its message is not shown: it may quote the new value)' : '';
  const failure = new SecretsError(
    'RotationFailedError',
    `${subject(location)} was not rotated, since "${step}" of its strategy failed with ${said}${hidden}.`,
    `Correct "${step}" or what it calls. Secrets Manager tries again by itself, or now: ${rotateLine(location.id)}`,
  );
  const frames = framesOf(membersOf(error)('stack'));
  if (frames) failure.stack = `${failure.name}: ${failure.message}\n${frames}`;
  return failure;
}

function described(error: unknown, step: StrategyFunction, known: readonly RawSecret[]): string {
  const [name, code, message] = ['name', 'code', 'message'].map(membersOf(error));
  const kind = [name, code].filter(isIdentifier).join(' ') || `a value of type ${typeof error}`;
  if (step === 'create' || typeof message !== 'string' || message === '') return kind;
  return `${kind}: ${printable(redacted(message, known)).slice(0, MESSAGE_LENGTH)}`;
}

/** Of other forms, names and codes are not shown: they may be made of values. */
function isIdentifier(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^[A-Za-z0-9_.-]{1,60}$/.test(value));
}

/** The lines at the end of a stack that name places in code, and not what is above them, which is the message. */
function framesOf(stack: unknown): string {
  return (
    /(?:\n? {4}at [^\n]+(?::\d+:\d+\)?|\((?:<anonymous>|index \d+)\)))+$/.exec(`${stack}`)?.[0].replace(/^\n/, '') ?? ''
  );
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
