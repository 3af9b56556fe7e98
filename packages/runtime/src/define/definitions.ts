import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { SecretDefinition } from '../contract/definition.js';
import { frozenCopy, ownProperties } from '../contract/own-properties.js';
import type { SecretOptions } from './secret-options.js';

/** The first argument of `jsonSecret`: field names, a schema, or the options. */
export type JsonShape = readonly string[] | StandardSchemaV1 | SecretOptions;

// Without checks, which a handler's bundle leaves out: docs/decisions/0008-declarations-are-validated-at-synthesis.md.

export function jsonDefinition(shape: JsonShape = {}, options: SecretOptions = {}): SecretDefinition {
  if (isFieldList(shape)) return definition('json', options, shape);
  return isSchema(shape) ? definition('json', options, undefined, shape) : definition('json', shape);
}

export function textDefinition<E extends string>(options: SecretOptions = {}): SecretDefinition<string, string, E> {
  return definition('text', options);
}

export function binaryDefinition<E extends string>(
  options: SecretOptions = {},
): SecretDefinition<Uint8Array, Uint8Array, E> {
  return definition('binary', options);
}

// A schema of arktype is a function.
export function isSchema(shape: JsonShape): shape is StandardSchemaV1 {
  return '~standard' in Object(shape);
}

// Array.isArray does not narrow a readonly array out of a union.
export function isFieldList(shape: JsonShape): shape is readonly string[] {
  return Array.isArray(shape);
}

function definition<Output, Input, Environment extends string>(
  kind: SecretDefinition['kind'],
  options: SecretOptions,
  fields?: readonly string[],
  schema?: StandardSchemaV1,
): SecretDefinition<Output, Input, Environment> {
  const { name, encryptionKey } = ownProperties(options);
  // Not of the schema: it may be an instance of a class.
  return Object.freeze({ ...frozenCopy({ kind, name, fields, encryptionKey }), schema });
}
