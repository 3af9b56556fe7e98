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
  if (/^[*?]*\*[*?]*$/.test(resource)) {
    return none('it allows every secret: name those that the code reads, each in a grant');
  }
  const [, , region = '', account = '', name = ''] = ARN.exec(resource) ?? [];
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
  if (/^[*?-]+$/.test(name)) return none('it allows every secret: name those that the code reads, each in a grant');
  const unset = /(?:^|[/-])(undefined|null|NaN)(?=$|[/-])/.exec(name)?.[1];
  if (unset !== undefined) return none(`"${name}" has "${unset}" for the value of a variable that is not set`);
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
