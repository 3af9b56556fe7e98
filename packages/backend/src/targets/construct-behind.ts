import { Reference, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The construct that a string refers to, when it is a token and nothing else. */
export function constructBehind(value: string): IConstruct | undefined {
  const fragments = Tokenization.reverseString(value);
  const token = fragments.length === 1 ? fragments.firstToken : undefined;
  return Reference.isReference(token) ? token.target : undefined;
}
