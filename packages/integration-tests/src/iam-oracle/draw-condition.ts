import type { Draw } from './draw.js';

type Kind = 'string' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'arn' | 'set';
type Values = readonly [string, ...string[]];

interface Key {
  readonly name: string;
  readonly kind: Kind;
  /** What a request may carry. */
  readonly given: Values;
  /** What a policy may compare with. */
  readonly wanted: Values;
  /** Whether a request may come without it. */
  readonly optional: boolean;
  /** The oracle's validating entry does not know it for every action, and drops it. */
  readonly dropped?: true;
}

/** A policy variable, as a policy writes it. */
export const variable = (inside: string) => `$\{${inside}}`;

const ROLE = 'arn:aws:iam::123456789012:role/reader';
const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/stripe-AbC123';
const TEXTS: Values = ['AWSCURRENT', 'AWSPREVIOUS', 'awscurrent', 'AWS*', '*', 'A?SCURRENT', '?', 'prod', 'pr*d', ''];

const EVERYWHERE: readonly Key[] = [
  {
    name: 'aws:RequestedRegion',
    kind: 'string',
    given: ['us-east-1', 'eu-west-1'],
    wanted: ['us-east-1', 'US-EAST-1', 'us-*', '*'],
    optional: false,
  },
  {
    name: 'aws:PrincipalTag/env',
    kind: 'string',
    given: ['prod', 'dev', 'Prod'],
    wanted: ['prod', 'pr*', 'PROD', variable('aws:PrincipalTag/env'), variable("aws:username, 'dev'")],
    optional: false,
  },
  { name: 'aws:username', kind: 'string', given: ['never'], wanted: ['never', '*', 'prod'], optional: true },
  {
    name: 'aws:CurrentTime',
    kind: 'date',
    given: ['2026-06-01T12:00:00Z', '2026-12-31T23:59:59.000Z'],
    wanted: ['2026-06-01T12:00:00Z', '2026-07-01', '2026-06-01T14:00:00+02:00', '2025-01-01T00:00:00Z'],
    optional: false,
  },
  {
    name: 'aws:SecureTransport',
    kind: 'bool',
    given: ['true', 'false'],
    wanted: ['true', 'false', 'TRUE'],
    optional: false,
  },
  {
    name: 'aws:SourceIp',
    kind: 'ip',
    given: ['10.1.2.3', '203.0.113.9', '2001:db8::5'],
    wanted: ['10.0.0.0/8', '10.1.2.3/32', '10.1.2.0/30', '203.0.113.0/24', '2001:db8::/32', '128.0.0.0/1'],
    optional: false,
  },
  {
    name: 'aws:PrincipalArn',
    kind: 'arn',
    given: [ROLE],
    wanted: [
      ROLE,
      'arn:aws:iam::123456789012:role/*',
      'arn:aws:iam::*:role/read??',
      'arn:aws:iam::123456789012:user/*',
      'arn:aws:*:*:role/*:x',
    ],
    optional: false,
  },
  {
    name: 'aws:PrincipalAccount',
    kind: 'string',
    given: ['123456789012'],
    wanted: ['123456789012', '999999999999', '1234*'],
    optional: false,
  },
];

