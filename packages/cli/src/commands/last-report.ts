import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who reads and writes one secret, or one parameter. */
export interface ReportRow {
  /** The name in AWS Secrets Manager, or the path of the parameter. */
  readonly name: string;
  readonly readers: readonly string[];
  readonly writers: readonly string[];
}

/** The access report of the last synthesis. */
export interface LastReport {
  /** `branch "main"`. */
  readonly title: string;
  readonly rows: readonly ReportRow[];
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
  const rows = listOf(secrets)
    .flatMap(({ places }) => listOf(places))
    .map(({ name, access }): ReportRow => {
      const who = (what: string) =>
        listOf(access)
          .filter(({ allowed }) => Array.isArray(allowed) && allowed.includes(what))
          .map(({ principal }) => nameOf.get(String(principal)) ?? String(principal));
      return { name: String(name), readers: who('read'), writers: who('write') };
    });
  return {
    title: String(title),
    rows,
    readersOf: (name) => rows.find((row) => row.name === name)?.readers ?? [],
  };
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map((each) => Object(each) as Readonly<Record<string, unknown>>) : [];
}
