import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.js';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface StackOptions {
  readonly region?: string;
  /** Tags of the stack. */
  readonly tags?: Readonly<Record<string, unknown>>;
}

/** A cloud assembly of one stack, `shop`, as CDK writes it. Returns its folder. */
export function assemblyOf(Resources: Readonly<Record<string, TemplateResource>>, options: StackOptions = {}): string {
  const { region = 'us-east-1', tags = {} } = options;
  const properties = { templateFile: 'shop.template.json', stackName: 'shop', tags };
  const shop = { type: 'aws:cloudformation:stack', environment: `aws://123456789012/${region}`, properties };
  return folderWith({
    'manifest.json': JSON.stringify({ version: '36.0.0', artifacts: { shop } }),
    'shop.template.json': JSON.stringify({ Resources }),
  });
}

export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'cdk.out');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
