import type { SecretDefinition, SecretReference } from '@amplify-secrets/runtime/contract';

type Schema = NonNullable<SecretDefinition['schema']>;
type Path = readonly PropertyKey[];

const ROUNDS = 100;

/**
 * A value for a secret that nobody has given, as its declaration wants it. Its strings begin with `fake_`, where the declaration lets them.
 * Undefined where no value could be found that its schema accepts, or where the declaration says nothing of the fields.
 */
export async function fakeValue({ key, definition }: SecretReference): Promise<unknown> {
  const { kind, fields, schema } = definition;
  if (kind === 'text') return `fake_${key}`;
  if (kind === 'binary') return Buffer.from(`fake_${key}`).toString('base64');
  if (schema !== undefined) return acceptedBy(schema, key);
  return fields && Object.fromEntries(fields.map((field) => [field, `fake_${key}_${field}`]));
}

/**
 * Looks for a value that a schema accepts, from `{}` on: where it finds a fault, other values are tried until that fault is gone. A schema
 * says where its faults are, and not what would be right.
 */
async function acceptedBy(schema: Schema, key: string): Promise<unknown> {
  let value: unknown = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    const [path] = await faultsOf(schema, value);
    if (path === undefined) return value;
    const next = await repaired(schema, value, path, key);
    if (next === undefined) return undefined;
    value = next;
  }
  return undefined;
}

async function repaired(schema: Schema, value: unknown, path: Path, key: string): Promise<unknown> {
  const elsewhere = (faults: readonly Path[]) => faults.filter((each) => !startsWith(each, path)).length;
  const before = elsewhere(await faultsOf(schema, value));
  for (const candidate of candidates([key, ...path].map(String).join('_'))) {
    const next = withMember(value, path, candidate);
    const faults = await faultsOf(schema, next);
    const isGone = !faults.some((each) => each.length === path.length && startsWith(each, path));
    if (isGone && elsewhere(faults) <= before) return next;
  }
  return undefined;
}

function candidates(name: string): readonly unknown[] {
  const text = `fake_${name}`;
  return [
    text,
    `https://example.com/${text}`,
    `${text}@example.com`,
    '00000000-0000-4000-8000-000000000000',
    new Date(0).toISOString(),
    '1970-01-01',
    text.padEnd(64, '_'),
    text.slice(0, 8),
    '1',
    1,
    8_000,
    true,
    {},
    [],
    [text],
    [1],
    [{}],
    null,
  ];
}

/** The paths of a value at which a schema finds a fault. */
async function faultsOf(schema: Schema, value: unknown): Promise<readonly Path[]> {
  try {
    const { issues = [] } = await schema['~standard'].validate(structuredClone(value));
    return issues.map(({ path = [] }) => path.map((each) => (typeof each === 'object' ? each.key : each)));
  } catch {
    // A transformation that fails for a value which the schema itself accepts.
    return [[]];
  }
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((each, index) => path[index] === each);
}

/** A copy of a value with another member at a path. */
function withMember(value: unknown, [first, ...rest]: Path, member: unknown): unknown {
  if (first === undefined) return member;
  const copy: Record<PropertyKey, unknown> = Array.isArray(value) ? Object([...value]) : { ...Object(value) };
  copy[first] = withMember(copy[first], rest, member);
  return copy;
}
