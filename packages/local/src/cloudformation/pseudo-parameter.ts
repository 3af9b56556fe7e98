import { partitionOf } from '../arn/partition.js';
import { stableUuid } from './generated-name.js';
import type { Value } from './value.js';

/** Where a stack stands, and the files it was synthesised with. */
export interface Place {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly folder: string;
  /** Files and folders of the assembly by the name they are uploaded under. */
  readonly assets: ReadonlyMap<string, string>;
  /** Tags of the stack, which its nested stacks and its resources get too. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html, but for `AWS::NoValue`. */
export function pseudoParameter(id: string, place: Place): Value | undefined {
  switch (id) {
    case 'AWS::AccountId':
      return place.account;
    case 'AWS::NotificationARNs':
      return [];
    case 'AWS::Partition':
      return partitionOf(place.region).name;
    case 'AWS::Region':
      return place.region;
    case 'AWS::StackId':
      return stackId(place, place.name);
    case 'AWS::StackName':
      return place.name;
    case 'AWS::URLSuffix':
      return partitionOf(place.region).urlSuffix;
    default:
      return undefined;
  }
}

export function stackId({ account, region }: Place, stackName: string): string {
  const partition = partitionOf(region).name;
  return `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/${stableUuid(`${account}/${region}/${stackName}`)}`;
}
