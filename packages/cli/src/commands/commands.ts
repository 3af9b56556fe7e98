import { checkSpec } from './check/check-spec.js';
import type { CommandBody, CommandSpec } from './command.js';
import { getSpec } from './get/get-spec.js';
import { listSpec } from './list/list-spec.js';
import { setSpec } from './set/set-spec.js';

/** A command, and how its body is loaded: help needs none. */
export interface Command {
  readonly spec: CommandSpec;
  readonly load: () => Promise<CommandBody>;
}

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [
  { spec: listSpec, load: async () => (await import('./list/list.js')).list },
  { spec: checkSpec, load: async () => (await import('./check/check.js')).check },
  { spec: getSpec, load: async () => (await import('./get/get.js')).get },
  { spec: setSpec, load: async () => (await import('./set/set.js')).set },
];
