interface Partition {
  readonly regions: RegExp;
  readonly name: string;
  readonly urlSuffix: string;
}

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const PARTITIONS: readonly Partition[] = [
  { regions: /^cn-/, name: 'aws-cn', urlSuffix: 'amazonaws.com.cn' },
  { regions: /^us-gov-/, name: 'aws-us-gov', urlSuffix: 'amazonaws.com' },
  { regions: /^us-iso-/, name: 'aws-iso', urlSuffix: 'c2s.ic.gov' },
  { regions: /^us-isob-/, name: 'aws-iso-b', urlSuffix: 'sc2s.sgov.gov' },
  { regions: /^us-isof-/, name: 'aws-iso-f', urlSuffix: 'csp.hci.ic.gov' },
  { regions: /^eu-isoe-/, name: 'aws-iso-e', urlSuffix: 'cloud.adc-e.uk' },
  { regions: /^eusc-/, name: 'aws-eusc', urlSuffix: 'amazonaws.eu' },
];

export function partitionOf(region: string): { readonly name: string; readonly urlSuffix: string } {
  return PARTITIONS.find(({ regions }) => regions.test(region)) ?? { name: 'aws', urlSuffix: 'amazonaws.com' };
}
