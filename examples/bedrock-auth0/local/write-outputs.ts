import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '@amplify-secrets/local';

type Text = string | { readonly Ref: string } | { readonly 'Fn::Join': readonly [string, readonly Text[]] };

/** amplify_outputs.json, which `ampx` writes after a deployment: of what the template puts out, the part of `addOutput({ custom })`. */
export function writeOutputs(backend: Backend): void {
  const file = readdirSync(backend.cdkOut).find((name) => /^amplify-[^.]*\.template\.json$/.test(name));
  if (file === undefined) throw new Error('There must be a template of the root stack.');
  const { Outputs } = JSON.parse(readFileSync(join(backend.cdkOut, file), 'utf8'));
  const { custom } = JSON.parse(textOf(Outputs.customOutputs.Value, backend));
  writeFileSync('amplify_outputs.json', `${JSON.stringify({ version: '1.4', custom }, null, 2)}\n`);
}

function textOf(value: Text, backend: Backend): string {
  if (typeof value === 'string') return value;
  if ('Fn::Join' in value) return value['Fn::Join'][1].map((part) => textOf(part, backend)).join(value['Fn::Join'][0]);
  const known: Readonly<Record<string, string>> = { 'AWS::Region': backend.region, 'AWS::AccountId': backend.account };
  const text = known[value.Ref];
  if (text === undefined) throw new Error(`Only AWS deploys ${JSON.stringify(value)}.`);
  return text;
}
