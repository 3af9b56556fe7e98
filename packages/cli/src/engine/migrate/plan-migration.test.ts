import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { type Secrets, secretSetOf } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { source, typescript } from '../../source/source.test.support.js';
import { declaredSecrets } from './declared-secrets.js';
import { planMigration, type WantedTerms } from './plan-migration.js';

const secrets: Secrets = defineSecrets({
  app: 'acme',
  environments: { prod: 'main', dev: '*' },
  secrets: { stripe: jsonSecret(['apiKey']), mail: textSecret({ name: { prod: 'legacy-mail' } }) },
});
const set = secretSetOf(secrets) ?? expect.fail('no set');
const DECLARATION = { path: 'amplify/secrets/resource.ts', exported: 'secrets' };
const OWN = { region: 'us-east-1', account: '123456789012' };
const BY_NAME: WantedTerms = { own: OWN, declared: undefined, branches: ['main'], repairs: false, kept: new Map() };
const DECLARED: WantedTerms = { ...BY_NAME, declared: declaredSecrets(set) };
const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';

function plan(text: string, terms = BY_NAME) {
  const file = source(text);
  const { changes, left, replaced } = planMigration(typescript, [file], terms, DECLARATION);
  return { after: changes[0]?.after ?? text, left: left.map(({ reason }) => reason), replaced };
}

const HEAD = "import { PolicyStatement } from 'aws-cdk-lib/aws-iam';\n\nconst backend = defineBackend({ mail });\n\n";
const GRANTED =
  "import { grantSecretRead } from '@amplify-secrets/backend';\n\nconst backend = defineBackend({ mail });\n\n";
const statement = (resources: string, more = "actions: ['secretsmanager:GetSecretValue']") =>
  `backend.mail.resources.lambda.addToRolePolicy(new PolicyStatement({ ${more}, resources: ${resources} }));\n`;

