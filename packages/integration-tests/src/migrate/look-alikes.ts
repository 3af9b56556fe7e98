import { allow, arn, BRANCHES, type Rows, read } from './row.js';

const READ = 'secretsmanager:GetSecretValue';

/** The statement of every look-alike of a mistake that the guard is tested with, by the title of its fixture. */
export const LOOK_ALIKES: Rows = {
  'writer of a secret beside a rotated one': {
    code: `${allow(['secretsmanager:PutSecretValue'], [arn('legacy/database-??????')])}
${read(arn('myapp/prod/database-password-??????'))}`,
    becomes: [
      `grantSecretWrite(worker, 'legacy/database', ${BRANCHES})`,
      'grantSecretRead(worker, secrets.databasePassword)',
    ],
  },
  'rotation function that asks for a random password': {
    code: allow(['secretsmanager:GetRandomPassword'], ['*']),
    stays: ['it allows neither reading nor writing a value'],
  },
  'batch on everything': {
    code: allow(['secretsmanager:BatchGetSecretValue', 'secretsmanager:ListSecrets'], ['*']),
    stays: ['it allows neither reading nor writing a value'],
  },
  'by tag': {
    code: allow([READ], ['*'], ", conditions: { StringEquals: { 'secretsmanager:ResourceTag/service': 'mail' } }"),
    stays: ['its "conditions" has no counterpart in a grant'],
  },
  'complete ARN': {
    code: read(arn('legacy/mail-a1B2c3')),
    becomes: [`grantSecretRead(worker, '${arn('legacy/mail-a1B2c3')}', ${BRANCHES})`],
  },
  'create on everything': {
    code: allow(['secretsmanager:CreateSecret', 'secretsmanager:TagResource'], ['*']),
    stays: ['it allows neither reading nor writing a value'],
  },
  'deny everything': {
    code: "worker.addToRolePolicy(new PolicyStatement({ effect: Effect.DENY, actions: ['secretsmanager:*'], resources: ['*'] }));",
    stays: ['it denies'],
  },
  'pattern with suffix': {
    code: read(arn('github-*-??????')),
    becomes: [`grantSecretRead(worker, 'github-*', ${BRANCHES})`],
  },
  'names like unset variables': {
    code: read(arn('nullable/mail-??????'), arn('undefinedness-??????'), arn('dev-null-??????')),
    becomes: [`grantSecretRead(worker, ['nullable/mail', 'undefinedness', 'dev-null'], ${BRANCHES})`],
  },
  'places of every kind': {
    code: read(
      'arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:legacy/mail-??????',
      'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:legacy/mail-??????',
    ),
    stays: ['is in another account or region than the others'],
  },
  'folder of another app': {
    code: read(arn('vendor/*')),
    becomes: [`grantSecretRead(worker, 'vendor/*', ${BRANCHES})`],
  },
  'metadata of everything': {
    code: allow(
      ['secretsmanager:DescribeSecret', 'secretsmanager:GetRandomPassword', 'secretsmanager:ListSecrets'],
      ['*'],
    ),
    stays: ['it allows neither reading nor writing a value'],
  },
  'mixed services': {
    code: allow([READ, 's3:GetObject'], [arn('legacy/mail-??????'), 'arn:aws:s3:::assets/*']),
    stays: ['it also allows s3:GetObject'],
  },
  'name known at deployment': {
    code: `const name = new CfnParameter(stack, 'SecretName', { default: 'mail' }).valueAsString;
worker.addToRolePolicy(
  new PolicyStatement({
    actions: ['${READ}'],
    resources: [\`arn:aws:secretsmanager:\${stack.region}:\${stack.account}:secret:\${name}\`],
  }),
);`,
    stays: ['`name` is not a string in this file'],
  },
  'names with colons inside': {
    code: read(arn(`myapp/\${aws:PrincipalTag/env}/*`)),
    stays: ['only the deployment knows the name'],
  },
  'own environment by SecretId': {
    code: allow(
      [READ],
      ['*'],
      ", conditions: { StringEquals: { 'secretsmanager:SecretId': ['myapp/prod/stripe', 'legacy/mail'] } }",
    ),
    stays: ['its "conditions" has no counterpart in a grant'],
  },
  'parameters of Amplify': {
    code: allow(['ssm:GetParameters'], ['arn:aws:ssm:us-east-1:123456789012:parameter/amplify/*']),
    stays: ['it is about Amplify secrets in Parameter Store'],
  },
  'secret by name': {
    code: `Secret.fromSecretNameV2(stack, 'Mail', 'legacy/mail').grantRead(worker);
Secret.fromSecretNameV2(stack, 'Stripe', 'myapp/prod/stripe').grantRead(worker);`,
    becomes: [
      `grantSecretRead(worker, Secret.fromSecretNameV2(stack, 'Mail', 'legacy/mail'), ${BRANCHES})`,
      'grantSecretRead(worker, secrets.stripe)',
    ],
  },
  'secret by partial ARN': {
    code: `Secret.fromSecretPartialArn(stack, 'Mail', '${arn('legacy/mail')}').grantRead(worker);`,
    becomes: [
      `grantSecretRead(worker, Secret.fromSecretPartialArn(stack, 'Mail', '${arn('legacy/mail')}'), ${BRANCHES})`,
    ],
  },
  'secret of the stack': {
    code: `const secret = new Secret(stack, 'Generated');
secret.grantRead(worker);
secret.grantWrite(worker);`,
    becomes: ['grantSecretRead(worker, secret)', 'grantSecretWrite(worker, secret)'],
  },
  'secrets of one user each': {
    code: `const pool = 'cognito-identity.amazonaws.com';
const conditions = {
  StringEquals: { [\`\${pool}:aud\`]: 'us-east-1:1' },
  'ForAnyValue:StringLike': { [\`\${pool}:amr\`]: 'authenticated' },
};
const users = new Role(stack, 'Users', { assumedBy: new FederatedPrincipal(pool, conditions, 'sts:AssumeRoleWithWebIdentity') });
users.addToPolicy(new PolicyStatement({ actions: ['${READ}'], resources: ['${arn(
      `users/\${cognito-identity.amazonaws.com:sub}-??????`,
    )}'] }));`,
    stays: ['users of the app hold this role on their devices'],
  },
  'own environment in preview': {
    code: read(arn('vendor/mail-??????')),
    becomes: [`grantSecretRead(worker, 'vendor/mail', ${BRANCHES})`],
  },
  'the grant again': {
    code: `grantSecretRead(worker, secrets.stripe);
worker.addToRolePolicy(
  new PolicyStatement({
    actions: ['${READ}'],
    resources: [\`arn:\${stack.partition}:secretsmanager:\${stack.region}:\${stack.account}:secret:myapp/prod/stripe-??????\`],
  }),
);`,
  },
  'within a granted pattern': {
    code: `grantSecretRead(worker, secretsMatching(secrets, '*'));\n${read(arn('myapp/prod/stripe-??????'))}`,
    becomes: ['grantSecretRead(worker, secrets.stripe)'],
  },
};
