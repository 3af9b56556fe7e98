import { findProject } from '../../declaration/project.js';
import { type Caller, callerOf, UNSET_VARIABLES, variablesOf } from '../../local-aws/caller.js';
import { describeCall } from '../../local-aws/describe-call.js';
import { type LocalDeployment, startLocalDeployment, watchedBy } from '../../local-aws/local-deployment.js';
import { watchFiles } from '../../local-aws/watch-files.js';
import { printError } from '../../terminal/print-error.js';
import { codeOf, withCleanup, withForwarding } from '../../terminal/signals.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { printJson } from '../print-json.js';
import { runChild } from '../run/run-child.js';
import { adminFileOf } from './admin-file.js';
import { placeOf, portOf, regionOf } from './local-options.js';
import { localOutput } from './local-output.js';
import { readSeedFile } from './seed-input.js';
import { shellLines } from './shell-lines.js';

export async function local(call: CommandCall): Promise<number> {
  const { terminal } = call;
  const project = findProject(call.folder, textOption(call, 'declaration'));
  const as = textOption(call, 'as');
  const output = localOutput(terminal);
  const seedFile = readSeedFile(call);
  const adminFile = adminFileOf(call);
  const ending = new AbortController();
  const end = () => {
    ending.abort();
    adminFile?.remove();
  };
  return withCleanup(end, async () => {
    output.synthesising();
    // From here on, so that what changes during the first synthesis is not missed.
    let changed = () => {
      isChanged = true;
    };
    let isChanged = false;
    const stop = watchFiles(watchedBy(project), () => changed());
    const deployment = await startLocalDeployment({
      project,
      region: regionOf(call),
      port: portOf(call),
      placeIn: (set) => placeOf(call, project, set),
      seedsFor: (set) => seedFile(set, project),
      onCall: (each, deployed) => output.calls(describeCall(each, deployed)),
      signal: ending.signal,
    });
    try {
      const caller = callerIn(deployment, as);
      const variables = variablesOf(deployment.aws, caller, call.terminal.variables);
      output.deployed(deployment, caller, { isNamed: as !== undefined, adminFile: textOption(call, 'adminEnv') });
      const admin = callerIn(deployment, undefined);
      adminFile?.write(variablesOf(deployment.aws, admin, call.terminal.variables));
      changed = redeploys(call, deployment, { as, caller, signal: ending.signal });
      if (isChanged) changed();
      if (call.rest.length > 0) return await runCommand(call, variables);
      printVariables(call, deployment, variables);
      return await untilSignal(call);
    } finally {
      stop();
      end();
      await deployment.close();
    }
  });
}

function callerIn({ aws, current }: LocalDeployment, as: string | undefined): Caller {
  const { backend, set, place } = current();
  return callerOf(aws, backend, set, place, as);
}

/** Deploys again, once at a time: what changes meanwhile is deployed afterwards. */
function redeploys(
  call: CommandCall,
  deployment: LocalDeployment,
  { as, caller, signal }: { readonly as: string | undefined; readonly caller: Caller; readonly signal: AbortSignal },
) {
  const output = localOutput(call.terminal);
  let [isBusy, isWanted] = [false, false];
  return async function redeploy(): Promise<void> {
    isWanted = true;
    if (isBusy) return;
    isBusy = true;
    while (isWanted) {
      isWanted = false;
      try {
        output.changed();
        output.redeployed(await deployment.deploy());
      } catch (error) {
        if (signal.aborted) return;
        output.stays();
        printError(error, call.terminal);
        continue;
      }
      try {
        if (callerIn(deployment, as).descriptor !== caller.descriptor) output.descriptorChanged();
      } catch (error) {
        printError(error, call.terminal);
      }
    }
    isBusy = false;
  };
}

function runCommand(call: CommandCall, variables: Readonly<Record<string, string>>): Promise<number> {
  const inherited = Object.entries(call.terminal.variables).filter(([name]) => !UNSET_VARIABLES.includes(name));
  return runChild(call.rest, { ...Object.fromEntries(inherited), ...variables }, undefined, call);
}

function printVariables(
  call: CommandCall,
  { aws, current }: LocalDeployment,
  variables: Readonly<Record<string, string>>,
): void {
  const { terminal } = call;
  if (flagOption(call, 'json')) {
    const { deployment, place, values } = current();
    const secrets = values.map(({ key, name, origin }) => ({ key, name, value: origin }));
    printJson(terminal, { url: aws.url, deployment, environment: place.environment, secrets, variables });
    return;
  }
  terminal.stdout.write(shellLines(variables));
}

/** Resolves with the code of the signal that ends it. */
function untilSignal({ terminal }: CommandCall): Promise<number> {
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((settle) => {
    end = settle;
  });
  const signal = (name: NodeJS.Signals) => {
    if (name !== 'SIGUSR1' && name !== 'SIGUSR2') end(codeOf(name));
  };
  // Where its terminal is gone, nobody sees the calls any more.
  const closed = (output: NodeJS.WriteStream) => {
    if (output === terminal.stderr) end(codeOf('SIGHUP'));
  };
  return withForwarding({ signal, closed }, () => ended);
}