const BY_SERVICE: Readonly<Record<string, readonly Key[]>> = {
  secretsmanager: [
    {
      name: 'secretsmanager:VersionStage',
      kind: 'string',
      given: ['AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING'],
      wanted: TEXTS,
      optional: true,
      dropped: true,
    },
    {
      name: 'secretsmanager:ResourceTag/env',
      kind: 'string',
      given: ['prod', 'dev'],
      wanted: ['prod', 'p*', variable('aws:PrincipalTag/env'), variable("aws:username, 'prod'")],
      optional: true,
      dropped: true,
    },
    {
      name: 'aws:ResourceTag/team',
      kind: 'string',
      given: ['red', 'blue'],
      wanted: ['red', 'Blue', '*'],
      optional: true,
    },
    {
      name: 'aws:TagKeys',
      kind: 'set',
      given: ['red', 'blue', 'green'],
      wanted: ['red', 'blue', 'green', '*e*', 'RED'],
      optional: true,
    },
    {
      name: 'secretsmanager:RecoveryWindowInDays',
      kind: 'numeric',
      given: ['7', '30', '10'],
      wanted: ['7', '10', '10.5', '30', '-1'],
      optional: true,
      dropped: true,
    },
    {
      name: 'secretsmanager:ForceDeleteWithoutRecovery',
      kind: 'bool',
      given: ['true', 'false'],
      wanted: ['true', 'false'],
      optional: true,
      dropped: true,
    },
    {
      name: 'secretsmanager:Description',
      kind: 'binary',
      given: ['QUJD', 'QUJE'],
      wanted: ['QUJD', 'qujd'],
      optional: true,
      dropped: true,
    },
    {
      name: 'secretsmanager:SecretId',
      kind: 'arn',
      given: [SECRET],
      wanted: [
        SECRET,
        'arn:aws:secretsmanager:*:*:secret:myapp/*',
        'arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/dev/*',
      ],
      optional: true,
      dropped: true,
    },
  ],
  ssm: [
    {
      name: 'aws:ResourceTag/team',
      kind: 'string',
      given: ['red', 'blue'],
      wanted: ['red', 'Blue', '*'],
      optional: true,
    },
    {
      name: 'aws:TagKeys',
      kind: 'set',
      given: ['red', 'blue', 'green'],
      wanted: ['red', 'blue', 'green', '*e*'],
      optional: true,
    },
    {
      name: 'ssm:resourceTag/env',
      kind: 'string',
      given: ['prod', 'dev'],
      wanted: ['prod', 'p*'],
      optional: true,
      dropped: true,
    },
  ],
  kms: [
    {
      name: 'kms:ViaService',
      kind: 'string',
      given: ['secretsmanager.us-east-1.amazonaws.com', 'ssm.us-east-1.amazonaws.com'],
      wanted: ['secretsmanager.us-east-1.amazonaws.com', 'secretsmanager.*.amazonaws.com'],
      optional: true,
    },
    {
      name: 'kms:EncryptionContext:SecretARN',
      kind: 'arn',
      given: [SECRET],
      wanted: [SECRET, `${SECRET.slice(0, -6)}??????`, 'arn:aws:secretsmanager:*:*:secret:myapp/dev/*'],
      optional: true,
      dropped: true,
    },
    {
      name: 'kms:EncryptionContextKeys',
      kind: 'set',
      given: ['SecretARN', 'SecretVersionId'],
      wanted: ['SecretARN', 'Secret*', 'other'],
      optional: true,
    },
    {
      name: 'kms:CallerAccount',
      kind: 'string',
      given: ['123456789012'],
      wanted: ['123456789012', '999999999999'],
      optional: false,
    },
  ],
};

const OPERATORS: Readonly<Record<Kind, Values>> = {
  string: [
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringLike',
    'StringNotLike',
  ],
  numeric: [
    'NumericEquals',
    'NumericNotEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
  ],
  date: [
    'DateEquals',
    'DateNotEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals',
  ],
  bool: ['Bool'],
  binary: ['BinaryEquals'],
  ip: ['IpAddress', 'NotIpAddress'],
  arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringEquals', 'StringLike', 'StringNotLike'],
  set: ['StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike', 'StringEqualsIgnoreCase'],
};

export interface Asked {
  readonly action: string;
  /** Whether only the oracle's validating entry can evaluate the request. */
  readonly validated: boolean;
}

/** The keys that the evaluator fills in by itself. */
const FILLED = /^(aws:Principal(Arn|Account)|kms:CallerAccount)$/;

function keysOf({ action, validated }: Asked): readonly [Key, ...Key[]] {
  const own = BY_SERVICE[action.slice(0, action.indexOf(':'))] ?? [];
  const [first, ...rest] = [...EVERYWHERE, ...own].filter((key) => !validated || key.dropped === undefined);
  if (first === undefined) throw new Error('no keys');
  return [first, ...rest];
}

/** The context a service would send, with keys in lower case. */
export function drawContext(draw: Draw, asked: Asked): Record<string, string | readonly string[]> {
  const entries = keysOf(asked).flatMap((key): [string, string | readonly string[]][] => {
    if (key.name === 'aws:username' || FILLED.test(key.name) || (key.optional && draw.chance(0.4))) return [];
    const value = key.kind === 'set' ? draw.times(1, 3, () => draw.pick(key.given)) : draw.pick(key.given);
    return [[key.name.toLowerCase(), value]];
  });
  return Object.fromEntries(entries);
}

/** A condition block that AWS would store, over keys whose presence or absence is known. */
export function drawCondition(draw: Draw, asked: Asked): Record<string, Record<string, string | string[]>> {
  const condition: Record<string, Record<string, string | string[]>> = {};
  for (let rest = 1 + draw.whole(2); rest > 0; rest -= 1) {
    const key = draw.pick(keysOf(asked));
    const name = draw.chance(0.2) ? key.name.toUpperCase() : key.name;
    if (draw.chance(0.08)) {
      condition.Null = { ...condition.Null, [name]: draw.pick(['true', 'false']) };
      continue;
    }
    const ifExists = draw.chance(0.2) ? 'IfExists' : '';
    const quantifier = key.kind === 'set' || draw.chance(0.08) ? draw.pick(['ForAllValues:', 'ForAnyValue:']) : '';
    const operator = `${quantifier}${draw.pick(OPERATORS[key.kind])}${ifExists}`;
    const values = draw.times(1, 3, () => draw.pick(key.wanted));
    const [only] = values;
    condition[operator] = { ...condition[operator], [name]: only !== undefined && values.length === 1 ? only : values };
  }
  return condition;
}
