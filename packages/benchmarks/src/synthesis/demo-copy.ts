import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));
/** Written by syntheses, or by Git. */
const LEFT_OUT = ['.amplify', '.git', 'cdk.out', 'amplify_outputs.json'];

/** The repository with its own copy of `amplify/`; `rewrite` makes its backend.ts from ours. Returns the folder. */
export function copyDemo(rewrite: (source: string) => string): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'synthesis-demo-'));
  for (const name of readdirSync(REPOSITORY)) {
    const [source, target] = [join(REPOSITORY, name), join(folder, name)];
    if (name === 'amplify') {
      cpSync(source, target, { recursive: true, filter: (path) => !LEFT_OUT.includes(basename(path)) });
    } else if (!LEFT_OUT.includes(name)) symlinkSync(source, target);
  }
  const entry = join(folder, 'amplify/backend.ts');
  writeFileSync(entry, rewrite(readFileSync(entry, 'utf8')));
  return folder;
}

const IMPORT = /^import \{([^}]*)\} from '@amplify-secrets\/backend(?:\/[\w-]+)?';$/gm;

/** What stands for every name that backend.ts imports from the kit, as code. */
export const REPLACEMENTS = {
  withoutKit: 'const replacement = () => replacement;',
  /** A statement for each call that is given a function: what CDK makes of any policy is no cost of the kit. */
  byHand: `import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
const replacement = (grantee) => {
  const lambda = grantee?.resources?.lambda;
  lambda?.addToRolePolicy(
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: [\`arn:\${lambda.stack.partition}:secretsmanager:\${lambda.stack.region}:\${lambda.stack.account}:secret:name-??????\`],
    }),
  );
  return replacement;
};`,
} as const;

/** A backend.ts with replacements for the kit; all else stays. Throws where it imports none of the kit, or in another form. */
export function withReplacement(source: string, replacement: string): string {
  const imports = [...source.matchAll(IMPORT)];
  if (imports.length === 0) throw new Error('backend.ts imports nothing from the kit.');
  const values = imports
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(' as ').at(-1));
  const declared = `${replacement}\nconst [${values}] = [${values.map(() => 'replacement')}];\n`;
  const text = declared + source.replace(IMPORT, '');
  if (text.includes("'@amplify-secrets/backend")) throw new Error('backend.ts imports the kit in another form.');
  return text;
}