describe('planMigration', () => {
  it('keeps a byte order mark and CRLF', () => {
    const [head, granted] = [HEAD, GRANTED].map((text) => text.replaceAll('\n', '\r\n'));
    const line = statement(`['${ARN}mail-??????']`).replaceAll('\n', '\r\n');
    const { after } = plan(`\uFEFF${head}${line}`);
    expect(after).toBe(`\uFEFF${granted}grantSecretRead(backend.mail, 'mail', { branches: 'main' });\r\n`);
  });

  it.each([
    ['a suffix of six wildcards', `['${ARN}mail-??????']`, "'mail'"],
    ['a star', `['${ARN}mail*']`, "'mail'"],
    ['a hyphen and a star', `['${ARN}mail-*']`, "'mail'"],
    ['a prefix', `['${ARN}mail/*']`, "'mail/*'"],
    ['the six characters', `['${ARN}mail-a1B2c3']`, `'${ARN}mail-a1B2c3'`],
    ['several', `['${ARN}mail-*', '${ARN}sms-*']`, "['mail', 'sms']"],
    ['any account', "['arn:aws:secretsmanager:us-east-1:*:secret:mail-*']", "'mail'"],
    [
      'tokens of the stack',
      `[\`arn:aws:secretsmanager:\${Stack.of(backend.mail.resources.lambda).region}:\${Aws.ACCOUNT_ID}:secret:mail-*\`]`,
      "'mail'",
    ],
    ['a sum', `['${ARN}' + 'mail-*']`, "'mail'"],
  ])('replaces a statement on %s', (_, resources, target) => {
    expect(plan(HEAD + statement(resources)).after).toBe(
      `${GRANTED}grantSecretRead(backend.mail, ${target}, { branches: 'main' });\n`,
    );
  });

  it.each([
    ['every secret', "['*']", 'it allows every secret'],
    ['every secret of the account', `['${ARN}*']`, 'it allows every secret'],
    ['a name without its suffix', `['${ARN}mail']`, 'matches no secret today: --repair grants it'],
    ['a word in place of the suffix', `['${ARN}mail-secret']`, 'matches no secret today'],
    ['no account', "['arn:aws:secretsmanager:us-east-1::secret:mail-*']", 'has no account'],
    [
      'another account',
      "['arn:aws:secretsmanager:us-east-1:210987654321:secret:mail-*']",
      'in another account or region',
    ],
    ['a name that is no ARN', "['mail']", 'is not the ARN of a secret'],
    [
      'a variable of the build',
      `[\`${ARN}\${process.env.NAME}-*\`]`,
      '`process.env.NAME` is not a string in this file',
    ],
    ['a list of another file', '[...NAMES]', '`NAMES` is not a list in this file'],
    ['a wildcard within', `['${ARN}m*l-??????']`, undefined],
    ['six single wildcards within', `['${ARN}m?l-??????']`, 'a grant has no pattern like'],
  ])('leaves a statement on %s as it is, with the reason', (_, resources, reason) => {
    const text = HEAD + statement(resources);
    const { after, left } = plan(text);
    if (reason === undefined) expect(after).toContain("'m*l'");
    else expect([after, left]).toEqual([text, [expect.stringContaining(reason)]]);
  });

  it.each([
    ["actions: ['secretsmanager:GetSecretValue', 's3:GetObject']", 'it also allows s3:GetObject'],
    ["actions: ['secretsmanager:UpdateSecret']", 'it writes with UpdateSecret'],
    ["actions: ['secretsmanager:DescribeSecret']", 'neither reading nor writing'],
    [
      "actions: ['secretsmanager:GetSecretValue'], conditions: { StringEquals: {} }",
      'its "conditions" has no counterpart',
    ],
  ])('leaves what a grant does not say: %s', (more, reason) => {
    const text = HEAD + statement(`['${ARN}mail-*']`, more);
    expect(plan(text).after).toBe(text);
    expect(plan(text).left).toEqual(reason === undefined ? [] : [expect.stringContaining(reason)]);
  });

  it('grants writing, and both', () => {
    const written = (actions: string) =>
      plan(HEAD + statement(`['${ARN}mail-*']`, `actions: ${actions}`)).replaced[0]?.lines;
    expect(written("['secretsmanager:PutSecretValue']")).toEqual([
      "grantSecretWrite(backend.mail, 'mail', { branches: 'main' })",
    ]);
    expect(written("['secretsmanager:*']")).toEqual([
      "grantSecretReadWrite(backend.mail, 'mail', { branches: 'main' })",
    ]);
  });

  it('grants what is declared by its reference, and a prefix of an environment by a pattern', () => {
    const { replaced, after } = plan(
      HEAD +
        statement(`['${ARN}legacy-mail-*', '${ARN}acme/prod/stripe-??????', '${ARN}other-*', '${ARN}acme/prod/st*']`),
      DECLARED,
    );
    expect(replaced[0]?.lines).toEqual([
      'grantSecretRead(backend.mail, [secrets.mail, secrets.stripe])',
      "grantSecretRead(backend.mail, ['other', 'acme/prod/st'], { branches: 'main' })",
    ]);
    expect(after).toContain("import { secrets } from './secrets/resource.js';\n");
    // The other one has a name of its own there.
    expect(plan(HEAD + statement(`['${ARN}acme/prod/*']`), DECLARED).replaced[0]?.lines).toEqual([
      'grantSecretRead(backend.mail, secrets.stripe)',
    ]);
  });

  it('removes constants that only the statement used, and no other byte', () => {
    const before = [
      '\uFEFF// A backend.\r\nimport { Stack } from "aws-cdk-lib"\r\nimport { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam"\r\n\r\n',
      'const   backend = defineBackend({ mail }) // odd\tspaces\r\n',
      'const { lambda } = backend.mail.resources\r\n',
      'const { region, account } = Stack.of(lambda)\r\n\r\n',
      '/* kept */ lambda.addToRolePolicy(\r\n  new PolicyStatement({\r\n    effect: Effect.ALLOW, sid: "Mail",\r\n',
      '    actions: ["secretsmanager:GetSecretValue"],\r\n',
      `    resources: [\`arn:aws:secretsmanager:\${region}:\${account}:secret:acme/mail-*\`],\r\n  }),\r\n) // kept\r\n`,
    ].join('');
    expect(plan(before).after).toBe(
      [
        '\uFEFF// A backend.\r\nimport { grantSecretRead } from "@amplify-secrets/backend"\r\n\r\n',
        'const   backend = defineBackend({ mail }) // odd\tspaces\r\n\r\n',
        '/* kept */ grantSecretRead(backend.mail, "acme/mail", { branches: "main" }) // kept\r\n',
      ].join(''),
    );
  });

  it('grants a declared secret in place of a wildcard over its environments', () => {
    const lines = (resource: string) => plan(HEAD + statement(`['${ARN}${resource}']`), DECLARED).replaced[0]?.lines;
    expect(['acme/*/stripe-*', 'acme/*/stripe-??????', 'acme/*/stripe*'].map(lines)).toEqual(
      Array(3).fill(['grantSecretRead(backend.mail, secrets.stripe)']),
    );
    // Not the name that it has in production.
    expect(lines('acme/*/mail-*')).not.toEqual(['grantSecretRead(backend.mail, secrets.mail)']);
  });

  it('removes a statement whose grant the function has already, and writes the rest of one', () => {
    const granted = HEAD.replace(
      'const backend',
      "import { secrets } from './secrets/resource.js';\n\nconst backend",
    ).replace('mail });\n\n', 'mail });\n\ngrantSecretRead(backend.mail, secrets.mail);\n');
    const mail = statement(`['${ARN}legacy-mail-*']`);
    const once = plan(granted + mail, DECLARED);
    expect(once.after).toContain('grantSecretRead(backend.mail, secrets.mail);\n');
    expect(once.after.match(/grantSecretRead\(/g)).toHaveLength(1);
    expect(once.after).not.toContain('PolicyStatement');
    expect(once.replaced[0]).toMatchObject({ lines: [], present: ['grantSecretRead(backend.mail, secrets.mail)'] });
    const rest = plan(granted + statement(`['${ARN}legacy-mail-*', '${ARN}acme/prod/stripe-*']`), DECLARED);
    expect(rest.replaced[0]?.lines).toEqual(['grantSecretRead(backend.mail, secrets.stripe)']);
    // Two statements for one function and one secret.
    expect(plan(HEAD + mail + mail, DECLARED).replaced.map(({ lines }) => lines)).toEqual([
      ['grantSecretRead(backend.mail, secrets.mail)'],
      [],
    ]);
  });

  it.each([
    ['in some deployments only', 'if (isProduction) { grantSecretRead(backend.mail, secrets.mail); }'],
    ['of another function', 'grantSecretRead(backend.sms, secrets.mail);'],
    ['for writing', 'grantSecretWrite(backend.mail, secrets.mail);'],
    ['in other branches', "grantSecretRead(backend.mail, secrets.mail, { branches: 'main' });"],
  ])('writes the grant beside one %s', (_, line) => {
    const { replaced } = plan(`${HEAD}${line}\n${statement(`['${ARN}legacy-mail-*']`)}`, DECLARED);
    expect(replaced[0]?.lines).toEqual(['grantSecretRead(backend.mail, secrets.mail)']);
  });

  it('reads ARNs and names in a constant table, and removes the table that only the statement used', () => {
    const table = `/** What there is. */\nconst SECRETS = { mail: '${ARN}mail-a1B2c3', sms: \`\${PLACE}sms-*\` } as const;\n`;
    const text = `${HEAD}const PLACE = '${ARN}';\n${table}${statement('[SECRETS.mail, ...Object.values(SECRETS)]')}`;
    expect(plan(text).after).toBe(
      `${GRANTED}grantSecretRead(backend.mail, ['${ARN}mail-a1B2c3', 'sms'], { branches: 'main' });\n`,
    );
    const changed = `${text}SECRETS.mail = other;\n`;
    expect(plan(changed)).toMatchObject({ after: changed, left: [expect.stringContaining('is not a string')] });
  });

  it('follows statements in constants, in a policy, in a loop and on a role', () => {
    const text = `${HEAD}const read = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['${ARN}mail-*'] });
backend.mail.resources.lambda.addToRolePolicy(read);
backend.sms.resources.lambda.role?.addToPrincipalPolicy(read);
for (const fn of functions) fn.addToRolePolicy(read);
functions.forEach((fn) => fn.addToRolePolicy(read));
role.attachInlinePolicy(new Policy(stack, 'Read', { statements: [read] }));
const result = role.addToPrincipalPolicy(read);
`;
    const { replaced, left } = plan(text);
    expect(replaced.map(({ lines }) => lines.join())).toEqual(
      ['backend.mail', 'backend.sms', 'fn', 'fn', 'role'].map(
        (grantee) => `grantSecretRead(${grantee}, 'mail', { branches: 'main' })`,
      ),
    );
    expect(left).toEqual(['the result of `role.addToPrincipalPolicy` is used']);
  });

  it("replaces grantRead of CDK's secrets, and of nothing else", () => {
    const text = `const imported = Secret.fromSecretNameV2(stack, 'Mail', 'mail');
const made = new secretsmanager.Secret(stack, 'Made');
imported.grantRead(backend.mail.resources.lambda);
made.grantWrite(backend.mail.resources.lambda);
made.grantRead(backend.mail.resources.lambda, ['AWSCURRENT']);
bucket.grantRead(backend.mail.resources.lambda);
`;
    const { replaced, left, after } = plan(text);
    expect(replaced.flatMap(({ lines }) => lines)).toEqual([
      "grantSecretRead(backend.mail, imported, { branches: 'main' })",
      'grantSecretWrite(backend.mail, made)',
    ]);
    expect(left).toEqual(['it allows single stages of the versions, and a grant has no such limit']);
    expect(after).toContain('bucket.grantRead(');
  });

  it('keeps what a file of the project does when it is loaded, and what a constant makes', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code.
    const made = "const region = `${backend.createStack('extra').region}`;";
    const { after } = plan(`import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { storageStack } from './storage.js';

${made}
${statement(`[\`arn:aws:secretsmanager:\${storageStack.region}:*:secret:mail-*\`]`)}${statement(`[\`arn:aws:secretsmanager:\${region}:*:secret:sms-*\`]`)}`);
    expect(after).not.toContain('PolicyStatement');
    expect(after).toContain("import './storage.js';\n");
    expect(after).toContain(made);
  });

  // `mail` is also the last word of `secrets.mail`, which is no use of the constant.
  it.each(['imported', 'mail'])("replaces grantRead of CDK's secret that is declared by its reference: %s", (name) => {
    const { after } = plan(
      `import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
const ${name} = Secret.fromSecretNameV2(backend.stack, 'Mail', 'legacy-mail');
${name}.grantRead(backend.mail.resources.lambda);
`,
      DECLARED,
    );
    expect(after).toContain('grantSecretRead(backend.mail, secrets.mail);\n');
    expect(after).not.toContain('fromSecretNameV2');
    expect(after).not.toContain('aws-secretsmanager');
    const inNewStack =
      "const imported = Secret.fromSecretNameV2(backend.createStack('mail'), 'Mail', 'legacy-mail');\n";
    const kept = plan(`${inNewStack}imported.grantRead(backend.mail.resources.lambda);\n`, DECLARED).after;
    expect(kept).toContain(inNewStack);
    expect(kept).toContain('grantSecretRead(backend.mail, secrets.mail);\n');
  });

  it('keeps the import and the constant that a new line uses', () => {
    const { after } = plan(`import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
const worker = backend.stack.sender;
Secret.fromSecretNameV2(stack, 'Mail', 'mail').grantRead(worker);
`);
    expect(after).toContain("import { Secret } from 'aws-cdk-lib/aws-secretsmanager';");
    expect(after).toContain('const worker = backend.stack.sender;');
    expect(after).toContain(
      "grantSecretRead(worker, Secret.fromSecretNameV2(stack, 'Mail', 'mail'), { branches: 'main' });",
    );
  });

  it('leaves what would give a value to users of the app', () => {
    const text = `${HEAD}backend.auth.resources.authenticatedUserIamRole.addToPrincipalPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['${ARN}mail-*'] }));\n`;
    expect(plan(text).left).toEqual([expect.stringContaining('users of the app hold this role on their devices')]);
  });

  it.each([
    [
      'a statement that denies',
      `backend.mail.resources.lambda.addToRolePolicy(new PolicyStatement({ effect: Effect.DENY, actions: ['secretsmanager:*'], resources: ['*'] }));\n`,
      'it denies access, and a grant only allows',
    ],
    [
      'a statement that denies by a constant',
      `const effect = Effect.DENY;\n${statement(`['${ARN}mail-*']`, "effect, actions: ['secretsmanager:GetSecretValue']")}`,
      'it denies access, and a grant only allows',
    ],
    [
      'a statement that may deny',
      statement(`['${ARN}mail-*']`, "effect: effectOf(), actions: ['secretsmanager:GetSecretValue']"),
      'its effect must be written as Effect.ALLOW, and is not',
    ],
    [
      'a statement that is changed later',
      `const read = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['${ARN}mail-*'] });
