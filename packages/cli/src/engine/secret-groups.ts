import { kebabCase, type SecretSet } from '@amplify-secrets/runtime/contract';

/** A variable before it has its place. */
export interface Candidate {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
  /** Where it is declared to go. */
  readonly declared?: Slot | undefined;
}

/** Where a variable goes: a secret, and in JSON a field of it. */
export interface Slot {
  readonly key: string;
  /** Undefined for a secret that is this value alone. */
  readonly field: string | undefined;
}

const DATABASE = 'database';
const DATABASES = /^(?:DB|DATABASE|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|RDS|SQL|MSSQL)(?:_|$)/;
const PG = /^PG(?=(?:USER|PASSWORD|HOST|PORT|DATABASE)$)/;
/** Names of one field, the first of them as the strategies for rotations have it, or as most do. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['username', 'user', 'login', 'userName'],
  ['password', 'pass', 'passwd', 'pwd'],
  ['host', 'hostname', 'server', 'hostName'],
  ['name', 'db', 'database', 'dbname', 'dbName', 'databaseName'],
  ['port'],
  ['url', 'uri', 'dsn', 'connectionString'],
];
/** What is no secret, and needed with one: half of a pair. */
const PAIRED =
  /(?:^|_)(?:CLIENT_ID|APP_ID|APPLICATION_ID|KEY_ID|ACCESS_KEY|ACCESS_ID|ACCOUNT_SID|USER|USERNAME|LOGIN)$/;
/** With a password, what it is for. */
const CONNECTION = /(?:^|_)(?:USER|USERNAME|LOGIN|HOST|HOSTNAME|SERVER|PORT|NAME|DB|DATABASE|DBNAME)$/;
const PASSWORD = /PASS(?:WORD|WD)?$|PWD$/;

/**
 * Puts secrets that belong together, by the first word of their names, into one JSON secret with what is needed with them. What stands alone
 * is a secret of its own. A declared secret that has the key gets more fields if it is JSON; if not, its name is left to it.
 */
export function groupSecrets(candidates: readonly Candidate[], set: SecretSet | undefined): ReadonlyMap<string, Slot> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const { key } = candidate.declared ?? ownerOf(candidate.name, set);
    groups.set(key, [...(groups.get(key) ?? []), candidate]);
  }
  return new Map([...groups].flatMap(([key, members]) => [...slotsOf(key, members, set)]));
}

/** `stripe` and `API_KEY` of `STRIPE_API_KEY`; `database` and `PASSWORD` of `DB_PASSWORD` and `PGPASSWORD`. */
function ownerOf(name: string, set: SecretSet | undefined): { readonly key: string; readonly rest: string } {
  const plain = name.replace(PG, 'PG_');
  if (DATABASES.test(plain)) return { key: databaseKey(set), rest: plain.replace(DATABASES, '') };
  const [first = '', ...rest] = kebabCase(plain).split('-');
  return { key: first, rest: rest.join('_').toUpperCase() };
}

/** What the declaration calls its only database: `db`, `postgres`. */
function databaseKey(set: SecretSet | undefined): string {
  const keys = Object.entries(set?.definitions ?? {}).flatMap(([key, { kind }]) =>
    kind === 'json' && DATABASES.exec(key.toUpperCase())?.[0] === key.toUpperCase() ? [key] : [],
  );
  const [only, another] = keys;
  return only !== undefined && another === undefined ? only : DATABASE;
}

function slotsOf(key: string, members: readonly Candidate[], set: SecretSet | undefined): ReadonlyMap<string, Slot> {
  const placed = members.filter((each) => each.declared !== undefined);
  const open = members.filter((each) => each.declared === undefined);
  const secrets = open.filter(({ isSecret }) => isSecret);
  if (secrets.length + placed.length === 0) return new Map();
  const declared = set !== undefined && Object.hasOwn(set.definitions, key) ? set.definitions[key] : undefined;
  const isConnection = key === databaseKey(set) || [...secrets, ...placed].some(({ name }) => PASSWORD.test(name));
  const fieldIn = ({ name }: Candidate) => fieldOf(ownerOf(name, set).rest, declared?.fields);
  const isNeeded = ({ name }: Candidate) => {
    const { rest } = ownerOf(name, set);
    return PAIRED.test(rest) || (isConnection && CONNECTION.test(rest));
  };
  const needed = open.filter(
    (each) =>
      each.isSecret ||
      // A declared secret does not grow for what is no secret.
      (isNeeded(each) && (placed.length === 0 || declared?.fields?.includes(fieldIn(each)) === true)),
  );
  const isTaken = declared !== undefined && declared.kind !== 'json';
  const isAlone = needed.length === 1 && declared === undefined;
  if (isAlone || isTaken) return new Map(secrets.map(({ name }) => [name, { key: camelCase(name), field: undefined }]));
  const values = new Map(placed.map((each) => [each.declared?.field ?? '', each.value]));
  return new Map(
    needed.map((each): [string, Slot] => {
      const field = fieldIn(each);
      const other = values.get(field);
      // What has the same value is the same field; what has another one keeps its whole name.
      const own = other === undefined || other === each.value ? field : camelCase(each.name);
      values.set(own, each.value);
      return [each.name, { key, field: own }];
    }),
  );
}

/** As the declaration calls it, if it has a name for it. */
function fieldOf(rest: string, declared: readonly string[] | undefined): string {
  const field = rest === '' ? 'value' : camelCase(rest);
  const synonyms = SYNONYMS.find((names) => names.includes(field));
  return synonyms === undefined ? field : (synonyms.find((each) => declared?.includes(each)) ?? synonyms[0] ?? field);
}

/** `STRIPE_API_KEY` → `stripeApiKey`. */
export function camelCase(name: string): string {
  const [first = '', ...rest] = kebabCase(name).split('-');
  return first + rest.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
}
