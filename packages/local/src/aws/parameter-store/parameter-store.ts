import { type Place, parameterArn, parseArn } from '../../arn/arn.js';
import type { SecretStore } from '../secrets-manager/secret-store.js';
import type { Parameter } from './parameter.js';

/** The parameters of one account in one region. */
export interface ParameterStore extends Place {
  /** The secrets that a parameter name can refer to. */
  readonly secrets: SecretStore;
  /** By name or ARN, without a selector. */
  find(nameOrArn: string): Parameter | undefined;
  all(): readonly Parameter[];
  add(parameter: Parameter): void;
  remove(parameter: Parameter): void;
}

export function createParameterStore(place: Place, secrets: SecretStore): ParameterStore {
  const byArn = new Map<string, Parameter>();
  return {
    ...place,
    secrets,
    find: (nameOrArn) => byArn.get(toArn(place, nameOrArn)),
    all: () => [...byArn.values()].sort((left, right) => (left.name < right.name ? -1 : 1)),
    add: (parameter) => byArn.set(parameter.arn, parameter),
    remove: (parameter) => byArn.delete(parameter.arn),
  };
}

export function toArn(place: Place, nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : parameterArn(place, nameOrArn);
}

/** Splits `name`, `name:3`, `name:label` or an ARN with either at the selector. */
export function splitSelector(asked: string): { readonly name: string; readonly selector?: string } {
  const arn = parseArn(asked);
  const tail = arn?.resource ?? asked;
  const at = tail.indexOf(':');
  if (at < 0) return { name: asked };
  return { name: asked.slice(0, asked.length - tail.length + at), selector: tail.slice(at + 1) };
}
