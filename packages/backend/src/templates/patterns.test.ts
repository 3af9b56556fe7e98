import { describe, expect, it } from 'vitest';
import { matchAction, matchArn, matchName } from './patterns.js';

const own = (name: string) => `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}`;
const stripe = own('myapp/prod/stripe-??????');

describe('matchArn', () => {
  it.each([
    ['*', 'all'],
    [stripe, 'all'],
    [own('myapp/prod/stripe-*'), 'all'],
    [own('myapp/prod/*'), 'all'],
    [own('*/stripe-??????'), 'all'],
    ['arn:*:secretsmanager:*:*:secret:myapp/prod/str*', 'all'],
    [own('myapp/prod/stripe'), 'none'],
    [own('myapp/prod/stripe-?????'), 'none'],
    [own('myapp/prod/stripe-admin-??????'), 'none'],
    [own('myapp/prod/strip-??????'), 'none'],
    [own('myapp/Prod/stripe-??????'), 'none'],
    [own('myapp/staging/*'), 'none'],
    ['arn:aws:s3:::*', 'none'],
    ['arn:aws:ssm:*:*:parameter/*', 'none'],
    // The whole ARN of one secret, whose suffix is not known here.
    [own('myapp/prod/stripe-AbCdEf'), 'some'],
    ['arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/stripe-??????', 'some'],
    [own(`\${Prefix}/prod/stripe-??????`), 'some'],
    [own(`\${Prefix}/dev/stripe-??????`), 'none'],
    [`\${Secret}`, 'some'],
    // A parameter may contain colons; a pseudo parameter of AWS does not.
    [`arn:aws:\${Rest}`, 'some'],
    [`arn:aws:secretsmanager:\${Rest}*`, 'some'],
    [`arn:aws:secretsmanager:\${AWS::Region}`, 'none'],
  ] as const)('matches %s with the ARN of a secret: %s', (pattern, expected) => {
    expect(matchArn(pattern, stripe)).toBe(expected);
  });

  it('agrees with trying every string, for every pair of short patterns', () => {
    const characters = ['a', 'b', '?', '*'];
    const longer = (strings: string[], more: readonly string[]) =>
      strings.flatMap((string) => more.map((character) => string + character));
    const patterns = [
      characters,
      longer(characters, characters),
      longer(longer(characters, characters), characters),
    ].flat();
    let strings = [''];
    for (let length = 0; length < 6; length += 1)
      strings = [...new Set([...strings, ...longer(strings, ['a', 'b', 'c'])])];
    const languages = patterns.map((pattern) => {
      const like = new RegExp(`^${pattern.replaceAll('?', '.').replaceAll('*', '.*')}$`);
      return [pattern, new Set(strings.filter((string) => like.test(string)))] as const;
    });
    for (const [wide, all] of languages) {
      for (const [narrow, some] of languages) {
        const both = [...some].filter((string) => all.has(string)).length;
        const exact = both === 0 ? 'none' : both === some.size ? 'all' : 'some';
        // `*?` and `?*` match the same, which isSubset does not see: `some` is the careful answer.
        const accepted = exact === 'all' && narrow.includes('*') ? ['all', 'some'] : [exact];
        expect(accepted, `${wide} and ${narrow}`).toContain(matchArn(wide, narrow));
      }
    }
  });
});

describe('matchAction and matchName', () => {
  it('ignore case in actions, and not in names', () => {
    expect(matchAction('SecretsManager:get*', 'secretsmanager:GetSecretValue')).toBe(true);
    expect(matchAction('secretsmanager:Get', 'secretsmanager:GetSecretValue')).toBe(false);
    expect(matchName('myapp/prod/GitHub-*', 'myapp/prod/github-acme')).toBe(false);
    expect(matchName('myapp/prod/*', 'myapp/prod/github-acme')).toBe(true);
  });
});
