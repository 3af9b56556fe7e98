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
  const paths = issues.map(({ path = [] }) => {
    const shown: string[] = [];
    let node = declaration;
    for (const segment of path) {
      const key = typeof segment === 'object' ? segment.key : segment;
      node = typeof key === 'string' ? fieldOf(node, key) : undefined;
      shown.push(node === undefined ? '*' : String(key));
      if (node === undefined) break;
    }
    return shown.join('.') || 'the value as a whole';
  });
  return [...new Set(paths)].slice(0, 20);
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
  if (!node) return undefined;
  const { properties, entries, shape, anyOf, allOf, oneOf }: Record<string, unknown> = Object(node);
  const fields = [properties, entries, shape].find((some) => Object.hasOwn(Object(some), key));
  if (fields) return (fields as Record<string, unknown>)[key];
  return [anyOf, allOf, oneOf]
    .flat()
    .map((branch) => fieldOf(branch, key))
    .find((field) => field !== undefined);
}
