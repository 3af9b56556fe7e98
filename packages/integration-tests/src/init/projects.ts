/** A project as somebody has it before `amplify-secrets init`. */
export interface ProjectBefore {
  readonly files: Readonly<Record<string, string>>;
  /** Where `amplify/` is, below the folder in which the command runs. */
  readonly app: string;
  /** The folder of the tsconfig.json that compiles it, below the app. */
  readonly compiled: string;
  /** The name of the function that gets the read, as Lambda has it, and of the secret that it reads on main. */
  readonly reads: { readonly function: string; readonly secret: string };
}

/** What `npm create amplify@latest` writes, of create-amplify 1.3.1, without the comments of data/resource.ts. */
const CREATED: Readonly<Record<string, string>> = {
  '.gitignore': '# amplify\nnode_modules\n.amplify\namplify_outputs*\namplifyconfiguration*\n',
  'amplify/package.json': '{\n  "type": "module"\n}',
  'amplify/tsconfig.json': JSON.stringify(
    {
      compilerOptions: {
        target: 'es2022',
        module: 'es2022',
        moduleResolution: 'bundler',
        resolveJsonModule: true,
        esModuleInterop: true,
        forceConsistentCasingInFileNames: true,
        strict: true,
        skipLibCheck: true,
        paths: { '$amplify/*': ['../.amplify/generated/*'] },
      },
    },
    null,
    2,
  ),
  'amplify/backend.ts': `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
import { data } from './data/resource';

/**
 * @see https://docs.amplify.aws/react/build-a-backend/ to add storage, functions, and more
 */
defineBackend({
  auth,
  data,
});
`,
  'amplify/auth/resource.ts': `import { defineAuth } from '@aws-amplify/backend';

export const auth = defineAuth({
  loginWith: {
    email: true,
  },
});
`,
  'amplify/data/resource.ts': `import { type ClientSchema, a, defineData } from '@aws-amplify/backend';

const schema = a.schema({
  Todo: a
    .model({
      content: a.string(),
    })
    .authorization((allow) => [allow.guest()]),
});

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'identityPool',
  },
});
`,
};

const lock = (name: string) => JSON.stringify({ name, lockfileVersion: 3, packages: {} });

/** A function that Amplify gives a secret to, in the style of another project. */
function emailFunction(quote: string, lineBreak: string): Readonly<Record<string, string>> {
  const files = {
    'amplify/functions/send-email/resource.ts': `import { defineFunction, secret } from '@aws-amplify/backend'

export const sendEmail = defineFunction({
    name: 'send-email',
    environment: { MAIL_KEY: secret('MAIL_KEY') },
})
`,
    'amplify/functions/send-email/handler.ts': `import { createHash } from 'node:crypto'

export const handler = async (event: { to: string }) => {
    // Of the address alone.
    const id = createHash('sha256').update(event.to).digest('hex')
    return { id }
}
`,
  };
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replaceAll("'", quote).replaceAll('\n', lineBreak)]),
  );
}

export const PROJECTS = {
  'the template of create-amplify': {
    app: '.',
    compiled: 'amplify',
    reads: { function: 'read-secret', secret: 'my-app/prod/example-api-key' },
    files: {
      ...CREATED,
      'package.json': '{\n  "name": "my-app",\n  "private": true,\n  "scripts": {\n    "dev": "vite"\n  }\n}\n',
      'package-lock.json': lock('my-app'),
    },
  },
  'a project of Next.js': {
    app: '.',
    compiled: '.',
    reads: { function: 'send-email', secret: 'next-shop/prod/mail-key' },
    files: {
      ...CREATED,
      'package.json': '{\n  "name": "next-shop",\n  "dependencies": {\n    "next": "16.0.0"\n  }\n}\n',
      'package-lock.json': lock('next-shop'),
      'tsconfig.json': `{
  "compilerOptions": {
    "target": "ES2017",
    "lib": ["dom", "dom.iterable", "esnext"],
    "allowJs": true,
    "skipLibCheck": true,
    "strict": true,
    "noEmit": true,
    "esModuleInterop": true,
    "module": "esnext",
    "moduleResolution": "bundler",
    "resolveJsonModule": true,
    "isolatedModules": true,
    "jsx": "react-jsx",
    "incremental": false,
    "types": ["node"],
    "paths": { "@/*": ["./*"] }
  },
  "include": ["**/*.ts", "**/*.tsx"],
  "exclude": ["node_modules"]
}
`,
      'amplify/backend.ts':
        'import { defineBackend } from "@aws-amplify/backend"\nimport { sendEmail } from "./functions/send-email/resource"\n\nexport const backend = defineBackend({\n    sendEmail\n})\n',
      'amplify/auth/resource.ts': '',
      'amplify/data/resource.ts': '',
      ...emailFunction('"', '\n'),
    },
  },
  'a pnpm monorepo': {
    app: 'packages/api',
    compiled: 'amplify',
    reads: { function: 'send-email', secret: 'acme-api/prod/mail-key' },
    files: {
      'package.json': '{ "name": "acme", "private": true }\n',
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'packages/api/package.json': '{\r\n  "name": "@acme/api",\r\n  "type": "module"\r\n}\r\n',
      'packages/api/package-lock.json': lock('@acme/api'),
      'packages/api/amplify/tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'ES2022',
          module: 'NodeNext',
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          types: ['node'],
        },
      }),
      'packages/api/amplify/backend.ts':
        "import { defineBackend } from '@aws-amplify/backend'\r\nimport { sendEmail } from './functions/send-email/resource.js'\r\n\r\nconst backend = defineBackend({ sendEmail })\r\nbackend.sendEmail.addEnvironment('STAGE', 'any') // Of all.\r\n",
      ...Object.fromEntries(
        Object.entries(emailFunction("'", '\r\n')).map(([path, text]) => [`packages/api/${path}`, text]),
      ),
    },
  },
  'one that reads AWS Secrets Manager by hand': {
    app: '.',
    compiled: 'amplify',
    reads: { function: 'charge', secret: 'stripe-live' },
    files: {
      'package.json': '{\n  "name": "payments",\n  "private": true,\n  "type": "module"\n}\n',
      'package-lock.json': lock('payments'),
      'amplify/package.json': '{ "type": "module" }',
      'amplify/tsconfig.json': CREATED['amplify/tsconfig.json'] ?? '',
      'amplify/backend.ts': `import { defineBackend } from '@aws-amplify/backend';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { charge } from './functions/charge/resource';
import { other } from './functions/other/resource';

const backend = defineBackend({ other, charge });

backend.charge.resources.lambda.addToRolePolicy(
  new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue'],
    resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:stripe-live-*'],
  }),
);
`,
      'amplify/functions/charge/resource.ts':
        "import { defineFunction } from '@aws-amplify/backend';\n\nexport const charge = defineFunction({ name: 'charge' });\n",
      'amplify/functions/charge/handler.ts': `import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient({});

export const handler = async () => {
  const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId: 'stripe-live' }));
  const { apiKey } = JSON.parse(SecretString);
  return { isLive: String(apiKey).startsWith('rk_live_') };
};
`,
      'amplify/functions/other/resource.ts':
        "import { defineFunction } from '@aws-amplify/backend';\n\nexport const other = defineFunction({ name: 'other' });\n",
      'amplify/functions/other/handler.ts': 'export const handler = async () => ({});\n',
    },
  },
} as const satisfies Readonly<Record<string, ProjectBefore>>;
