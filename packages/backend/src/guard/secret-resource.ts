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

// Five parts in front, colons between, in which `${AWS::Region}` is no separator.
const PART = String.raw`((?:\$\{[^}]*\}|[^:$]|\$(?!\{))*)`;
const ARN = new RegExp(`^arn:${PART}:${PART}:${PART}:${PART}:(.*)$`, 's');
const EVERY_NAME = /^[*?]*\*[*?]*$/;

/** Undefined for what is no secret's: another service, or a text that only the deployment knows. */
export function secretResource(text: string): SecretResource | undefined {
  if (EVERY_NAME.test(text)) return { kind: 'every', text, account: undefined };
  if (!text.startsWith('arn:')) return text.startsWith('${') ? undefined : { kind: 'malformed', text };
  const [, , service, , account, resource] = ARN.exec(text) ?? [];
  if (service === undefined || account === undefined || resource === undefined) {
    if (/^arn:[^:]*:?\*$/.test(text) || /^arn:[^:]*:secretsmanager:.*\*$/s.test(text)) {
      return { kind: 'every', text, account: undefined };
    }
    return /^arn:[^:]*:secretsmanager(:|$)/.test(text) ? { kind: 'malformed', text } : undefined;
  }
  // A service with a wildcard (`secrets*`, `*`) takes this one too.
  if (service !== 'secretsmanager' && !(service.includes('*') && matches(service, 'secretsmanager'))) return undefined;
  if (resource.startsWith('${')) return undefined;
  if (/^s?e?c?r?e?t?:?\*+$/.test(resource) && 'secret:'.startsWith(resource.replace(/\*+$/, ''))) {
    return { kind: 'every', text, account };
  }
  const name = resource.startsWith('secret:') ? resource.slice('secret:'.length) : undefined;
  if (name !== undefined && EVERY_NAME.test(name)) return { kind: 'every', text, account };
  // A name holds no colon: one comes from an ARN within the ARN, or from ECS's way to write a JSON field behind it.
  if (name === undefined || name === '' || /^(?:\$\{[^}]*\}|[^:])*:/.test(name)) return { kind: 'malformed', text };
  return { kind: 'secret', text, account, name, end: endOf(name) };
}

/** The name without what stands in the place of the six characters. */
export function stemOf(name: string): string {
  return name.replace(/-(?:\?{6,}|[A-Za-z0-9]{6})$/, '').replace(/-?[*?]+$/, '');
}

function endOf(name: string): SecretEnd {
  if (name.endsWith('}')) return 'unknown';
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

function matches(pattern: string, text: string): boolean {
  return new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/\W/g, '\\$&'))
      .join('.*')}$`,
  ).test(text);
}
