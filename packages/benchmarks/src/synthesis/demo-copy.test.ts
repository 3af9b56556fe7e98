import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { REPLACEMENTS, withReplacement } from './demo-copy.js';

const DEMO = readFileSync(fileURLToPath(new URL('../../../../amplify/backend.ts', import.meta.url)), 'utf8');

const withoutKit = (source: string) => withReplacement(source, REPLACEMENTS.withoutKit);

describe('withReplacement', () => {
  it('changes nothing but the import', () => {
    const text = withoutKit(DEMO);
    expect(text).not.toContain("from '@amplify-secrets/backend'");
    const [before, after] = [DEMO, text].map((source) => source.slice(source.indexOf('defineBackend({')));
    expect(after).toBe(before);
  });

  it('replaces every imported name by a function that does nothing and returns itself', () => {
    const source =
      "import { grant, type Target, targets as all } from '@amplify-secrets/backend';\n" +
      "grant('a', all('b'))('c');\nreturn [grant, all];";
    const [grant, all] = new Function(withoutKit(source))();
    expect(grant()).toBe(grant);
    expect(all()).toBe(grant);
  });

  it('refuses a backend that imports the kit in no place or in several', () => {
    expect(() => withoutKit("import { a } from 'b';")).toThrow(/nothing from the kit/);
    const line = "import { a } from '@amplify-secrets/backend';\n";
    expect(() => withoutKit(`${line}${line}`)).toThrow(/more than one place/);
  });
});
