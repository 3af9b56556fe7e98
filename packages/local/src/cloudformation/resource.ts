import { type Json, type JsonObject, property, section, text } from './json.js';
import type { Place } from './pseudo-parameter.js';
import { type Identity, identify } from './resource-identity.js';
import { type Resolved, Unresolved, type Value, valueAt } from './value.js';

/** A resource of a stack; its properties are resolved when they are asked for. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly place: Place;
  readonly metadata: JsonObject;
  /** Why it is not known whether AWS creates this resource. */
  readonly uncertain?: string;
  property(name: string): Resolved;
  /** What `Ref` gives. */
  ref(): Value;
  /** What `Fn::GetAtt` gives. */
  attribute(name: string): Value;
}

export interface ResourceSource {
  readonly logicalId: string;
  readonly declaration: Json;
  readonly place: Place;
  readonly uncertain?: string;
  resolve(value: Json): Resolved;
}

export function openResource({ logicalId, declaration, place, uncertain, resolve }: ResourceSource): Resource {
  const type = text(declaration, 'Type') ?? '';
  const properties = section(declaration, 'Properties');
  const resolved = new Map<string, Resolved>();
  let identity: Identity | undefined;

  function propertyNamed(name: string): Resolved {
    const value = property(properties, name);
    if (value !== undefined && !resolved.has(name)) resolved.set(name, resolve(value));
    return resolved.get(name);
  }

  function identityOf(): Identity {
    identity ??= identify({ type, logicalId, place, property: propertyNamed });
    return identity;
  }

  return {
    logicalId,
    type,
    place,
    metadata: section(declaration, 'Metadata'),
    ...(uncertain !== undefined && { uncertain }),
    property: propertyNamed,
    ref: () => ofThis(identityOf().ref),
    attribute(name) {
      const unknown = new Unresolved(`${name} of ${logicalId} (${type}) is known only to AWS`);
      return ofThis(valueAt(identityOf().attributes, name) ?? unknown);
    },
  };

  function ofThis(value: Value): Value {
    return value instanceof Unresolved ? new Unresolved(value.reason, subjectOf({ place, logicalId })) : value;
  }
}

/** What tells a resource from all others of an assembly, even where two stages name their stacks alike. */
export function subjectOf({ place, logicalId }: Pick<Resource, 'place' | 'logicalId'>): string {
  return `${place.account}/${place.region}/${place.name}/${logicalId}`;
}
