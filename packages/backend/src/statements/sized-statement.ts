import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * A statement whose size CDK counts as IAM will. CDK moves whole statements to managed policies when a role's inline policy is full, and
 * counts 150 characters for every ARN with a token: shorter names would leave policies half empty, and longer names would exceed IAM's
 * limits in the middle of a deployment.
 */
export class SizedStatement extends PolicyStatement {
  /** CDK calls it. If a later CDK does not, its own estimate applies, and `checkQuota` still looks at the result. */
  override _estimateSize(): number {
    return charactersOf(JSON.stringify(this.toStatementJson()));
  }

  /** Whether another ARN fits: two full statements fill a managed policy (6,144 characters), three an inline one (10,240). */
  hasRoomFor(arn: string): boolean {
    return this._estimateSize() + charactersOf(arn) + 3 <= FULL;
  }
}

const FULL = 2_950;

/** The most characters that a string with tokens can have once it is deployed, in any region. */
export function charactersOf(value: string): number {
  return value.replace(TOKEN, (_token, name: string) => 'x'.repeat(LONGEST[name] ?? UNKNOWN)).length;
}

const TOKEN = /\$\{Token\[([^\]]*?)\.?\d+\]\}/g;
// `aws-us-gov`, `us-isof-south-1`, and twelve digits.
const LONGEST: Readonly<Record<string, number>> = { 'AWS.Partition': 10, 'AWS.Region': 15, 'AWS.AccountId': 12 };
/** CDK's own estimate of an ARN. */
const UNKNOWN = 150;
