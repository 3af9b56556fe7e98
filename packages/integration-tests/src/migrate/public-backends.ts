/** A backend as people published it: what it calls and names, in code of its own. */
export interface PublicBackend {
  readonly source: string;
  readonly functions: readonly string[];
  /** What follows `defineBackend`. */
  readonly code: string;
  readonly becomes: readonly string[];
  readonly stays: readonly string[];
}

const READ = "actions: ['secretsmanager:GetSecretValue']";
const BRANCHES = "{ branches: 'main' }";

export const PUBLIC_BACKENDS: Readonly<Record<string, PublicBackend>> = {
  // An API that asks for its database's login; the name lacks the six characters.
  'database-login': {
    source: "import { PolicyStatement } from 'aws-cdk-lib/aws-iam';",
    functions: ['api'],
    code: `backend.api.resources.lambda.addToRolePolicy(
  new PolicyStatement({
    ${READ},
    resources: ["arn:aws:secretsmanager:us-east-1:*:secret:migration-db-credentials-v2"],
  }),
);`,
    becomes: [],
    stays: ['"migration-db-credentials-v2" is without the six characters that AWS adds'],
  },
  // One key of OpenAI for one function, with a star for the six characters.
  suggestions: {
    source: "import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';",
    functions: ['generateSuggestion'],
    code: `// Add IAM permissions for Lambda to read from Secrets Manager
backend.generateSuggestion.resources.lambda.addToRolePolicy(
  new PolicyStatement({
    effect: Effect.ALLOW,
    ${READ},
    resources: ['arn:aws:secretsmanager:us-east-1:*:secret:lexforge/openai-api-key*'],
  })
);`,
    becomes: [`grantSecretRead(backend.generateSuggestion, 'lexforge/openai-api-key', ${BRANCHES})`],
    stays: [],
  },
  // Tokens of chat and code hosting, for functions in constants; the last statement's class comes from a dynamic import.
  channels: {
    source: "import { PolicyStatement } from 'aws-cdk-lib/aws-iam';",
    functions: ['getSlackChannels', 'getGitHubRepos', 'archiveMessages'],
    code: `const slackChannelsFunction = backend.getSlackChannels.resources.lambda;
const githubReposFunction = backend.getGitHubRepos.resources.lambda;

slackChannelsFunction.addToRolePolicy(
  new PolicyStatement({
    ${READ},
    resources: ['arn:aws:secretsmanager:us-east-1:*:secret:academy/slack-*'],
  })
);
githubReposFunction.addToRolePolicy(
  new PolicyStatement({ ${READ}, resources: ['arn:aws:secretsmanager:us-east-1:*:secret:github-token-*'] })
);

const archiveFunction = backend.archiveMessages.resources.lambda;
archiveFunction.addToRolePolicy(
  new (await import('aws-cdk-lib/aws-iam')).PolicyStatement({
    ${READ},
    resources: [
      'arn:aws:secretsmanager:us-east-1:*:secret:academy/slack-*',
      'arn:aws:secretsmanager:us-east-1:*:secret:github-token-*',
    ],
  })
);
archiveFunction.addToRolePolicy(
  new (await import('aws-cdk-lib/aws-iam')).PolicyStatement({
    actions: ['dynamodb:GetItem', 'dynamodb:Query'],
    resources: ['arn:aws:dynamodb:us-east-1:*:table/ChannelMapping-*'],
  })
);`,
    becomes: [
      `grantSecretRead(backend.getSlackChannels, 'academy/slack', ${BRANCHES})`,
      `grantSecretRead(backend.getGitHubRepos, 'github-token', ${BRANCHES})`,
      `grantSecretRead(backend.archiveMessages, ['academy/slack', 'github-token'], ${BRANCHES})`,
    ],
    stays: [],
  },
  // A list of tokens, each imported by its name, and a variable with that name.
  packages: {
    source: "import { Secret } from 'aws-cdk-lib/aws-secretsmanager';",
    functions: ['analyzePackageFunction'],
    code: `const SECRETS = [
  { id: 'GitHubToken', secretName: 'GITHUB_TOKEN', envVar: 'GITHUB_TOKEN_SECRET_NAME' },
  { id: 'NpmToken', secretName: 'NPM_TOKEN', envVar: 'NPM_TOKEN_SECRET_NAME' },
];

SECRETS.forEach(({ id, secretName, envVar }) => {
  const secret = Secret.fromSecretNameV2(backend.stack, id, secretName);
  secret.grantRead(backend.analyzePackageFunction.resources.lambda);
  backend.analyzePackageFunction.addEnvironment(envVar, secretName);
});`,
    becomes: [`grantSecretRead(backend.analyzePackageFunction, secret, ${BRANCHES})`],
    stays: [],
  },
  // Imported where it exists, made where it does not, so that which of the two it is depends on the run.
  blueprint: {
    source: `import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as iam from 'aws-cdk-lib/aws-iam';`,
    functions: ['setSecrets', 'getSecrets'],
    code: `const secretName = 'blueprint-secrets';
let secret: secretsmanager.ISecret;
try {
  secret = secretsmanager.Secret.fromSecretNameV2(backend.stack, 'Blueprint', secretName);
} catch {
  secret = new secretsmanager.Secret(backend.stack, 'BlueprintMade', { secretName });
}
secret.grantRead(backend.getSecrets.resources.lambda);
secret.grantWrite(backend.setSecrets.resources.lambda);
backend.setSecrets.resources.lambda.addToRolePolicy(
  new iam.PolicyStatement({ actions: ['secretsmanager:PutSecretValue'], resources: [secret.secretArn] })
);`,
    becomes: [],
    stays: [
      '`secret` is not a constant: write the grant of what it is',
      '`secret` is not a constant: write the grant of what it is',
      '`secret.secretArn` is not a string in this file',
    ],
  },
  // Both services in one statement, for whatever the code asks for.
  agent: {
    source: "import { PolicyStatement } from 'aws-cdk-lib/aws-iam';",
    functions: ['novaAgentProxy'],
    code: `// Grant Lambda function permissions to read secrets from Parameter Store and Secrets Manager
backend.novaAgentProxy.resources.lambda.addToRolePolicy(
  new PolicyStatement({
    actions: ['ssm:GetParameter', 'ssm:GetParameters', 'secretsmanager:GetSecretValue'],
    resources: ['*'],
  })
);`,
    becomes: [],
    stays: ['it also allows ssm:GetParameter'],
  },
};

/** The file of such a backend in a project that has another one. */
export function fileOfBackend({ source, functions, code }: PublicBackend): string {
  return `import { defineBackend } from '../define-backend.js';
${source}

const backend = defineBackend({ ${functions.map((name) => `${name}: '${name}'`).join(', ')} });

${code}
`;
}

/** `amplify/define-backend.ts`: functions without a bundle, with what Amplify's have, in the one backend of the project. */
export const DEFINE_BACKEND = `import { lambda, rowsStack } from './row.js';

export function defineBackend<Name extends string>(functions: Readonly<Record<Name, string>>) {
  const stack = rowsStack();
  const made = Object.entries<string>(functions).map(([name, id]) => {
    const fn = lambda(stack, id);
    const addEnvironment = (key: string, value: string): void => {
      fn.addEnvironment(key, value);
    };
    return [name, { resources: { lambda: fn, cfnResources: {} }, stack, addEnvironment }] as const;
  });
  type Made = (typeof made)[number][1];
  return Object.assign({ stack }, Object.fromEntries(made) as Record<Name, Made>);
}
`;
