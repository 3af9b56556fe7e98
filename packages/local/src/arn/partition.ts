/** A group of regions with its own ARNs, accounts and endpoints. */
export interface Partition {
  /** The second segment of its ARNs. */
  readonly name: string;
  /** The DNS suffix of its endpoints, `AWS::URLSuffix` in templates. */
  readonly urlSuffix: string;
}

/** By the beginning of the region. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const PARTITIONS: readonly (readonly [regionPrefix: string, name: string, urlSuffix: string])[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
  ['', 'aws', 'amazonaws.com'],
];

export function partitionOf(region: string): Partition {
  const [, name = 'aws', urlSuffix = 'amazonaws.com'] =
    PARTITIONS.find(([regionPrefix]) => region.startsWith(regionPrefix)) ?? [];
  return { name, urlSuffix };
}
