import { checkSpec } from './check/check-spec.js';
import type { CommandBody, CommandSpec } from './command.js';
import { copySpec } from './copy/copy-spec.js';
import { diffSpec } from './diff/diff-spec.js';
import { doctorSpec } from './doctor/doctor-spec.js';
import { exportSpec } from './export/export-spec.js';
import { getSpec } from './get/get-spec.js';
import { historySpec } from './history/history-spec.js';
import { importSpec } from './import/import-spec.js';
import { initSpec } from './init/init-spec.js';
import { listSpec } from './list/list-spec.js';
import { localSpec } from './local/local-spec.js';
import { migrateSpec } from './migrate/migrate-spec.js';
import { removeSpec } from './remove/remove-spec.js';
import { reportSpec } from './report/report-spec.js';
import { restoreSpec } from './restore/restore-spec.js';
import { rollbackSpec } from './rollback/rollback-spec.js';
import { rotateSpec } from './rotate/rotate-spec.js';
import { runSpec } from './run/run-spec.js';
import { setSpec } from './set/set-spec.js';

/** A command, and how its body is loaded: help needs none. */
export interface Command {
  readonly spec: CommandSpec;
  readonly load: () => Promise<CommandBody>;
}

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [
  { spec: initSpec, load: async () => (await import('./init/init.js')).init },
  { spec: listSpec, load: async () => (await import('./list/list.js')).list },
  { spec: checkSpec, load: async () => (await import('./check/check.js')).check },
  { spec: getSpec, load: async () => (await import('./get/get.js')).get },
  { spec: setSpec, load: async () => (await import('./set/set.js')).set },
  { spec: removeSpec, load: async () => (await import('./remove/remove.js')).remove },
  { spec: restoreSpec, load: async () => (await import('./restore/restore.js')).restore },
  { spec: historySpec, load: async () => (await import('./history/history.js')).history },
  { spec: rollbackSpec, load: async () => (await import('./rollback/rollback.js')).rollback },
  { spec: diffSpec, load: async () => (await import('./diff/diff.js')).diff },
  { spec: copySpec, load: async () => (await import('./copy/copy.js')).copy },
  { spec: exportSpec, load: async () => (await import('./export/export.js')).exportVariables },
  { spec: importSpec, load: async () => (await import('./import/import.js')).importFile },
  { spec: runSpec, load: async () => (await import('./run/run.js')).run },
  { spec: localSpec, load: async () => (await import('./local/local.js')).local },
  { spec: doctorSpec, load: async () => (await import('./doctor/doctor.js')).doctor },
  { spec: rotateSpec, load: async () => (await import('./rotate/rotate.js')).rotate },
  { spec: reportSpec, load: async () => (await import('./report/report.js')).report },
  { spec: migrateSpec, load: async () => (await import('./migrate/migrate.js')).migrate },
];
