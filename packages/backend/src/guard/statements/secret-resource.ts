import {
  type ArnParts,
  arnParts,
  endsInSuffix,
  isNameOfSecret,
  isPlace,
  type Place,
  withoutSuffix,
} from '../../targets/secret-arn.js';
import { matchArn } from '../../templates/patterns.js';

/**
 * An entry of `Resource`, as far as it is about secrets. What only the deployment knows is in `${…}`.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
export type SecretResource =
  /** `*`, and every other way to write all secrets of an account. */
  | { readonly kind: 'every'; readonly entry: string; readonly account: string | undefined }
  /** Names the service, but not as the ARN of a secret does. */
  | { readonly kind: 'malformed'; readonly entry: string }
  | {
      readonly kind: 'secret';
      readonly entry: string;
      readonly account: string;
      /** All that follows `secret:`, with the six characters or wildcards. */
      readonly name: string;
      readonly end: SecretEnd;
    };

/**
 * How a secret's name ends. `exact`: in the six characters, or as many `?`, with no other wildcard. `open`: in a `*` that also matches longer
 * names. `bare`: without the six characters. `pattern`: in wildcards that are intended. `unknown`: in what only the deployment knows.
 */
export type SecretEnd = 'exact' | 'open' | 'bare' | 'pattern' | 'unknown';

/** `${AWS::Region}`: its colons do not separate parts of an ARN. */
const TOKEN = /\$\{[^}]*\}/g;
const TYPE = 'secret:';
const EVERY_NAME = `${TYPE}?*-??????`;

/** Undefined for what is not about secrets: another service, or a value that only the deployment knows. */
export function secretResource(entry: string): SecretResource | undefined {
  if (/^[*?]*\*[*?]*$/.test(entry)) return { kind: 'every', entry, account: undefined };
  if (!entry.startsWith('arn:')) return entry.startsWith('${') ? undefined : { kind: 'malformed', entry };
  // AWS completes an ARN of fewer parts with `*`: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
  const parts = arnParts(entry);
  if (parts === undefined) return undefined;
  const [, , service = '*', , account, resource] = parts;
  if (service.includes('${')) return undefined;
  if (matchArn(service, 'secretsmanager') === 'none') return acrossParts(entry);
  if (resource === undefined) return { kind: 'every', entry, account: undefined };
  // `??*` leaves out no name that matters.
  const wide = resource.replace(/[*?]*\*[*?]*/g, '*');
  if (matchArn(wide, EVERY_NAME) === 'all') return { kind: 'every', entry, account };
  const name = nameIn(resource);
  if (name === undefined) {
    const known = nameIn(resource.replace(TOKEN, '*')) === undefined;
    return known ? { kind: 'malformed', entry } : undefined;
  }
  if (!isPossible(parts, name)) return { kind: 'malformed', entry };
  return { kind: 'secret', entry, account: account ?? '*', name, end: endOf(name) };
}

/** Whether a secret could have such an ARN. What wildcards stand for may be right; another rule reports an empty account. */
function isPossible([, partition = '', , region = '', account = '']: ArnParts, name: string): boolean {
  const isRight = (kind: Place, part: string) => /[*?$]/.test(part) || isPlace(kind, part);
  return (
    isRight('partition', partition) &&
    isRight('region', region) &&
    (account === '' || isRight('account', account)) &&
    isNameOfSecret(name.replace(TOKEN, '').replace(/[*?]/g, ''))
  );
}

/** The name without the six characters, or the wildcards in their place. */
export function stemOf(name: string): string {
  return withoutSuffix(name).replace(/-?[*?]+$/, '');
}

/** A `*` may span several parts: `arn:*:secret:mail-??????`. */
function acrossParts(entry: string): SecretResource | undefined {
  const name = /\*:secret:([^:]+)$/.exec(entry)?.[1];
  return name === undefined ? undefined : { kind: 'secret', entry, account: '*', name, end: endOf(name) };
}

/** What follows `secret:`, which may itself be written with wildcards. Of several ways to read it, the widest. */
function nameIn(resource: string): string | undefined {
  let positions = [0];
  for (const character of TYPE) {
    positions = [...new Set(positions.flatMap((at) => positionsAfter(resource, at, character)))];
  }
  const names = positions.sort((one, other) => one - other).map((at) => resource.slice(at));
  // A name has no colon: one comes from an ARN within the ARN, or from the JSON field that ECS writes after it.
  return names.find((name) => name !== '' && !name.replace(TOKEN, '').includes(':'));
}

function positionsAfter(pattern: string, at: number, character: string): number[] {
  if (pattern[at] === '*') return [at, ...positionsAfter(pattern, at + 1, character)];
  return pattern[at] === character || pattern[at] === '?' ? [at + 1] : [];
}

function endOf(written: string): SecretEnd {
  if (/\}[*?]*$/.test(written)) return 'unknown';
  const name = written.replace(TOKEN, '$');
  const [, head = '', tail = ''] = /^(.*?)([*?]*)$/s.exec(name) ?? [];
  const inner = /[*?]/.test(head);
  if (tail.includes('*')) return inner || head.endsWith('/') ? 'pattern' : 'open';
  if (tail === '??????' && head.endsWith('-')) return inner ? 'pattern' : 'exact';
  if (tail.length > 6) return inner ? 'pattern' : 'open';
  if (tail !== '' || !endsInSuffix(head)) return 'bare';
  return inner ? 'pattern' : 'exact';
}
