import { partitionOf } from '../arn/partition.js';
import { stableUuid } from './generated-name.js';
import type { StackContext } from './stack-context.js';
import type { Value } from './value.js';

/** All but `AWS::NoValue`: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export function pseudoParameter(id: string, stack: StackContext): Value | undefined {
  switch (id) {
    case 'AWS::AccountId':
      return stack.account;
    case 'AWS::NotificationARNs':
      return [];
    case 'AWS::Partition':
      return partitionOf(stack.region).name;
    case 'AWS::Region':
      return stack.region;
    case 'AWS::StackId':
      return stackId(stack, stack.name);
    case 'AWS::StackName':
      return stack.name;
    case 'AWS::URLSuffix':
      return partitionOf(stack.region).urlSuffix;
    default:
      return undefined;
  }
}

export function stackId({ account, region }: StackContext, stackName: string): string {
  const partition = partitionOf(region).name;
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/${stableUuid(`${account}/${region}/${stackName}`)}`;
}
