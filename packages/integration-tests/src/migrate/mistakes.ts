import { allow, arn, BRANCHES, type Rows, read } from './row.js';

const READ = 'secretsmanager:GetSecretValue';
const PLAIN_READ = `['${READ}']`;
const EVERY = 'it allows every secret';
const BARE = (name: string) => `"${name}" is without the six characters that AWS adds`;
const USERS = 'users of the app hold this role on their devices';

/** The role that an identity pool gives to users whose `amr` is this, with a statement. */
function users(amr: string, actions: readonly string[], resource: string): string {
  return `const pool = 'cognito-identity.amazonaws.com';
const conditions = {
  StringEquals: { [\`\${pool}:aud\`]: 'us-east-1:1' },
  'ForAnyValue:StringLike': { [\`\${pool}:amr\`]: '${amr}' },
};
const users = new Role(stack, 'Users', {
  assumedBy: new FederatedPrincipal(pool, conditions, 'sts:AssumeRoleWithWebIdentity'),
});
${allow(actions, [resource]).replace('worker.addToRolePolicy', 'users.addToPolicy')}`;
}

/** A policy document of CloudFormation, on the role of \`worker\`. */
function inDocument(resource: string): string {
  return `new CfnPolicy(stack, 'Secrets', {
  policyName: 'secrets',
  roles: worker.role ? [worker.role.roleName] : [],
  policyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '${READ}', Resource: ${resource} } },
});`;
}

