import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '@amplify-secrets/local';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The resources of one type in the templates of a backend, nested ones too: logical id, and resource. */
export function resourcesOfType({ cdkOut }: Backend, type: string): (readonly [string, TemplateResource])[] {
  const templates = readdirSync(cdkOut).filter((file) => file.endsWith('.template.json'));
  return templates.flatMap((file) => {
    const { Resources }: { Resources: Readonly<Record<string, TemplateResource>> } = JSON.parse(
      readFileSync(join(cdkOut, file), 'utf8'),
    );
    return Object.entries(Resources).filter(([, resource]) => resource.Type === type);
  });
}

/** The logical id of `{ "Fn::GetAtt": [id, "Arn"] }`. */
export function logicalIdIn(reference: unknown): string | undefined {
  const [id, attribute]: readonly unknown[] = Object(reference)['Fn::GetAtt'] ?? [];
  return typeof id === 'string' && attribute === 'Arn' ? id : undefined;
}
