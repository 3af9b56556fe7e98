import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.js';
import type { AccessRequest, NamedPolicy, Role, Statement } from './model.js';

const ACCOUNT = '123456789012';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
const SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:myapp/prod/stripe-AbC123`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd`;

const allow: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const deny: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
const elsewhere: Statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const maybe: Statement = { ...allow, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } };
const maybeDeny: Statement = { ...maybe, Effect: 'Deny' };

function policy(name: string, ...statements: readonly Statement[]): NamedPolicy {
  return { name, document: { Version: '2012-10-17', Statement: statements } };
}

interface Given extends Partial<AccessRequest> {
  readonly policies?: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly account?: string;
}

function decide({ policies = [], boundary, account = ACCOUNT, ...request }: Given) {
  const role: Role = {
    arn: `arn:aws:iam::${account}:role/reader`,
    name: 'reader',
    account,
    policies,
    ...(boundary && { boundary }),
  };
  return evaluate({ role, action: 'secretsmanager:GetSecretValue', resource: SECRET, ...request });
}

/** The decision in one word: its reason. */
const outcome = (given: Given) => decide(given).reason;

describe('an identity policy', () => {
  it('is needed to allow anything', () => {
    expect(decide({})).toEqual({ effect: 'deny', reason: 'implicit-deny', unknowns: [] });
  });

  it('allows what one of its statements allows, and says which', () => {
    expect(decide({ policies: [policy('A', elsewhere), policy('B', elsewhere, { ...allow, Sid: 'Read' })] })).toEqual({
      effect: 'allow',
      reason: 'allowed',
      statement: 'B#Read',
      unknowns: [],
    });
  });

  it('denies before it allows, and says which', () => {
    expect(decide({ policies: [policy('A', allow), policy('B', elsewhere, deny)] })).toEqual({
      effect: 'deny',
      reason: 'explicit-deny',
      statement: 'B#1',
      unknowns: [],
    });
  });

  it('applies NotAction and NotResource to everything else', () => {
    const other = SECRET.replace('stripe', 'slack');
    expect(outcome({ policies: [policy('A', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' })] })).toBe('allowed');
    expect(
      outcome({ policies: [policy('A', { Effect: 'Allow', NotAction: 'SECRETSMANAGER:get*', Resource: '*' })] }),
    ).toBe('implicit-deny');
    expect(outcome({ policies: [policy('A', { Effect: 'Allow', Action: '*', NotResource: [other, KEY] })] })).toBe(
      'allowed',
    );
    expect(outcome({ policies: [policy('A', { Effect: 'Allow', Action: '*', NotResource: [other, SECRET] })] })).toBe(
      'implicit-deny',
    );
    expect(outcome({ policies: [policy('A', allow, { Effect: 'Deny', Action: '*', NotResource: other })] })).toBe(
      'explicit-deny',
    );
  });

  it('excludes nothing by NotResource with a valueless variable', () => {
    const statement: Statement = {
      Effect: 'Deny',
      Action: '*',
      NotResource: `${SECRET.slice(0, -6)}$\{aws:username}*`,
    };
    expect(outcome({ policies: [policy('A', allow, statement)] })).toBe('explicit-deny');
  });

  it.each([
    ['2012-10-17', 'allowed'],
    ['2008-10-17', 'implicit-deny'],
    [undefined, 'implicit-deny'],
  ])('has variables in version 2012-10-17 alone: %s', (Version, expected) => {
    const statement: Statement = { ...allow, Resource: SECRET.replace('stripe', `$\{aws:username, 'stripe'}`) };
    const document = { ...(Version && { Version }), Statement: statement };
    expect(outcome({ policies: [{ name: 'A', document }] })).toBe(expected);
  });

  it('reads a single statement as a list of one', () => {
    expect(outcome({ policies: [{ name: 'A', document: { Statement: allow } }] })).toBe('allowed');
  });

  it('allows an operation without a resource by * alone', () => {
    const batch = { action: 'secretsmanager:BatchGetSecretValue', resource: '*' };
    expect(outcome({ ...batch, policies: [policy('A', { ...allow, Resource: SECRET })] })).toBe('implicit-deny');
    expect(outcome({ ...batch, policies: [policy('A', allow)] })).toBe('allowed');
  });

  it('needs every condition', () => {
    const when = (Condition: NonNullable<Statement['Condition']>) =>
      outcome({
        policies: [policy('A', { ...allow, Condition })],
        context: { 'secretsmanager:versionstage': 'AWSCURRENT' },
      });
    expect(when({ StringEquals: { 'secretsmanager:VersionStage': 'AWSCURRENT' } })).toBe('allowed');
    expect(when({ StringEquals: { 'secretsmanager:VersionStage': 'AWSPENDING' } })).toBe('implicit-deny');
    expect(when({ ArnEquals: { 'aws:PrincipalArn': ROLE } })).toBe('allowed');
  });
});

describe('a permissions boundary', () => {
  const policies = [policy('A', allow)];

  it('needs to allow, too', () => {
    expect(outcome({ policies, boundary: policy('B', allow) })).toBe('allowed');
    expect(decide({ policies, boundary: policy('B', elsewhere) })).toEqual({
      effect: 'deny',
      reason: 'boundary',
      unknowns: [],
    });
  });

  it('grants nothing by itself', () => {
    expect(outcome({ boundary: policy('B', allow) })).toBe('implicit-deny');
  });

  it('denies explicitly as any policy does', () => {
    expect(decide({ policies, boundary: policy('B', allow, deny) })).toMatchObject({
      reason: 'explicit-deny',
      statement: 'B#1',
    });
  });

  it('limits a resource policy’s grant to the role, and not one to everyone', () => {
    const grantTo = (Principal: unknown) => policy('R', { ...allow, Principal });
    const boundary = policy('B', elsewhere);
    expect(outcome({ boundary, resourcePolicy: grantTo({ AWS: ROLE }) })).toBe('boundary');
    expect(outcome({ boundary, resourcePolicy: grantTo('*') })).toBe('allowed');
    expect(
      outcome({ boundary, resourcePolicy: grantTo({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/x` }) }),
    ).toBe('unknown');
  });
});

describe('a resource policy within one account', () => {
  const grantTo = (Principal: unknown) => policy('R', { ...allow, Principal });

  it('allows by itself, by naming the role or everyone', () => {
    expect(decide({ resourcePolicy: grantTo({ AWS: ROLE }) })).toMatchObject({ effect: 'allow', statement: 'R#0' });
    expect(outcome({ resourcePolicy: grantTo('*') })).toBe('allowed');
  });

  it('delegates to the identity policies when it names the account', () => {
    expect(outcome({ resourcePolicy: grantTo({ AWS: ACCOUNT }) })).toBe('implicit-deny');
    expect(outcome({ resourcePolicy: grantTo({ AWS: ACCOUNT }), policies: [policy('A', allow)] })).toBe('allowed');
  });

  it('is not needed where an identity policy allows', () => {
    expect(
      outcome({ resourcePolicy: grantTo({ Service: 'lambda.amazonaws.com' }), policies: [policy('A', allow)] }),
    ).toBe('allowed');
  });

  it.each([['*'], [{ AWS: ROLE }], [{ AWS: ACCOUNT }]])('denies the named principal: %j', (Principal) => {
    expect(outcome({ resourcePolicy: policy('R', { ...deny, Principal }), policies: [policy('A', allow)] })).toBe(
      'explicit-deny',
    );
  });

  it('does not affect a principal that it does not name', () => {
    const resourcePolicy = policy('R', { ...deny, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/other` } });
    expect(outcome({ resourcePolicy, policies: [policy('A', allow)] })).toBe('allowed');
  });
});

describe('G: a resource policy that names a session', () => {
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/nightly`;
  const resourcePolicy = policy('R', { ...allow, Principal: { AWS: session } });

  it('allows that session alone', () => {
    expect(outcome({ session: 'nightly', resourcePolicy })).toBe('allowed');
    expect(outcome({ session: 'weekly', resourcePolicy })).toBe('implicit-deny');
  });

  it('allows it beyond the permissions boundary', () => {
    expect(outcome({ session: 'nightly', resourcePolicy, boundary: policy('B', elsewhere) })).toBe('allowed');
  });

  it('denies that session alone', () => {
    const denying = {
      policies: [policy('A', allow)],
      resourcePolicy: policy('R', { ...deny, Principal: { AWS: session } }),
    };
    expect(outcome({ ...denying, session: 'nightly' })).toBe('explicit-deny');
    expect(outcome({ ...denying, session: 'weekly' })).toBe('allowed');
  });
});

describe('G: a resource policy with NotPrincipal', () => {
  const policies = [policy('A', allow)];
  const except = (...principals: string[]) => policy('R', { ...deny, NotPrincipal: { AWS: principals } });

  it('denies everyone but those it lists with their account', () => {
    expect(outcome({ policies, resourcePolicy: except(ROLE, ACCOUNT) })).toBe('allowed');
    expect(outcome({ policies, resourcePolicy: except(`arn:aws:iam::${ACCOUNT}:role/other`) })).toBe('explicit-deny');
  });

  it('does not allow those that it leaves out of a Deny', () => {
    expect(outcome({ resourcePolicy: except(ROLE, ACCOUNT) })).toBe('implicit-deny');
  });

  it('is unknown with the Effect Allow, which AWS does not support', () => {
    const resourcePolicy = policy('R', { ...allow, NotPrincipal: { AWS: 'arn:aws:iam::999999999999:root' } });
    expect(decide({ resourcePolicy }).unknowns).toEqual(['R#0: NotPrincipal must be used with the Effect Deny']);
  });
});

describe('A1: a request about arn:…:*, as Systems Manager authorises DescribeParameters', () => {
  const resource = `arn:aws:ssm:us-east-1:${ACCOUNT}:*`;
  const on = (...Resource: string[]) =>
    outcome({ action: 'ssm:DescribeParameters', resource, policies: [policy('A', { ...allow, Resource })] });

  it.each(['*', resource, 'arn:aws:ssm:*:*:*'])('is allowed by a policy on %s', (pattern) => {
    expect(on(pattern)).toBe('allowed');
  });

  it.each([`arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/*`, 'arn:aws:ssm:eu-west-1:*:*'])(
    'is not allowed by a policy on %s',
    (pattern) => {
      expect(on(pattern)).toBe('implicit-deny');
    },
  );
});

describe('a key policy', () => {
  const key = { action: 'kms:Decrypt', resource: KEY, resourcePolicyRule: 'key' } as const;
  const grantTo = (Principal: unknown) => policy('K', { ...allow, Principal });
  const policies = [policy('A', allow)];

  it('needs to allow the role or delegate to the account', () => {
    expect(outcome({ ...key, policies, resourcePolicy: grantTo({ AWS: `arn:aws:iam::${ACCOUNT}:role/other` }) })).toBe(
      'resource-policy',
    );
    expect(outcome({ ...key, policies, resourcePolicy: grantTo({ AWS: `arn:aws:iam::${ACCOUNT}:root` }) })).toBe(
      'allowed',
    );
    expect(outcome({ ...key, resourcePolicy: grantTo({ AWS: ROLE }) })).toBe('allowed');
  });

  it('leaves the decision to the identity policies when it delegates', () => {
    expect(outcome({ ...key, resourcePolicy: grantTo({ AWS: ACCOUNT }) })).toBe('implicit-deny');
  });

  it('delegates to the boundary too', () => {
    const given = { ...key, policies, resourcePolicy: grantTo({ AWS: ACCOUNT }) };
    expect(outcome({ ...given, boundary: policy('B', elsewhere) })).toBe('boundary');
  });

  it('names the deciding statement', () => {
    expect(decide({ ...key, policies, resourcePolicy: grantTo({ AWS: ACCOUNT }) }).statement).toBe('A#0');
    expect(decide({ ...key, policies, resourcePolicy: grantTo({ AWS: ROLE }) }).statement).toBe('K#0');
  });

  it('is unknown when it is missing, since every key has one', () => {
    expect(decide({ ...key, policies }).unknowns).toEqual(['the key policy is not known']);
    expect(outcome({ ...key })).toBe('unknown');
  });
});

describe('a role of another account', () => {
  const account = '999999999999';
  const grantTo = (Principal: unknown) => policy('R', { ...allow, Principal });
  const policies = [policy('A', allow)];

  it.each([['*'], [{ AWS: account }], [{ AWS: `arn:aws:iam::${account}:role/reader` }]])(
    'needs both sides: %j',
    (Principal) => {
      const resourcePolicy = grantTo(Principal);
      expect(outcome({ account, policies, resourcePolicy })).toBe('allowed');
      expect(outcome({ account, resourcePolicy })).toBe('implicit-deny');
      expect(outcome({ account, policies })).toBe('resource-policy');
      expect(outcome({ account, policies, resourcePolicy, boundary: policy('B', elsewhere) })).toBe('boundary');
    },
  );

  it('is not covered by the owner’s account', () => {
    expect(outcome({ account, policies, resourcePolicy: grantTo({ AWS: ACCOUNT }) })).toBe('resource-policy');
  });
});

describe('something unknown', () => {
  it('makes the effect unknown, with every reason once', () => {
    expect(decide({ policies: [policy('A', maybe, maybe), policy('B', elsewhere)] })).toEqual({
      effect: 'unknown',
      reason: 'unknown',
      unknowns: [
        'A#0: StringEquals aws:PrincipalOrgID: the value of aws:PrincipalOrgID is not known',
        'A#1: StringEquals aws:PrincipalOrgID: the value of aws:PrincipalOrgID is not known',
      ],
    });
  });

  it('does not matter next to a certain allow', () => {
    expect(outcome({ policies: [policy('A', maybe, allow)] })).toBe('allowed');
  });

  it('matters next to a certain allow when it could deny', () => {
    expect(outcome({ policies: [policy('A', maybeDeny, allow)] })).toBe('unknown');
  });

  it('does not matter next to a certain explicit deny', () => {
    expect(outcome({ policies: [policy('A', maybe, maybeDeny, deny)] })).toBe('explicit-deny');
  });

  it('does not matter where nothing allows', () => {
    expect(outcome({ policies: [policy('A', maybeDeny)] })).toBe('implicit-deny');
  });

  it('does not matter in a statement about something else', () => {
    expect(outcome({ policies: [policy('A', { ...maybe, Action: 's3:*' })] })).toBe('implicit-deny');
    expect(outcome({ policies: [policy('A', { ...maybeDeny, Resource: KEY }, allow)] })).toBe('allowed');
  });

  it('matters as much in the boundary', () => {
    expect(outcome({ policies: [policy('A', allow)], boundary: policy('B', maybe) })).toBe('unknown');
    expect(outcome({ boundary: policy('B', maybe) })).toBe('implicit-deny');
  });

  it('includes a policy that could not be resolved', () => {
    const unresolved: NamedPolicy = {
      ...policy('M', elsewhere),
      unknown: 'a managed policy that is not in the templates',
    };
    expect(decide({ policies: [unresolved] }).unknowns).toEqual(['M: a managed policy that is not in the templates']);
    expect(outcome({ policies: [policy('A', allow), unresolved] })).toBe('unknown');
    expect(outcome({ policies: [policy('A', deny), unresolved] })).toBe('explicit-deny');
    expect(outcome({ policies: [policy('A', allow)], boundary: unresolved })).toBe('unknown');
    expect(outcome({ policies: [policy('A', allow)], resourcePolicy: unresolved })).toBe('unknown');
  });
});

describe('a policy that is not well-formed', () => {
  const statements: readonly unknown[] = [
    { Effect: 'allow', Action: '*', Resource: '*' },
    { Effect: 'Permit', Action: '*', Resource: '*' },
    { Action: '*', Resource: '*' },
    { Effect: 'Allow', Action: '*', NotAction: 's3:*', Resource: '*' },
    { Effect: 'Allow', Resource: '*' },
    { Effect: 'Allow', Action: '*' },
    { Effect: 'Allow', Action: '*', Resource: '*', NotResource: KEY },
    { Effect: 'Allow', Action: [], Resource: '*' },
    { Effect: 'Allow', Action: '*', Resource: [{ Ref: 'X' }] },
    { Effect: 'Allow', Action: 7, Resource: '*' },
    { Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' },
    { Effect: 'Allow', Action: '*', Resource: '*', Conditions: {} },
    { Effect: 'Allow', Action: '*', Resource: '*', Condition: null },
    'x',
    null,
    undefined,
    [],
  ];
  const documents: readonly unknown[] = [
    ...statements.map((Statement) => ({ Version: '2012-10-17', Statement })),
    { Version: '2012-10-18', Statement: allow },
    { Version: 2012, Statement: allow },
    { Version: '2012-10-17', Statement: [allow, null] },
    { Version: '2012-10-17', Statement: [] },
    { Version: '2012-10-17', statement: [allow] },
    { Version: '2012-10-17', Statement: [allow], Extra: 1 },
    null,
    'x',
    [],
  ];

  it.each(documents.map((document) => [document]))('is unknown, never allowed: %j', (document) => {
    // Documents come from templates, so their type is only a hope.
    const named = { name: 'A', document } as NamedPolicy;
    expect(decide({ policies: [named] }).effect).toBe('unknown');
    expect(decide({ policies: [policy('Good', deny), named] }).reason).toBe('explicit-deny');
  });

  it.each([[undefined], [{ NotPrincipal: { AWS: ROLE } }], [{ Principal: '*', NotPrincipal: '*' }]])(
    'is unknown on a resource without a principal that the evaluator knows: %j',
    (principal) => {
      expect(outcome({ resourcePolicy: policy('R', { ...allow, ...principal }) })).toBe('unknown');
      expect(outcome({ policies: [policy('A', allow)], resourcePolicy: policy('R', { ...deny, ...principal }) })).toBe(
        'unknown',
      );
    },
  );
});

describe('a request that is not about one action, one resource and one role', () => {
  const policies = [policy('A', allow)];

  it.each([
    [{ action: 'secretsmanager:*' }],
    [{ action: 'GetSecretValue' }],
    [{ action: 'a:b:c' }],
    [{ resource: `${SECRET}*` }],
    [{ resource: 'myapp/prod/stripe' }],
    [{ resource: 'arn:aws:secretsmanager:us-east-1' }],
    [{ resource: '' }],
    [{ account: 'aws' }],
  ])('is unknown: %j', (request) => {
    expect(outcome({ policies, ...request })).toBe('unknown');
  });
});