/** The statement of every mistake that the guard is tested with, by the title of its fixture, in the words of a user. */
export const MISTAKES: Rows = {
  'all but IAM': {
    code: "worker.addToRolePolicy(new PolicyStatement({ notActions: ['iam:*'], resources: ['*'] }));",
    stays: ['its "notActions" has no counterpart in a grant'],
  },
  'all but one secret': {
    code: `worker.addToRolePolicy(new PolicyStatement({ actions: ${PLAIN_READ}, notResources: ['${arn('root-??????')}'] }));`,
    stays: ['its "notResources" has no counterpart in a grant'],
  },
  'every action on one secret': {
    code: allow(['secretsmanager:*'], [arn('legacy/mail-??????')]),
    becomes: [`grantSecretReadWrite(worker, 'legacy/mail', ${BRANCHES})`],
  },
  'every action': { code: allow(['secretsmanager:*'], ['*']), stays: [EVERY] },
  'every name with a suffix': { code: read(arn('*-??????')), stays: [EVERY] },
  'every resource': { code: read('*'), stays: [EVERY] },
  'every secret of the region': {
    code: allow(
      ['GetResourcePolicy', 'GetSecretValue', 'DescribeSecret', 'ListSecretVersionIds'].map(
        (action) => `secretsmanager:${action}`,
      ),
      [arn('*')],
    ),
    stays: [EVERY],
  },
  'Get star': { code: allow(['secretsmanager:Get*', 'secretsmanager:List*'], ['*']), stays: [EVERY] },
  'managed policy': {
    code: "worker.role?.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('SecretsManagerReadWrite'));",
    stays: ['it is in no call'],
  },
  'name of CreateSecret': {
    code: allow(
      ['secretsmanager:CreateSecret', READ],
      ['*'],
      ", conditions: { StringLikeIfExists: { 'secretsmanager:Name': 'tenant-*' } }",
    ),
    stays: ['its "conditions" has no counterpart in a grant'],
  },
  'rotation of everything': {
    code: allow(
      ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map(
        (action) => `secretsmanager:${action}`,
      ),
      ['*'],
    ),
    stays: [EVERY],
  },
  'service alone': { code: read('arn:aws:secretsmanager'), stays: [EVERY] },
  'wildcard for the type': {
    code: read('arn:aws:secretsmanager:us-east-1:123456789012:secret?*'),
    stays: [EVERY],
  },

  'doubled ARN': { code: read(arn(arn('billing-AbC123'))), stays: ['a grant has no pattern like'] },
  'JSON field behind ARN': { code: read(arn('db-AbC123:password::')), stays: ['a grant has no pattern like'] },
  'account and region of unset variables': {
    code: read(
      'arn:aws:secretsmanager:undefined:undefined:secret:mail-aB3dE9',
      'arn:aws:secretsmanager:null:123456789012:secret:mail-aB3dE9',
    ),
    stays: ['has "undefined" for the value of a variable that is not set'],
  },
  'name of an object': { code: read(arn('[object Object]/mail-??????')), stays: ['a grant has no pattern like'] },
  'name of an unset variable': {
    code: read(arn('undefined/stripe-??????'), arn('myapp/null/stripe-aB3dE9'), arn('NaN/*')),
    stays: ['undefined/stripe-??????" has "undefined"'],
  },
  'no region': {
    code: read('arn:aws:secretsmanager::123456789012:secret:legacy/mail-??????'),
    stays: ['has no region, so it matches no secret'],
  },
  'path for ARN': { code: read('certbot/account-key'), stays: ['is not the ARN of a secret'] },
  'slash for colon': {
    code: read('arn:aws:secretsmanager:us-east-1:123456789012:secret/certbot/account-*'),
    stays: ['is not the ARN of a secret'],
  },

  'every account': {
    code: read('arn:aws:secretsmanager:*:*:secret:fl-admin-portal/*'),
    becomes: [`grantSecretRead(worker, 'fl-admin-portal/*', ${BRANCHES})`],
  },
  'no account': {
    code: read('arn:aws:secretsmanager:us-east-1::secret:legacy/mail-??????'),
    stays: ['has no account, so it matches no secret'],
  },
  'every secret everywhere': { code: read('arn:aws:secretsmanager:*:*:secret:*'), stays: [EVERY] },
  'name without suffix': {
    code: read('arn:aws:secretsmanager:us-east-1:*:secret:migration-db-credentials-v2'),
    stays: [BARE('migration-db-credentials-v2')],
  },
  'hyphen star': {
    code: read('arn:aws:secretsmanager:*:*:secret:auth-users-*'),
    becomes: [`grantSecretRead(worker, 'auth-users', ${BRANCHES})`],
    loses: 'auth-users-admin',
  },

  'exact name of the declaration': { code: read(arn('upwork-oauth-tokens')), stays: [BARE('upwork-oauth-tokens')] },
  'name in Fn::Sub': {
    code: inDocument(`Fn.sub('arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:billing/api')`),
    stays: ['it is in no call'],
  },
  'name like a suffix': { code: read(arn('xyz-secret'), arn('xyz-google')), stays: [BARE('xyz-secret')] },
  'partial ARN': { code: read(arn('example')), stays: [BARE('example')] },

  'name with star': {
    code: read(arn('lexforge/openai-api-key*')),
    becomes: [`grantSecretRead(worker, 'lexforge/openai-api-key', ${BRANCHES})`],
    loses: 'lexforge/openai-api-key-admin',
  },
  'star behind every name': {
    code: `worker.addToRolePolicy(
  new PolicyStatement({
    actions: ['${READ}', 'secretsmanager:DescribeSecret'],
    resources: ['github-token', 'maps-key'].map((name) => \`arn:aws:secretsmanager:*:\${stack.account}:secret:\${name}*\`),
  }),
);`,
    becomes: [`grantSecretRead(worker, ['github-token', 'maps-key'], ${BRANCHES})`],
  },

  'fixed production name': {
    code: read(arn('myapp/prod/stripe-??????')),
    becomes: ['grantSecretRead(worker, secrets.stripe)'],
  },
  'production behind a region': {
    code: inDocument(
      `Fn.sub('arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:myapp/prod/\${AWS::Region}-??????')`,
    ),
    stays: ['it is in no call'],
  },
  'production by SecretId': {
    code: allow([READ], ['*'], ", conditions: { StringLike: { 'secretsmanager:SecretId': 'myapp/prod/*' } }"),
    stays: ['its "conditions" has no counterpart in a grant'],
  },
  'production of every app': { code: read(arn('*/prod/*')), stays: ['a grant has no pattern like "*/prod/*"'] },
  'whole app': { code: read(arn('myapp/*')), stays: ['"myapp/*" matches declared secrets in every environment'] },
  'neighbour environment': {
    code: read(arn('shop/prod*')),
    becomes: [`grantSecretRead(worker, 'shop/prod', ${BRANCHES})`],
    loses: 'shop/prod-admin',
  },
  'production name in preview': {
    code: read(arn('myapp/prod/stripe-AbC123')),
    becomes: ['grantSecretRead(worker, secrets.stripe)'],
  },

  'secret for visitors': { code: users('unauthenticated', [READ], arn('legacy/mail-a1B2c3')), stays: [USERS] },
  'secret for signed-in users': { code: users('authenticated', [READ], arn('legacy/mail-a1B2c3')), stays: [USERS] },
  'parameters of Amplify for visitors': {
    code: users(
      'unauthenticated',
      ['ssm:GetParametersByPath'],
      'arn:aws:ssm:us-east-1:123456789012:parameter/amplify/*',
    ),
    stays: [USERS],
  },
  'role of an identity pool': {
    code: `const site = new Role(stack, 'Site', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
site.addToPolicy(new PolicyStatement({ actions: ${PLAIN_READ}, resources: ['${arn('vendor/site-a1B2c3')}'] }));
new CfnIdentityPoolRoleAttachment(stack, 'Attachment', {
  identityPoolId: 'us-east-1:1',
  roles: { unauthenticated: site.roleArn },
});`,
    stays: ['the backend does not synthesise as branch "main": GuardError: SecretOpenToUsers'],
  },
  'every secret for visitors': { code: users('unauthenticated', [READ], '*'), stays: [USERS] },

  'import beside a rotation': {
    code: allow(['secretsmanager:PutSecretValue'], [arn('myapp/prod/database-password-??????')]),
    stays: ['it writes "databasePassword", which defineSecretRotation rotates'],
  },
  'grantWrite beside a rotation': {
    code: "Secret.fromSecretNameV2(stack, 'Imported', 'myapp/prod/database-password').grantWrite(worker);",
    stays: ['it writes "databasePassword", which defineSecretRotation rotates'],
  },
  'inline policy of a role': {
    code: `new Role(stack, 'Worker', {
  assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  inlinePolicies: {
    secrets: new PolicyDocument({
      statements: [new PolicyStatement({ actions: ${PLAIN_READ}, resources: ['${arn('myapp/prod/*')}'] })],
    }),
  },
});`,
    stays: ['it is in no call'],
  },
  'pattern beside a grant': {
    code: `grantSecretRead(worker, secrets.stripe);
worker.addToRolePolicy(
  new PolicyStatement({
    actions: ${PLAIN_READ},
    resources: [\`arn:aws:secretsmanager:\${stack.region}:\${stack.account}:secret:myapp/prod/*\`],
  }),
);`,
    // The fourth, `upwork-oauth-tokens`, is not among them, and `stripe` is granted already.
    becomes: ['grantSecretRead(worker, [secrets.slackSigningSecret, secrets.databasePassword])'],
  },
  'secret beside a grant': {
    code: `grantSecretRead(worker, secrets.stripe);\n${read(arn('myapp/prod/slack-signing-secret-??????'))}`,
    becomes: ['grantSecretRead(worker, secrets.slackSigningSecret)'],
  },
  'write beside a grant': {
    code: `grantSecretRead(worker, secrets.stripe);\n${allow(['secretsmanager:PutSecretValue'], [arn('myapp/prod/stripe-??????')])}`,
    becomes: ['grantSecretWrite(worker, secrets.stripe)'],
  },
};
