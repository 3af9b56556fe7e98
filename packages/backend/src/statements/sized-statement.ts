import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * A statement that CDK counts as IAM will. CDK moves whole statements to managed policies where a role's inline policy is full, and takes
 * every ARN that holds a token for 150 characters: short names would leave policies half empty, and names that are longer would pass
 * IAM's limits, in the middle of a deployment.
 */
export class SizedStatement extends PolicyStatement {
  /** What CDK asks; one that no longer asks falls back to its own estimate, and the quota is looked at after it. */
  override _estimateSize(): number {
    return charactersOf(JSON.stringify(this.toStatementJson()));
  }

  /** Whether it may take another ARN: two full statements fill a managed policy (6,144 characters), three an inline one (10,240). */
  hasRoomFor(arn: string): boolean {
    return this._estimateSize() + charactersOf(arn) + 3 <= FULL;
  }
}

const FULL = 2_950;

/** A text's length once deployed, wherever that may be. */
export function charactersOf(text: string): number {
  return text.replace(TOKEN, (_token, name: string) => 'x'.repeat(LONGEST[name] ?? UNKNOWN)).length;
}

const TOKEN = /\$\{Token\[([^\]]*?)\.?\d+\]\}/g;
// `aws-us-gov`, `us-isof-south-1`, and twelve digits.
const LONGEST: Readonly<Record<string, number>> = { 'AWS.Partition': 10, 'AWS.Region': 15, 'AWS.AccountId': 12 };
/** CDK's own guess at an ARN. */
const UNKNOWN = 150;
