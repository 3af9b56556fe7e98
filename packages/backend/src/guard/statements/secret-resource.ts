import { matchArn } from '../../templates/patterns.js';

/**
 * An entry of `Resource`, as far as it speaks of secrets. What only the deployment knows stands in `${…}`.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
export type SecretResource =
  /** `*`, and every other way to write all secrets of an account. */
  | { readonly kind: 'every'; readonly text: string; readonly account: string | undefined }
  /** Names the service, and can be no secret of it. */
  | { readonly kind: 'malformed'; readonly text: string }
  | {
      readonly kind: 'secret';
      readonly text: string;
      readonly account: string;
      /** All behind `secret:`, six characters or wildcards included. */
      readonly name: string;
      readonly end: SecretEnd;
    };

/**
 * How a secret's name ends. `exact`: with the six characters, or as many `?`, and no other wildcard. `open`: with a `*` that stands for
 * them and for longer names too. `bare`: with nothing in their place. `family`: with wildcards that are meant. `unknown`: with what only
 * the deployment knows.
 */
export type SecretEnd = 'exact' | 'open' | 'bare' | 'family' | 'unknown';

/** `${AWS::Region}`: its colons separate nothing. */
const TOKEN = /\$\{[^}]*\}/g;
const PART = String.raw`((?:\$\{[^}]*\}|[^:$]|\$(?!\{))*)`;
// AWS completes an ARN of fewer parts with `*`: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
const ARN = new RegExp(`^arn(?::${PART}(?::${PART}(?::${PART}(?::${PART}(?::(.*))?)?)?)?)?$`, 's');
const TYPE = 'secret:';
const EVERY_NAME = `${TYPE}?*-??????`;

/** Undefined for what is no secret's: another service, or a text that only the deployment knows. */
export function secretResource(text: string): SecretResource | undefined {
  if (/^[*?]*\*[*?]*$/.test(text)) return { kind: 'every', text, account: undefined };
  if (!text.startsWith('arn:')) return text.startsWith('${') ? undefined : { kind: 'malformed', text };
  const parts = ARN.exec(text);
  if (parts === null) return undefined;
  const [, , service = '*', , account, resource] = parts;
  if (service.includes('${')) return undefined;
  if (matchArn(service, 'secretsmanager') === 'none') return acrossParts(text);
  if (resource === undefined) return { kind: 'every', text, account: undefined };
  // `??*` leaves out none that matters.
  const wide = resource.replace(/[*?]*\*[*?]*/g, '*');
  if (matchArn(wide, EVERY_NAME) === 'all') return { kind: 'every', text, account };
  const name = nameIn(resource);
  if (name === undefined) {
    const known = nameIn(resource.replace(TOKEN, '*')) === undefined;
    return known ? { kind: 'malformed', text } : undefined;
  }
  return { kind: 'secret', text, account: account ?? '*', name, end: endOf(name) };
}

/** The name without what stands in the place of the six characters. */
export function stemOf(name: string): string {
  return name.replace(/-(?:\?{6,}|[A-Za-z0-9]{6})$/, '').replace(/-?[*?]+$/, '');
}

/** A `*` at the end of a part runs on over the next: `arn:*:secret:mail-??????`. */
function acrossParts(text: string): SecretResource | undefined {
  const name = /\*:secret:([^:]+)$/.exec(text)?.[1];
  return name === undefined ? undefined : { kind: 'secret', text, account: '*', name, end: endOf(name) };
}

/** What may stand behind `secret:`, which a pattern may write with wildcards. Of several ways to read it, the widest. */
function nameIn(resource: string): string | undefined {
  let positions = [0];
  for (const sign of TYPE) positions = [...new Set(positions.flatMap((at) => positionsBehind(resource, at, sign)))];
  const names = positions.sort((one, other) => one - other).map((at) => resource.slice(at));
  // A name holds no colon: one comes from an ARN within the ARN, or from ECS's way to write a JSON field behind it.
  return names.find((name) => name !== '' && !name.replace(TOKEN, '').includes(':'));
}

function positionsBehind(pattern: string, at: number, sign: string): number[] {
  if (pattern[at] === '*') return [at, ...positionsBehind(pattern, at + 1, sign)];
  return pattern[at] === sign || pattern[at] === '?' ? [at + 1] : [];
}

function endOf(text: string): SecretEnd {
  if (/\}[*?]*$/.test(text)) return 'unknown';
  const name = text.replace(TOKEN, '$');
  const [, head = '', tail = ''] = /^(.*?)([*?]*)$/s.exec(name) ?? [];
  const inner = /[*?]/.test(head);
  if (tail.includes('*')) return inner || head.endsWith('/') ? 'family' : 'open';
  if (tail === '??????' && head.endsWith('-')) return inner ? 'family' : 'exact';
  if (tail.length > 6) return inner ? 'family' : 'open';
  if (tail !== '' || !endsInSuffix(head)) return 'bare';
  return inner ? 'family' : 'exact';
}

/** AWS draws from letters of both cases and digits: six of one kind are a word (`-secret`, `-tokens`) or a date in 995 of 1,000 names. */
function endsInSuffix(name: string): boolean {
  const suffix = /-([A-Za-z0-9]{6})$/.exec(name)?.[1];
  return suffix !== undefined && !/^(?:[a-z]+|\d+)$/.test(suffix);
}
