import type { Access } from '../../authorization/access.js';
import { readInput, type Shape } from './shape.js';

export type Json = Readonly<Record<string, unknown>>;

/** What one signed request brings to the operation it asks for. */
export interface OperationCall {
  /** Milliseconds of the local AWS's clock, one reading for the whole request. */
  readonly at: number;
  readonly random: () => number;
  readonly access: Access;
}

/** An API operation over the store of one region: reads the body, asks for access, then acts, and never before. */
export type Operation<Store> = (store: Store, body: unknown, call: OperationCall) => Json;

export function operation<Store, Input>(
  shape: Shape<Input>,
  run: (store: Store, input: Input, call: OperationCall) => Json,
): Operation<Store> {
  return (store, body, call) => run(store, readInput(shape, body), call);
}

/** AWS JSON writes timestamps as seconds since 1970 with a fraction. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}
