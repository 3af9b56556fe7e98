import { wildcardSource } from './wildcards.js';

/** What the resource of a statement names, for who would write a grant instead. What only the deployment knows is in `${…}`. */
export type NamedTarget =
  /** `isBare`: without the six characters that AWS adds, so that it matches no secret. */
  | { readonly kind: 'name'; readonly name: string; readonly isBare: boolean }
  | { readonly kind: 'pattern'; readonly pattern: string }
  /** One secret, with its six characters. */
  | { readonly kind: 'arn'; readonly arn: string; readonly name: string }
  | { readonly kind: 'none'; readonly reason: string };

export interface ArnPlace {
  readonly region: string;
  readonly account: string;
}

const ARN = /^arn:([^:]*|\$\{[^}]*\}):secretsmanager:((?:\$\{[^}]*\}|[^:])*):((?:\$\{[^}]*\}|[^:])*):secret:(.*)$/s;
/** What AWS draws from letters of both cases and digits: six of one kind are a word (`-secret`) or a date. */
const SUFFIX = /-(?=\w*[A-Z\d])(?=\w*[A-Za-z])[A-Za-z0-9]{6}$/;
const WILDCARD_END = /(?:-\?{6}|-?[*?]*\*[*?]*)$/;

/** The region and the account of an ARN, where they are one each. */
export function placeOfArn(arn: string): ArnPlace | undefined {
  const [, , region = '', account = ''] = ARN.exec(arn) ?? [];
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) && /^\d{12}$/.test(account) ? { region, account } : undefined;
}

/** `own` is where the project is deployed: an ARN elsewhere is another secret. */
export function namedTarget(resource: string, own: ArnPlace): NamedTarget {
  const none = (reason: string): NamedTarget => ({ kind: 'none', reason });
  if (matchesUnrelated(resource, own)) return none(EVERY);
  const [, , region = '', account = '', name = ''] = ARN.exec(resource) ?? [];
  const unset = unsetIn(name) ?? unsetIn(region) ?? unsetIn(account);
  if (unset !== undefined) return none(`"${resource}" has "${unset}" for the value of a variable that is not set`);
  if (name === '') return none(`"${resource}" is not the ARN of a secret`);
  const isOwn = (part: string, known: string) => part === known || /^(?:\*|\$\{AWS::\w+\})$/.test(part);
  if (region === '' || account === '')
    return none(`"${resource}" has no ${region === '' ? 'region' : 'account'}, so it matches no secret`);
  if (!isOwn(region, own.region) || !isOwn(account, own.account)) {
    return none(`"${resource}" is in another account or region than the others: grant its complete ARN`);
  }
  return targetOfName(name, resource);
}

function targetOfName(name: string, resource: string): NamedTarget {
  const none = (reason: string): NamedTarget => ({ kind: 'none', reason });
  if (name.includes('${')) return none(`only the deployment knows the name in "${resource}"`);
  const stem = name.replace(WILDCARD_END, '');
  const isExact = /^[\w/+=.@!-]+$/.test(stem);
  if (WILDCARD_END.test(name)) {
    if (isExact && !stem.endsWith('/')) return { kind: 'name', name: stem, isBare: false };
    const pattern = name.replace(/-\?{6}$/, '');
    return /^[\w/+=.@-][\w/+=.@*-]*$/.test(pattern)
      ? { kind: 'pattern', pattern }
      : none(`a grant has no pattern like "${name}"`);
  }
  if (!isExact) return none(`a grant has no pattern like "${name}"`);
  if (!SUFFIX.test(name)) return { kind: 'name', name, isBare: true };
  return placeOfArn(resource) === undefined
    ? none(`"${name}" seems to be a name with its six characters: write its name in a grant`)
    : { kind: 'arn', arn: resource, name: name.replace(SUFFIX, '') };
}

const EVERY = 'it allows every secret: name those that the code reads, each in a grant';

/** Whether a resource matches secrets whose names have nothing in common. AWS completes an ARN of fewer parts with `*`. */
function matchesUnrelated(resource: string, { region, account }: ArnPlace): boolean {
  const known = resource
    .replaceAll(`\${AWS::Partition}`, 'aws')
    .replaceAll(`\${AWS::Region}`, region)
    .replaceAll(`\${AWS::AccountId}`, account);
  const parts = known.replaceAll(/\$\{[^}]*\}/g, 'x').split(':');
  const isShort = parts[0] === 'arn' && parts.length < 6 && parts.at(-1) !== '*';
  const pattern = new RegExp(`^${wildcardSource(isShort ? `${known}:*` : known)}$`);
  return ['0/other-Zz9Yy8', 'unrelated-a1B2c3'].every((name) =>
    pattern.test(`arn:aws:secretsmanager:${region}:${account}:secret:${name}`),
  );
}

/** What a variable that is not set leaves in a name: as a word of its own, `null` only as a part of a path. */
function unsetIn(text: string): string | undefined {
  return (
    /(?<![A-Za-z0-9])(?:undefined|NaN)(?![A-Za-z0-9])/.exec(text)?.[0] ?? /(?:^|\/)(null)(?=[/-]|$)/.exec(text)?.[1]
  );
}
