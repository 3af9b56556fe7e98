import { resolve } from 'node:path';
import { partitionOf } from '../arn/partition.js';
import { defaultKeyPolicy } from '../authorization/key-policy.js';
import { type AssemblyStack, readAssembly } from '../cloudformation/assembly.js';
import type { Resource } from '../cloudformation/resource.js';
import { openStack, type Stack } from '../cloudformation/stack.js';
import type { StackContext } from '../cloudformation/stack-context.js';
import { asString, Unresolved, unresolvedIn, type Value } from '../cloudformation/value.js';
import type { NamedPolicy } from '../iam/model.js';
import type { Backend } from './model.js';
import { readFunctions } from './resources/functions.js';
import { namedPolicy } from './resources/policy-document.js';
import { readRoles } from './resources/roles.js';
import { readSecretPolicies, readSecrets } from './resources/secrets.js';

export interface LoadBackendOptions {
  /** The account of stacks that were synthesised for any: 12 digits. Default `123456789012`. */
  readonly account?: string;
  /** The region of stacks that were synthesised for any. Default `us-east-1`. */
  readonly region?: string;
  /** Values of exports that other stacks make, by export name. */
  readonly exports?: Readonly<Record<string, string>>;
  /** Values of the root stacks' parameters, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Reads a cloud assembly as AWS would deploy it: nested stacks followed, intrinsics resolved, each role with every policy the
 * templates give it. Names that AWS draws at random are made from a hash, so two loads of one assembly agree. What does not
 * resolve is in `unresolved`, and a policy that holds it is unknown.
 *
 * Throws AssemblyInvalidError when the folder is no cloud assembly.
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
  const foreign = functions.map(({ role }) => role).filter((role) => !roles.declared.includes(role));
  return {
    cdkOut: resolve(cdkOut),
    account,
    region,
    partition: partitionOf(region).name,
    functions,
    roles: [...roles.declared, ...foreign],
    secretPolicies: readSecretPolicies(resources, secrets),
    secrets,
    keyPolicies: readKeyPolicies(resources),
    unresolved: [...gaps, ...resources.flatMap(unresolvedOf)],
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
      own(options.exports, exportName) ?? new Unresolved(`the export ${exportName} has no value; give it in exports`)
    );
  }
}

function own(values: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return values !== undefined && Object.hasOwn(values, key) ? values[key] : undefined;
}

function withNested(stack: Stack): readonly Stack[] {
  return [stack, ...stack.nested().flatMap(withNested)];
}

function readKeyPolicies(resources: readonly Resource[]): ReadonlyMap<string, NamedPolicy> {
  const policies = new Map<string, NamedPolicy>();
  for (const resource of resources.filter(({ type }) => type === 'AWS::KMS::Key')) {
    const arn = asString(resource.attribute('Arn'));
    const document = resource.property('KeyPolicy');
    if (arn instanceof Unresolved) continue;
    const { logicalId, uncertain } = resource;
    policies.set(arn, document === undefined ? defaultKeyPolicy(arn) : namedPolicy(logicalId, document, uncertain));
  }
  return policies;
}

/** The properties that this reads; what a bucket's lifecycle holds is of no concern here. */
const READ: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::IAM::ManagedPolicy', ['ManagedPolicyName', 'PolicyDocument', 'Roles']],
  ['AWS::IAM::Policy', ['PolicyDocument', 'Roles']],
  ['AWS::IAM::Role', ['RoleName', 'Path', 'Policies', 'ManagedPolicyArns', 'PermissionsBoundary']],
  ['AWS::IAM::RolePolicy', ['PolicyDocument', 'RoleName']],
  ['AWS::KMS::Key', ['KeyPolicy']],
  ['AWS::Lambda::Function', ['FunctionName', 'Role', 'Runtime', 'Handler', 'Timeout', 'MemorySize', 'Environment']],
  ['AWS::SecretsManager::ResourcePolicy', ['SecretId', 'ResourcePolicy']],
  ['AWS::SecretsManager::Secret', ['Name', 'KmsKeyId', 'Tags']],
]);

function unresolvedOf(resource: Resource): readonly string[] {
  const { type, logicalId, stack, uncertain } = resource;
  const properties = READ.get(type);
  if (properties === undefined) return [];
  const reasons = properties.flatMap((name) => unresolvedIn(resource.property(name), [name]));
  return [...(uncertain === undefined ? [] : [uncertain]), ...reasons].map(
    (reason) => `${stack.name}/${logicalId}: ${reason}`,
  );
}
