import type { Access } from '../../authorization/access.js';
import { readInput, type Shape } from './shape.js';

export type Json = Readonly<Record<string, unknown>>;

/** One call of an AWS operation, as its signed request makes it. */
export interface OperationCall {
  /** Milliseconds of the local AWS's clock, one reading for the whole request. */
  readonly at: number;
  readonly random: () => number;
  readonly access: Access;
}

/** An AWS operation on the store of one region. It reads the body, then checks access, and only then has an effect. */
export type Operation<Store> = (store: Store, body: unknown, call: OperationCall) => Json;

export function operation<Store, Input>(
  shape: Shape<Input>,
  run: (store: Store, input: Input, call: OperationCall) => Json,
): Operation<Store> {
  return (store, body, call) => run(store, readInput(shape, body), call);
}

/** AWS JSON has timestamps in seconds since 1970, with a fraction. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}