read.addCondition('StringEquals', { 'aws:PrincipalTag/team': 'mail' });
backend.mail.resources.lambda.addToRolePolicy(read);\n`,
      'it is in no call on a function or a role that a grant could replace',
    ],
    [
      'a list that is changed later',
      `const names = ['${ARN}mail-*'];\nnames.push('${ARN}sms-*');\n${statement('names')}`,
      '`names` is not a list in this file',
    ],
    [
      'what becomes two lines where there is place for one',
      `if (name !== 'main') ${statement(`['${ARN}legacy-mail-*', '${ARN}other-*']`)}`,
      'it becomes 2 lines: write braces around it',
    ],
    [
      'what is for an IAM user',
      `const user = new User(stack, 'User');\nuser.addToPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['${ARN}mail-*'] }));\n`,
      'a grant is for functions and roles, and this is a user or a group',
    ],
    [
      'the parameters of secret()',
      `backend.mail.resources.lambda.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameters'], resources: ['arn:aws:ssm:*:*:parameter/amplify/*'] }));\n`,
      'it is about Amplify secrets in Parameter Store: see "Amplify\'s secret()" in docs/migrating.md',
    ],
    [
      'a variable that may be one secret or another',
      `let secret: ISecret;\nsecret.grantRead(backend.mail.resources.lambda);\n`,
      '`secret` is not a constant: write the grant of what it is',
    ],
    [
      'what a rotation writes',
      `defineSecretRotation(backend, secrets.stripe, {});\n${statement(`['${ARN}acme/prod/stripe-*']`, "actions: ['secretsmanager:PutSecretValue']")}`,
      'it writes "stripe", which defineSecretRotation rotates',
    ],
    [
      'a name of a variable that is not set',
      statement(`['${ARN}undefined/mail-*']`),
      'has "undefined" for the value of a variable that is not set',
    ],
    ['every secret, by an ARN of fewer parts', statement("['arn:aws:secretsmanager']"), 'it allows every secret'],
  ])('leaves %s', (_, code, reason) => {
    const text = HEAD + code;
    expect(plan(text, DECLARED)).toMatchObject({ after: text, left: [expect.stringContaining(reason)] });
  });

  it.each([
    ['a name', statement(`['${ARN}acme/dev/stripe-??????']`), 'secrets.stripe'],
    [
      'a name that production has too',
      statement(`['${ARN}acme/dev/mail-*', '${ARN}acme/prod/stripe-*']`),
      'secrets.mail',
    ],
    ['a prefix', statement(`['${ARN}acme/dev/*']`), 'allSecrets(secrets)'],
    ['a pattern', statement(`['${ARN}acme/dev/st*-??????']`), "secretsMatching(secrets, 'st*')"],
    [
      "CDK's secret",
      "Secret.fromSecretNameV2(stack, 'Stripe', 'acme/dev/stripe').grantRead(backend.mail.resources.lambda);\n",
      'secrets.stripe',
    ],
  ])(
    "leaves what names another environment's copy alone, which would become production's: %s",
    (_, code, reference) => {
      const reason = `and not the copy of prod, which \`${reference}\` would be there`;
      expect(plan(HEAD + code, DECLARED).left).toEqual([expect.stringContaining(reason)]);
      const nowhere = declaredSecrets({ ...set, environments: { staging: 'main', dev: '*' } }, ['none']);
      expect(plan(HEAD + code.replaceAll('/prod/', '/dev/'), { ...DECLARED, declared: nowhere }).left).toEqual([]);
    },
  );

  it.each([
    ['two functions that the same code makes', "const a = worker('w');\nconst b = worker('w');\n", 'a', 'b'],
    ['members of two such', "const { fn: a } = worker('w');\nconst { fn: b } = worker('w');\n", 'a', 'b'],
    ['a function that is made in the call', '', "worker('w')", "worker('w')"],
  ])('grants each of %s', (_, made, one, other) => {
    const read = (fn: string) => statement(`['${ARN}legacy-mail-*']`).replace('backend.mail.resources.lambda', fn);
    const { replaced } = plan(HEAD + made + read(one) + read(other), DECLARED);
    expect(replaced.map(({ lines }) => lines)).toEqual(
      [one, other].map((fn) => [`grantSecretRead(${fn}, secrets.mail)`]),
    );
  });

  it.each(['fn', '{ fn }', '[fn]', '{ a: { fn } }'])(
    'grants what a parameter hides the outer name of: %s',
    (parameter) => {
      const read = statement(`['${ARN}legacy-mail-*']`).replace('backend.mail.resources.lambda', 'fn');
      const text = `${HEAD}const fn = backend.mail.resources.lambda;\n${read}function give(${parameter}) {\n  ${read}}\n`;
      expect(plan(text, DECLARED).replaced.map(({ lines }) => lines)).toEqual(
        Array(2).fill(['grantSecretRead(fn, secrets.mail)']),
      );
    },
  );

  it('grants each of what a variable is given in turn', () => {
    const read = statement(`['${ARN}legacy-mail-*']`).replace('backend.mail.resources.lambda', 'fn');
    const text = `${HEAD}let fn = backend.mail.resources.lambda;\n${read}fn = backend.sms.resources.lambda;\n${read}`;
    expect(plan(text, DECLARED).replaced.map(({ lines }) => lines)).toEqual(
      Array(2).fill(['grantSecretRead(fn, secrets.mail)']),
    );
  });

  it('reads no outer constant where a parameter has its name', () => {
    const text = `${HEAD}const NAME = 'legacy-mail';\nfunction give({ NAME }) {\n  ${statement(`[\`${ARN}\${NAME}-*\`]`)}}\n`;
    expect(plan(text, DECLARED).left).toEqual([expect.stringContaining('is not a string in this file')]);
  });

  it('keeps the line break of a line that has other code', () => {
    const read = statement(`['${ARN}legacy-mail-*']`);
    const { after } = plan(`${HEAD}${read}const z = 1; ${read}const next = z;\n`, DECLARED);
    expect(after).toContain('\nconst z = 1;\nconst next = z;\n');
  });

  it('leaves access that is in no call, and says where', () => {
    const text = `const role = new Role(stack, 'Role', { inlinePolicies: { read: new PolicyDocument({ statements: [
  new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['${ARN}mail-*'] })] }) } });
role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('SecretsManagerReadWrite'));
`;
    const { left } = planMigration(typescript, [source(text)], BY_NAME, DECLARATION);
    expect(left.map(({ place }) => place)).toEqual(['amplify/backend.ts:2', 'amplify/backend.ts:3']);
    expect(left[0]?.reason).toContain('in no call on a function or a role');
  });

  it('leaves a call that is to stay, with the reason that is given', () => {
    const text = HEAD + statement(`['${ARN}mail-*']`) + statement(`['${ARN}sms-*']`);
    const { left, replaced } = plan(text, { ...BY_NAME, kept: new Map([['amplify/backend.ts:5', 'too wide']]) });
    expect([left, replaced.map(({ secrets }) => secrets)]).toEqual([['too wide'], [['sms']]]);
  });

  it('finds nothing in what it has written', () => {
    const { after } = plan(HEAD + statement(`['${ARN}mail-*']`));
    expect(plan(after)).toMatchObject({ after, left: [], replaced: [] });
  });
});
