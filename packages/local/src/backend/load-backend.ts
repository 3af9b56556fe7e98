import { resolve } from 'node:path';
import { partitionOf } from '../arn/partition.js';
import { type AssemblyStack, readAssembly } from '../cloudformation/assembly.js';
import { openStack, type Stack } from '../cloudformation/stack.js';
import type { StackContext } from '../cloudformation/stack-context.js';
import { Unresolved, type Value } from '../cloudformation/value.js';
import type { Backend } from './model.js';
import { readFunctionPolicies } from './resources/function-policies.js';
import { readFunctions } from './resources/functions.js';
import { readKeyPolicies } from './resources/key-policies.js';
import { readRoles } from './resources/roles.js';
import { readRotations, rotationsElsewhere } from './resources/rotation-schedules.js';
import { readSecretPolicies } from './resources/secret-policies.js';
import { readSecrets } from './resources/secrets.js';
import { unresolvedOf } from './resources/unresolved.js';

export interface LoadBackendOptions {
  /**
   * The account of stacks that were synthesised for any account: 12 digits.
   *
   * @default the first account that a stack names, or '123456789012'
   */
  readonly account?: string;
  /**
   * The region of stacks that were synthesised for any region.
   *
   * @default the first region that a stack names, or 'us-east-1'
   */
  readonly region?: string;
  /**
   * The values that stacks outside of the assembly export, by export name.
   *
   * @default none
   */
  readonly exports?: Readonly<Record<string, string>>;
  /**
   * The values of the root stacks' parameters, by name.
   *
   * @default the templates' defaults
   */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Reads a cloud assembly as AWS would deploy it: nested stacks followed, intrinsics resolved, each role with every policy that
 * the templates attach to it. Names that AWS would draw at random come from a hash, so that two loads of one assembly agree.
 * What does not resolve is in `unresolved`, and a policy that contains it is unknown.
 *
 * @throws {AssemblyInvalidError} When the folder is not a complete cloud assembly.
 * @example
 * ```ts
 * const backend = loadBackend('cdk.out');
 * ```
 */
export function loadBackend(cdkOut: string, options: LoadBackendOptions = {}): Backend {
  const assembly = readAssembly(cdkOut);
  const account = options.account ?? assembly.find((stack) => stack.account)?.account ?? '123456789012';
  const region = options.region ?? assembly.find((stack) => stack.region)?.region ?? 'us-east-1';
  const roots = new Map<StackContext, Stack>();
  for (const stack of assembly) openRoot(stack);

  const stacks = [...roots.values()].flatMap(withNested);
  const resources = stacks.flatMap((stack) => stack.resources());
  const gaps = stacks.flatMap((stack) => stack.gaps());
  const secrets = readSecrets(resources);
  const roles = readRoles(resources, gaps);
  const functions = readFunctions(resources, roles);
  const ofFunctions = functions.map(({ role }) => role).filter((role) => !roles.declared.includes(role));
  const named = roles.named.filter(
    ({ account, name }) => !ofFunctions.some((role) => role.account === account && role.name === name),
  );
  return {
    cdkOut: resolve(cdkOut),
    account,
    region,
    partition: partitionOf(region).name,
    functions,
    roles: [...roles.declared, ...ofFunctions, ...named],
    secretPolicies: readSecretPolicies(resources, secrets),
    secrets,
    keyPolicies: readKeyPolicies(resources),
    functionPolicies: readFunctionPolicies(resources, functions),
    rotations: readRotations(resources),
    unresolved: [...gaps, ...resources.flatMap(unresolvedOf), ...rotationsElsewhere(resources)],
    notes: assembly.flatMap((stack) => stack.notes),
  };

  function openRoot({ name, template, folder, assets, tags, ...home }: AssemblyStack): void {
    const context = { name, folder, assets, tags, account: home.account ?? account, region: home.region ?? region };
    const stack = openStack({
      context,
      template,
      parameter: (parameter) => own(options.parameters, parameter),
      importValue: (exportName) => importValue(exportName, context),
    });
    roots.set(context, stack);
  }

  /** Exports are seen within one account and region. */
  function importValue(exportName: string, from: StackContext): Value {
    for (const [context, root] of roots) {
      if (context.account !== from.account || context.region !== from.region) continue;
      const exporter = withNested(root).map((stack) => stack.exported(exportName));
      const value = exporter.find((exported) => exported !== undefined);
      if (value !== undefined) return value;
    }
    return (
      own(options.exports, exportName) ??
      new Unresolved(`the export ${exportName} has no value; give it in the option exports`)
    );
  }
}

function own(values: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return values !== undefined && Object.hasOwn(values, key) ? values[key] : undefined;
}

function withNested(stack: Stack): readonly Stack[] {
  return [stack, ...stack.nested().flatMap(withNested)];
}
