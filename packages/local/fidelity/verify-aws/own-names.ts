/** The account, the region and the prefix under which a run has its secrets. Cases are written for another account, and know no prefix. */
export interface OwnPlace {
  readonly account: string;
  readonly region: string;
  /** Such as `amplify-secrets-verify/1a2b3c4d/17/`. */
  readonly prefix: string;
}

/** What the cases are written for. */
const WRITTEN = { account: '123456789012', region: 'us-east-1' };

const SECRET_ARN = /(arn:[a-z-]+:secretsmanager:[^:]*:[^:]*:secret:)/g;

/** The members of requests that name a secret, or a principal in a policy. */
const NAMING: ReadonlySet<string> = new Set(['Name', 'SecretId', 'SecretIdList', 'ResourcePolicy']);
/** The members of answers that name one; `Message` is an error's. */
const NAMED: ReadonlySet<string> = new Set(['ARN', 'Name', 'SecretId', 'ResourcePolicy', 'Message']);

/** A case's request, with each secret's name under the prefix, and lists of nothing but what is under it. */
export function toOwn(operation: string, input: object, place: OwnPlace): object {
  const renamed = mapped(input, NAMING, (value, member) => {
    const moved = exchanged(value, place);
    if (member === 'ResourcePolicy') return moved;
    return moved.startsWith('arn:') ? moved.replace(SECRET_ARN, `$1${place.prefix}`) : withPrefix(moved, place.prefix);
  });
  const lists = operation === 'ListSecrets' || (operation === 'BatchGetSecretValue' && 'Filters' in input);
  return lists ? { ...renamed, Filters: filtersOf(input, place.prefix) } : renamed;
}

/** An answer as the case expects it. */
export function toWritten<T>(answer: T, place: OwnPlace): T {
  return mapped(answer, NAMED, (value) => writtenText(value, place));
}

export function writtenText(text: string, place: OwnPlace): string {
  return exchanged(text.replaceAll(place.prefix, ''), place);
}

/** An empty name stays empty: AWS refuses it. */
function withPrefix(name: string, prefix: string): string {
  return name === '' ? name : `${prefix}${name}`;
}

function filtersOf(input: object, prefix: string): readonly object[] {
  const given: unknown = Reflect.get(input, 'Filters');
  const filters: readonly unknown[] = Array.isArray(given) ? given : [];
  const renamed = filters.map((filter) => {
    const { Key, Values } = Object(filter) as { readonly Key?: unknown; readonly Values?: unknown };
    if (Key !== 'name' || !Array.isArray(Values)) return Object(filter) as object;
    return { Key, Values: Values.map((value) => String(value).replace(/^!?/, `$&${prefix}`)) };
  });
  return [...renamed, { Key: 'name', Values: [prefix] }];
}

/** One account and region for the other, both ways, so that a foreign ARN stays foreign. */
function exchanged(text: string, { account, region }: OwnPlace): string {
  const other = new Map([
    [account, WRITTEN.account],
    [WRITTEN.account, account],
    [`:${region}:`, `:${WRITTEN.region}:`],
    [`:${WRITTEN.region}:`, `:${region}:`],
  ]);
  return text.replace(/\d{12}|:[a-z]+(?:-[a-z]+)+-\d:/g, (found) => other.get(found) ?? found);
}

/** A copy, with the strings of these members changed, at any depth. */
function mapped<T>(value: T, members: ReadonlySet<string>, change: (text: string, member: string) => string): T {
  const walk = (item: unknown, member: string): unknown => {
    if (typeof item === 'string') return members.has(member) ? change(item, member) : item;
    if (Array.isArray(item)) return item.map((one) => walk(one, member));
    if (typeof item !== 'object' || item === null || Object.getPrototypeOf(item) !== Object.prototype) return item;
    return Object.fromEntries(Object.entries(item).map(([key, one]) => [key, walk(one, key)]));
  };
  return walk(value, '') as T;
}
