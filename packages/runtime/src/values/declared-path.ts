import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';

type Issue = StandardSchemaV1.Issue;

/**
 * The paths of issues, as far as the schema names the fields; the rest is `*`. A segment may come from the data, as the key of a record
 * does, and so be a secret: only names in the declaration are shown.
 *
 * The fields are in a schema's JSON Schema (zod 4.2, arktype), in its `entries` (valibot) or in its `shape` (older zod).
 */
export function declaredPaths(schema: StandardSchemaV1, issues: readonly Issue[]): string[] {
  const declaration = declarationOf(schema);
  return [...new Set(issues.map(({ path = [] }) => declaredPath(declaration, path)))].slice(0, 20);
}

function declaredPath(declaration: unknown, path: NonNullable<Issue['path']>): string {
  let node = declaration;
  const shown: string[] = [];
  for (const segment of path) {
    const key = typeof segment === 'object' ? segment.key : segment;
    node = typeof key === 'string' ? fieldOf(node, key) : undefined;
    shown.push(node === undefined ? '*' : String(key));
    if (node === undefined) break;
  }
  return shown.join('.') || 'the value as a whole';
}

function declarationOf(schema: StandardSchemaV1): unknown {
  try {
    const standard: StandardSchemaV1.Props & Partial<StandardJSONSchemaV1.Props> = schema['~standard'];
    return standard.jsonSchema?.input({ target: 'draft-2020-12' }) ?? schema;
  } catch {
    // A schema that JSON Schema cannot express, as with a Date or a transform.
    return schema;
  }
}

function fieldOf(node: unknown, key: string): unknown {
  if (!isObject(node)) return undefined;
  for (const fields of [node.properties, node.entries, node.shape]) {
    if (isObject(fields) && Object.hasOwn(fields, key)) return fields[key];
  }
  const branches = [node.anyOf, node.allOf, node.oneOf].flat();
  return branches.map((branch) => fieldOf(branch, key)).find((field) => field !== undefined);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
