import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ATTACH_HANDLER } from './attach-handler.js';
import { AMPLIFY, branchArn, type HostingBranch } from './hosting-branch.js';

/**
 * Has CloudFormation attach the role to the branch, and attach the earlier role of the branch again when this one is deleted.
 *
 * Two custom resources with one function. The first has the earlier role as its id, so that a policy between the two can allow exactly
 * that role to be passed to Amplify. The second attaches ours, and is the first to be deleted.
 */
export function attachRole(scope: Construct, role: IRole, branch: HostingBranch): void {
  const handler = attachFunction(scope, role, branch);
  const properties = { AppId: branch.appId, BranchName: branch.branchName, RoleArn: role.roleArn };
  const resource = (id: string, resourceType: string, more: object = {}) =>
    new CustomResource(scope, id, {
      resourceType,
      serviceToken: handler.functionArn,
      // The default is an hour, should the function stop without an answer.
      serviceTimeout: Duration.minutes(5),
      properties: { ...properties, ...more },
    });

  const before = resource('Before', 'Custom::ComputeRoleBefore');
  const passEarlierRole = new Policy(scope, 'PassEarlierRole', {
    statements: [passRole(before.getAttString('RoleArn'))],
  });
  if (handler.role !== undefined) passEarlierRole.attachToRole(handler.role);
  const attachment = resource('Attachment', 'Custom::ComputeRoleAttachment', { Before: before.ref });
  attachment.node.addDependency(passEarlierRole, role);

  // Amplify's own linker reads the branch and writes all of it back. At the same time, it would undo the attachment.
  const linker = Stack.of(scope).node.tryFindChild('AmplifyBranchLinker');
  if (linker !== undefined) before.node.addDependency(linker);
}

/** It may read and update exactly that branch, pass exactly that role to Amplify, and write its log. */
function attachFunction(scope: Construct, role: IRole, branch: HostingBranch): LambdaFunction {
  const logs = new LogGroup(scope, 'Logs', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const statements = [
    new PolicyStatement({
      actions: ['amplify:GetBranch', 'amplify:UpdateBranch'],
      resources: [branchArn(Stack.of(scope), branch)],
    }),
    passRole(role.roleArn),
    new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.logGroupArn] }),
  ];
  return new LambdaFunction(scope, 'Function', {
    description: 'Attaches the compute role to the branch in Amplify Hosting',
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline(ATTACH_HANDLER),
    timeout: Duration.minutes(2),
    logGroup: logs,
    role: new Role(scope, 'FunctionRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { attach: new PolicyDocument({ statements }) },
    }),
  });
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsamplify.html */
function passRole(arn: string): PolicyStatement {
  return new PolicyStatement({
    actions: ['iam:PassRole'],
    resources: [arn],
    conditions: { StringEquals: { 'iam:PassedToService': AMPLIFY } },
  });
}
