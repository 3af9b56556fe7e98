import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AmplifyFunction } from '@amplify-secrets/backend';
import { type Backend, type Deployment, findFunction, loadBackend } from '@amplify-secrets/local';
import type { Statement } from '@amplify-secrets/local/iam';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { blocksOf, sectionsOf } from './docs-page.test.support.js';
import { silently } from './proof/synthesize-project.js';
import { repositoryRoot } from './repository.js';

type Example = (backend: { readonly fn: AmplifyFunction; readonly stack: Stack }) => void;

const CALLS = [
  'allSecrets',
  'defineSecretRotation',
  'grantSecretRead',
  'grantSecretReadWrite',
  'grantSecretWrite',
  'secretsMatching',
];

/** The examples of a page, compiled together behind its declaration, by the title of their section. Throws the compiler's errors. */
export async function compileExamples(page: string): Promise<Readonly<Record<string, Example>>> {
  const [declaration = ''] = blocksOf(page.slice(0, page.indexOf('\n## ')), 'ts');
  const examples = sectionsOf(page).flatMap(({ title, text }) =>
    blocksOf(text, 'ts').map((code) => `  ${JSON.stringify(title)}: (backend) => {\n${code}  },\n`),
  );
  const source = [
    `import { ${CALLS.join(', ')}, type AmplifyFunction } from '@amplify-secrets/backend';`,
    "import type { Stack } from 'aws-cdk-lib';",
    "import { Secret } from 'aws-cdk-lib/aws-secretsmanager';",
    declaration,
    'export const examples: Record<string, (backend: { fn: AmplifyFunction; stack: Stack }) => void> = {',
    ...examples,
    '};',
  ].join('\n');
  const compilerOptions = {
    target: 'ES2022',
    module: 'NodeNext',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(repositoryRoot, 'node_modules/@types')],
  };
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-secrets-iam-page-')));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['page.ts'] }));
    writeFileSync(join(folder, 'page.ts'), source);
    symlinkSync(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'));
    const tsc = join(repositoryRoot, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', folder], { stdio: 'pipe' });
    const module: { readonly examples: Record<string, Example> } = await import(
      pathToFileURL(join(folder, 'page.js')).href
    );
    return module.examples;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs an example in a plain CDK stack with Amplify's context. */
export function synthesizeExample(example: Example, { type, namespace, name }: Deployment): Backend {
  const outdir = mkdtempSync(join(tmpdir(), 'amplify-secrets-iam-page-'));
  try {
    const context = {
      'amplify-backend-type': type,
      'amplify-backend-namespace': namespace,
      'amplify-backend-name': name,
      'aws:cdk:enable-path-metadata': true,
    };
    const app = new App({
      outdir,
      analyticsReporting: false,
      treeMetadata: false,
      builtinCloudFormationValidation: false,
      context,
    });
    const stack = new Stack(app, 'amplify');
    const lambda = new LambdaFunction(stack, 'fn', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => {}'),
      // Enough for a rotation.
      timeout: Duration.seconds(60),
    });
    example({
      stack,
      fn: { resources: { lambda }, addEnvironment: (key, value) => void lambda.addEnvironment(key, value) },
    });
    silently(() => app.synth());
    return loadBackend(outdir, { account: '123456789012', region: 'us-east-1' });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** What the grants wrote: every statement of the function's role except those of AWS's policy for logs. */
export function statementsOf(backend: Backend): readonly Statement[] {
  const { policies } = findFunction(backend, 'fn').role;
  return policies
    .flatMap(({ document }) => document.Statement)
    .filter(({ Action }) => !`${Action}`.startsWith('logs:'));
}
