import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '@amplify-secrets/local';

/** Writes amplify_outputs.json, as `ampx` does after a deployment: what backend.ts has in `addOutput({ custom })`. */
export function writeOutputs(backend: Backend, file = 'amplify_outputs.json'): void {
  const template = readdirSync(backend.cdkOut).find((name) => /^amplify-[^.]*\.template\.json$/.test(name)) ?? '';
  const { Outputs } = JSON.parse(readFileSync(join(backend.cdkOut, template), 'utf8'));
  const outputs = JSON.parse(resolved(Outputs.customOutputs.Value, backend.region));
  writeFileSync(file, `${JSON.stringify(outputs, null, 2)}\n`);
}

/** A text of the template, with its references to the region resolved. */
function resolved(value: unknown, region: string): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, Ref: reference } = Object(value);
  if (reference === 'AWS::Region') return region;
  if (Array.isArray(join?.[1])) return join[1].map((part: unknown) => resolved(part, region)).join('');
  throw new Error(`The outputs must be text, and have ${JSON.stringify(value)}.`);
}
