import { readFileSync, statSync } from 'node:fs';
import nodePath, { join, type PlatformPath } from 'node:path';
import { printable } from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';
import type { CommandCall } from './command.js';
import type { OpenProject } from './open-project.js';

/** Who reads what, from the access report of the last synthesis. */
export interface LastReport {
  /** `branch "main"`. */
  readonly title: string;
  /** By the name of a secret or the path of a parameter. */
  readonly readersOf: (name: string) => readonly string[];
  readonly secrets: readonly ReportedSecret[];
  readonly patterns: readonly ReportedPattern[];
  readonly findings: readonly { readonly severity: string; readonly message: string; readonly resolution: string }[];
  /** How many statements the report could not evaluate, or not for certain. */
  readonly notEvaluated: number;
  /** The report itself, as it was written. */
  readonly data: unknown;
  /** The page. */
  readonly page: string;
  readonly writtenAt: Date;
}

export interface ReportedSecret {
  /** The key of the declaration; of what a grant only names, the name. */
  readonly label: string;
  readonly store: string;
  readonly places: readonly ReportedPlace[];
}

export interface ReportedPlace {
  readonly name: string;
  /** Whether all deployments read this one parameter. */
  readonly isShared: boolean;
  readonly access: readonly ReportedAccess[];
}

export interface ReportedAccess {
  readonly principal: string;
  /** `read`, `write`: by grants, by statements, and by statements that may not apply. */
  readonly granted: readonly string[];
  readonly allowed: readonly string[];
  readonly possible: readonly string[];
}

export interface ReportedPattern {
  readonly id: string;
  readonly store: string;
  /** With `*`, as names are in this deployment. */
  readonly names: readonly string[];
  readonly principals: readonly string[];
}

export const REPORT_FOLDER = join('.amplify', 'artifacts', 'cdk.out');

/** `from` is absolute where it is on another drive than the project. */
export function reportFiles(folder: string, from: string, path: PlatformPath = nodePath) {
  const place = path.resolve(folder, from);
  return { file: path.join(place, 'access-report.json'), page: path.join(place, 'access-report.html') };
}

/**
 * Undefined where there was no synthesis, or none with `writeAccessReport`. `from` is where it is, in the project's folder.
 *
 * @throws {ReportInvalidError} When there is one, and it cannot be read.
 */
export function lastReport(folder: string, from: string = REPORT_FOLDER): LastReport | undefined {
  const { file, page } = reportFiles(folder, from);
  const read = readReport(file);
  if (read === undefined) return undefined;
  const { data, writtenAt } = read;
  const { title, secrets, principals, patterns, findings, notEvaluated } = data;
  const nameOf = new Map(listOf(principals).map(({ id, name }) => [String(id), String(name)]));
  const shown = (principal: unknown) => nameOf.get(String(principal)) ?? String(principal);
  const reported = listOf(secrets).map(({ key, id, store, places }) => ({
    label: key === undefined && id === undefined ? '-' : String(key ?? id),
    store: String(store),
    places: listOf(places).map(({ name, shared, access }) => ({
      name: String(name),
      isShared: shared === true,
      access: listOf(access).map(({ principal, granted, allowed, possible }) => ({
        principal: shown(principal),
        granted: stringsOf(granted),
        allowed: stringsOf(allowed),
        possible: stringsOf(possible),
      })),
    })),
  }));
  const readers = new Map(
    reported.flatMap(({ places }) =>
      places.map(({ name, access }) => [
        name,
        access.filter(({ allowed }) => allowed.includes('read')).map(({ principal }) => principal),
      ]),
    ),
  );
  return {
    title: String(title),
    readersOf: (name) => readers.get(name) ?? [],
    secrets: reported,
    patterns: listOf(patterns).map(({ id, store, names, granted }) => ({
      id: String(id),
      store: String(store),
      names: stringsOf(names),
      principals: listOf(granted).map(({ principal }) => shown(principal)),
    })),
    findings: listOf(findings)
      .filter(({ accepted }) => accepted === undefined)
      .map(({ severity, message, resolution }) => ({
        severity: String(severity),
        message: printable(String(message)),
        resolution: printable(String(resolution)),
      })),
    notEvaluated: listOf(notEvaluated).length,
    data,
    page,
    writtenAt,
  };
}

/** The report of the last synthesis for a command that goes on without: it says then why there is none. */
export function lastReportOrNote({ terminal }: CommandCall, { project }: OpenProject): LastReport | undefined {
  try {
    return lastReport(project.folder);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    terminal.note(`${error.message} ${error.resolution}`);
    return undefined;
  }
}

function readReport(file: string): { readonly data: Members; readonly writtenAt: Date } | undefined {
  try {
    const data: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isReport(data)) throw invalid(file, 'it has no title or no list of secrets');
    return { data, writtenAt: statSync(file).mtime };
  } catch (error) {
    if (error instanceof CliError) throw error;
    if (error instanceof SyntaxError) throw invalid(file, 'it is not valid JSON');
    const { code }: { readonly code?: unknown } = Object(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw invalid(file, String(code ?? 'unknown error'));
  }
}

function isReport(data: unknown): data is Members {
  const { title, secrets }: Members = Object(data);
  return typeof title === 'string' && Array.isArray(secrets);
}

function invalid(file: string, why: string): CliError {
  return new CliError(
    'ReportInvalidError',
    `The access report ${file} could not be read: ${why}.`,
    'Write it again: npx ampx sandbox --once',
  );
}

type Members = Readonly<Record<string, unknown>>;

function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.map((each): Members => Object(each)) : [];
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
