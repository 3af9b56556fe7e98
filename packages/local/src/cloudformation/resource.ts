import { type Json, type JsonObject, objectAt, property, stringAt } from './json.js';
import { type Identity, identify } from './resource-identity.js';
import type { StackContext } from './stack-context.js';
import { type Resolved, Unresolved, type Value, valueAt } from './value.js';

/** A resource of a stack. Its properties are resolved when they are read. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly stack: StackContext;
  readonly metadata: JsonObject;
  /** Why it is not known whether AWS creates this resource. */
  readonly uncertain?: string;
  property(name: string): Resolved;
  /** The value of `Ref`. */
  ref(): Value;
  /** The value of `Fn::GetAtt`. */
  attribute(name: string): Value;
}

export interface ResourceSource {
  readonly logicalId: string;
  readonly declaration: Json;
  readonly stack: StackContext;
  readonly uncertain?: string;
  resolve(value: Json): Resolved;
}

export function openResource({ logicalId, declaration, stack, uncertain, resolve }: ResourceSource): Resource {
  const type = stringAt(declaration, 'Type') ?? '';
  const properties = objectAt(declaration, 'Properties');
  const resolved = new Map<string, Resolved>();
  let identity: Identity | undefined;

  function propertyNamed(name: string): Resolved {
    const value = property(properties, name);
    if (value !== undefined && !resolved.has(name)) resolved.set(name, resolve(value));
    return resolved.get(name);
  }

  function identityOf(): Identity {
    identity ??= identify({ type, logicalId, stack, property: propertyNamed });
    return identity;
  }

  return {
    logicalId,
    type,
    stack,
    metadata: objectAt(declaration, 'Metadata'),
    ...(uncertain !== undefined && { uncertain }),
    property: propertyNamed,
    ref: () => withSubject(identityOf().ref),
    attribute(name) {
      const unknown = new Unresolved(`${name} of ${logicalId} (${type}) is known only to AWS`);
      return withSubject(valueAt(identityOf().attributes, name) ?? unknown);
    },
  };

  function withSubject(value: Value): Value {
    return value instanceof Unresolved ? new Unresolved(value.reason, subjectOf({ stack, logicalId })) : value;
  }
}

/** Identifies a resource within an assembly, even where two stages have stacks of the same name. */
export function subjectOf({ stack, logicalId }: Pick<Resource, 'stack' | 'logicalId'>): string {
  return `${stack.account}/${stack.region}/${stack.name}/${logicalId}`;
}
