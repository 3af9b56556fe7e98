import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who reads what, by the name of a secret or the path of a parameter: from the access report of the last synthesis. */
export interface LastReport {
  /** `branch "main"`. */
  readonly title: string;
  readonly readersOf: (name: string) => readonly string[];
}

export const REPORT_FOLDER = join('.amplify', 'artifacts', 'cdk.out');

/** Undefined where there was no synthesis, or none with `writeAccessReport`. */
export function lastReport(folder: string): LastReport | undefined {
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(join(folder, REPORT_FOLDER, 'access-report.json'), 'utf8'));
  } catch {
    return undefined;
  }
  const { title, secrets, principals } = Object(report) as Readonly<Record<string, unknown>>;
  const nameOf = new Map(listOf(principals).map(({ id, name }) => [String(id), String(name)]));
  const readers = new Map<string, readonly string[]>();
  for (const { places } of listOf(secrets)) {
    for (const { name, access } of listOf(places)) {
      const reading = listOf(access).filter(({ allowed }) => Array.isArray(allowed) && allowed.includes('read'));
      readers.set(
        String(name),
        reading.map(({ principal }) => nameOf.get(String(principal)) ?? String(principal)),
      );
    }
  }
  return { title: String(title), readersOf: (name) => readers.get(name) ?? [] };
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map((each) => Object(each) as Readonly<Record<string, unknown>>) : [];
}
