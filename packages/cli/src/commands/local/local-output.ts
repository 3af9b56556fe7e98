import { shellLine } from '@amplify-secrets/runtime/contract';
import { type Caller, functionsOf } from '../../local-aws/caller.js';
import type { CallLine } from '../../local-aws/describe-call.js';
import { BACKEND_FILE, type DeployedBackend, type LocalDeployment, labelOf } from '../../local-aws/local-deployment.js';
import type { Origin } from '../../local-aws/put-values.js';
import { table } from '../../terminal/table.js';
import type { Style, Terminal } from '../../terminal/terminal.js';

const ORIGINS: Readonly<Record<Origin, string>> = {
  seed: 'from the seed file',
  'seed and fake': 'from the seed file, and fake where it has no field',
  fake: 'fake',
  template: 'as the template says',
  none: 'none: its declaration does not say what is in it. Give it in --seed',
};
const STYLES: Readonly<Record<CallLine['effect'], Style>> = { allowed: 'green', denied: 'red', failed: 'yellow' };

/** What `local` says on stderr, each line with a mark, since the command that it runs writes there too. */
export interface LocalOutput {
  readonly synthesising: () => void;
  readonly deployed: (deployment: LocalDeployment, caller: Caller, options: DeployedOptions) => void;
  readonly changed: () => void;
  readonly redeployed: (deployed: DeployedBackend) => void;
  readonly stays: () => void;
  readonly descriptorChanged: () => void;
  readonly unusedSeeds: (file: string, names: readonly string[]) => void;
  readonly calls: (lines: readonly CallLine[]) => void;
}

export interface DeployedOptions {
  /** Whether `--as` names the caller. */
  readonly isNamed: boolean;
  readonly adminFile: string | undefined;
}

export function localOutput(terminal: Terminal): LocalOutput {
  const say = (text: string) => {
    for (const line of text.split('\n')) terminal.note(`${terminal.style('dim', '[local]')} ${line}`);
  };
  return {
    synthesising: () => say(`Synthesising ${BACKEND_FILE} …`),
    deployed({ aws, current }, { label }, { isNamed, adminFile }) {
      const { backend, values } = current();
      say(`${labelOf(current())} is deployed in a local AWS at ${aws.url}, account ${aws.account}, ${aws.region}.`);
      if (values.length > 0) say(valuesTable(values));
      say(`Credentials: ${label}.`);
      const names = functionsOf(backend).map(({ name }) => name);
      if (!isNamed && names.length > 0) say(`Those of a function: --as ${names.join(', --as ')}`);
      if (isNamed && adminFile === undefined) {
        say('To set a value or run doctor meanwhile: --admin-env <file>, with the variables of the administrator.');
      }
      if (adminFile !== undefined) say(shellLine`The administrator's, in another terminal: . ${adminFile}`);
      say(
        'Emulated: Secrets Manager, Parameter Store and STS, with the IAM policies of the backend. Nothing else: no Lambda,',
      );
      say(
        'no KMS, no CloudFormation, no schedule of a rotation. Other services are called where they are, and AWS refuses',
      );
      say(
        'these credentials there. To use one, set its variable to an emulator, such as AWS_ENDPOINT_URL_DYNAMODB, or give',
      );
      say('its client credentials of its own.');
    },
    changed: () => say(`A file of the backend has changed. Synthesising ${BACKEND_FILE} …`),
    redeployed(deployed) {
      say(`${labelOf(deployed)} is deployed again.`);
      if (deployed.values.length > 0) say(valuesTable(deployed.values));
    },
    stays: () => say('The backend could not be deployed. What was deployed before stays.'),
    descriptorChanged: () => say('AMPLIFY_SECRETS has changed, too: start the command again, so that it gets it.'),
    unusedSeeds(file, names) {
      if (names.length > 0) say(`Of no secret in ${file}: ${names.join(', ')}`);
    },
    calls(lines) {
      for (const { effect, who, action, what, why } of lines) {
        const parts = [terminal.style(STYLES[effect], effect.padEnd(7)), who, action, what, why];
        say(parts.filter((part) => part !== '').join('  '));
      }
    },
  };
}

function valuesTable(values: DeployedBackend['values']): string {
  return table([['secret', 'name', 'value'], ...values.map(({ key, name, origin }) => [key, name, ORIGINS[origin]])]);
}
