import { describe, expect, it } from 'vitest';
import { arnSegments } from './arn-pattern.js';

const v = (inside: string) => `$\{${inside}}`;

describe('arnSegments', () => {
  it.each([
    ['arn:aws:ssm:us-east-1:1:parameter/a', ['arn', 'aws', 'ssm', 'us-east-1', '1', 'parameter/a']],
    ['arn:aws:secretsmanager:us-east-1:1:secret:a:b', ['arn', 'aws', 'secretsmanager', 'us-east-1', '1', 'secret:a:b']],
    ['arn:aws:s3:::bucket', ['arn', 'aws', 's3', '', '', 'bucket']],
    ['arn:aws', ['arn', 'aws']],
    ['', ['']],
  ])('divides %j into %j', (arn, segments) => {
    expect(arnSegments(arn, true)).toEqual(segments);
  });

  it('does not divide inside a variable', () => {
    expect(arnSegments(`arn:aws:ssm:${v('aws:x')}:1:p`, true)).toEqual(['arn', 'aws', 'ssm', v('aws:x'), '1', 'p']);
    expect(arnSegments(`arn:${v('aws:x')}`, false)).toEqual(['arn', '$' + '{aws', 'x}']);
  });

  it('does not backtrack on hostile input', () => {
    const text = v('a').repeat(20_000);
    expect(arnSegments(text, true)).toEqual([text]);
    expect(arnSegments('${'.repeat(20_000), true)).toHaveLength(1);
  });
});
