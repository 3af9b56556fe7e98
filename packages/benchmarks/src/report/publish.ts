import { mkdirSync, writeFileSync } from 'node:fs';

const DOCS = new URL('../../../../docs/', import.meta.url);

/** The options that every benchmark has. */
export const OUTPUT_OPTIONS = {
  json: { type: 'boolean', default: false },
  'write-docs': { type: 'boolean', default: false },
} as const;

export interface Output {
  readonly json: unknown;
  readonly text: string;
  /** File in docs/ → its content. */
  readonly docs: Readonly<Record<string, string>>;
}

/** Prints a result, and writes it into docs/ where asked to. */
export function publish(
  { json, text, docs }: Output,
  options: { readonly json: boolean; readonly 'write-docs': boolean },
): void {
  process.stdout.write(options.json ? `${JSON.stringify(json)}\n` : `${text}\n`);
  if (!options['write-docs']) return;
  mkdirSync(new URL('benchmarks/', DOCS), { recursive: true });
  for (const [file, content] of Object.entries(docs)) {
    writeFileSync(new URL(file, DOCS), content);
    process.stderr.write(`wrote docs/${file}\n`);
  }
}

/** Writes to standard error, after the seconds since now. */
export function progressFromNow(): (text: string) => void {
  const start = performance.now();
  return (text) => {
    const seconds = ((performance.now() - start) / 1_000).toFixed(0).padStart(4);
    process.stderr.write(`${seconds} s  ${text}\n`);
  };
}
