import type { NamedPolicy } from '@amplify-secrets/local/iam';
import type { Moto } from './moto.js';

/** A function as AWS has it. */
export interface DeployedFunction {
  readonly logicalId: string;
  readonly functionName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly roleArn: string;
  /** Inline, then attached; without those that AWS itself publishes, which moto attaches to no role. */
  readonly policies: readonly NamedPolicy[];
}

/** Every function of a deployed stack and of those nested in it, with the policies of its role, as Lambda and IAM return them. */
export async function readBack(moto: Moto, stackName: string): Promise<readonly DeployedFunction[]> {
  const functions: DeployedFunction[] = [];
  for (const { StackId } of await moto.stacks(stackName)) {
    const { StackResources = [] } = await moto.cloudformation.describeStackResources({ StackName: StackId });
    for (const { ResourceType, LogicalResourceId = '', PhysicalResourceId = '' } of StackResources) {
      if (ResourceType !== 'AWS::Lambda::Function') continue;
      const found = await moto.lambda.getFunctionConfiguration({ FunctionName: PhysicalResourceId });
      functions.push({
        logicalId: LogicalResourceId,
        functionName: PhysicalResourceId,
        environment: found.Environment?.Variables ?? {},
        roleArn: found.Role ?? '',
        policies: await policiesOf(moto, found.Role ?? ''),
      });
    }
  }
  return functions;
}

async function policiesOf({ iam }: Moto, roleArn: string): Promise<readonly NamedPolicy[]> {
  const RoleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const policies: NamedPolicy[] = [];
  const { PolicyNames = [], IsTruncated } = await iam.listRolePolicies({ RoleName });
  if (IsTruncated) throw new Error(`${RoleName} has more policies than one answer holds`);
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument } = await iam.getRolePolicy({ RoleName, PolicyName });
    policies.push({ name: PolicyName, document: parsed(PolicyDocument) });
  }
  const { AttachedPolicies = [] } = await iam.listAttachedRolePolicies({ RoleName });
  for (const { PolicyName = '', PolicyArn = '' } of AttachedPolicies) {
    if (isPublishedByAws(PolicyArn)) continue;
    const { Policy } = await iam.getPolicy({ PolicyArn });
    const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn, VersionId: Policy?.DefaultVersionId });
    policies.push({ name: PolicyName, document: parsed(PolicyVersion?.Document) });
  }
  return policies;
}

export function isPublishedByAws(policyArn: string): boolean {
  return policyArn.includes(':iam::aws:policy/');
}

/** IAM answers with the document URL-encoded: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
function parsed(document: string | undefined): NamedPolicy['document'] {
  return JSON.parse(decodeURIComponent(document ?? ''));
}
