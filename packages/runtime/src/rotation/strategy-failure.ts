import { isSecretsError, SecretsError } from '../contract/errors.js';
import { printable } from '../contract/printable.js';
import { redactor } from '../redact/redactor.js';
import type { Location } from '../stores/location.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { subject } from '../stores/remedies.js';
import { REDACTED } from '../values/protect.js';
import { MESSAGE_LENGTH } from './limits.js';
import { rotateLine } from './remedies.js';

/** The function of a strategy. */
export type StrategyFunction = 'create' | 'set' | 'test' | 'revoke';

/**
 * The error of a rotation whose strategy failed, without a cause: AWS Lambda logs it. Of the strategy's own error it has the name, the
 * code, the lines of code, and the message with all `known` values redacted. Without known values, as in `create`, where a message may
 * quote the new value, it has no message. An error of the kit quotes no values, and is returned as it is.
 */
export function strategyFailure(
  error: unknown,
  step: StrategyFunction,
  location: Location,
  known: readonly RawSecret[],
): SecretsError {
  if (isSecretsError(error)) return error;
  const { name, code, message, stack }: Readonly<Record<string, unknown>> = Object(error);
  const kind = [name, code].filter(isIdentifier).join(' ') || `a value of type ${typeof error}`;
  const isShown = step !== 'create' && typeof message === 'string' && message !== '';
  const said = isShown ? `: ${printable(redacted(message, known)).slice(0, MESSAGE_LENGTH)}` : '';
  const hidden = step === 'create' ? ' (its message is not shown: it may quote the new value)' : '';
  const failure = new SecretsError(
    'RotationFailedError',
    `${subject(location)} was not rotated, since "${step}" of its strategy failed with ${kind}${said}${hidden}.`,
    `Correct "${step}" or what it calls. Secrets Manager tries again by itself, or now: ${rotateLine(location.id)}`,
  );
  const frames = framesOf(stack);
  if (frames) failure.stack = `${failure.name}: ${failure.message}\n${frames}`;
  return failure;
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
