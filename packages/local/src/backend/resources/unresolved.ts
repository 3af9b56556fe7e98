import type { Resource } from '../../cloudformation/resource.js';
import { unresolvedIn } from '../../cloudformation/value.js';

/** The properties that a backend is read from; of any other it does not matter whether it resolves. */
const PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::IAM::ManagedPolicy', ['ManagedPolicyName', 'PolicyDocument', 'Roles']],
  ['AWS::IAM::Policy', ['PolicyDocument', 'Roles']],
  ['AWS::IAM::Role', ['RoleName', 'Path', 'Policies', 'ManagedPolicyArns', 'PermissionsBoundary']],
  ['AWS::IAM::RolePolicy', ['PolicyDocument', 'RoleName']],
  ['AWS::KMS::Key', ['KeyPolicy']],
  ['AWS::Lambda::Function', ['FunctionName', 'Role', 'Runtime', 'Handler', 'Timeout', 'MemorySize', 'Environment']],
  ['AWS::Lambda::Permission', ['FunctionName', 'Action', 'Principal', 'SourceAccount', 'SourceArn', 'PrincipalOrgID']],
  ['AWS::SecretsManager::ResourcePolicy', ['SecretId', 'ResourcePolicy']],
  ['AWS::SecretsManager::RotationSchedule', ['SecretId', 'RotationLambdaARN', 'RotationRules']],
  ['AWS::SecretsManager::Secret', ['Name', 'KmsKeyId', 'Tags']],
]);

/** What does not resolve in the properties that a backend is read from, by where it is. */
export function unresolvedOf(resource: Resource): readonly string[] {
  const { type, logicalId, stack, uncertain } = resource;
  const properties = PROPERTIES.get(type);
  if (properties === undefined) return [];
  const reasons = properties.flatMap((name) => unresolvedIn(resource.property(name), [name]));
  return [...(uncertain === undefined ? [] : [uncertain]), ...reasons].map(
    (reason) => `${stack.name}/${logicalId}: ${reason}`,
  );
}
