import { shellLine } from '@amplify-secrets/runtime/contract';
import type { Place } from '../deployment/place.js';
import { CliError } from '../errors/cli-error.js';
import { text, yesOrNo } from '../terminal/ask.js';
import { codingAgent } from '../terminal/coding-agent.js';
import { type CommandCall, flagOption, textOption } from './command.js';

/** What a question is about. */
export interface Confirmation {
  /** `remove stripe from prod`. */
  readonly action: string;
  /** Where; undefined for what is in the project alone. */
  readonly place?: Place;
  /** Whether it asks outside of production too: for a yes, or as for production for the environment's name. */
  readonly asks: boolean | 'name';
}

/**
 * Asks before something is done: for production, for the environment's name; elsewhere, for a yes or the name. Where nobody can answer, `--confirm`
 * has the name, and `--yes` is the yes. Under a coding agent nobody is asked: who would type is the agent. In CI nobody sits at the terminal, if there is one.
 *
 * @throws {ConfirmationNeededError} When nobody can answer, and no option does.
 * @throws {NotConfirmedError} When the answer is no, or another name.
 */
export async function confirm(call: CommandCall, { action, place, asks }: Confirmation): Promise<void> {
  const { terminal } = call;
  const agent = codingAgent(terminal.variables);
  const isCi = Boolean(terminal.variables.CI);
  const canAsk = terminal.isInteractive && agent === undefined && !isCi;
  const shared = place?.sharedProduction;
  if (place !== undefined && (place.isProduction || shared !== undefined || asks === 'name')) {
    const { isProduction } = place;
    const environment = shared ?? place.environment;
    const given = textOption(call, 'confirm') ?? (canAsk ? await askName(place) : undefined);
    if (given === environment) return;
    if (given !== undefined) throw notConfirmed(`the name must be "${environment}", and got another one`);
    throw needed(
      isProduction
        ? `environment "${environment}" is production, which its name confirms`
        : shared !== undefined
          ? `environment "${environment}" has the same stored value, and is production, which its name confirms`
          : `command asks for the name of the environment, "${environment}"`,
      shellLine`--confirm ${environment}`,
    );
  }
  if (!asks || flagOption(call, 'yes') || (place !== undefined && textOption(call, 'confirm') === place.environment))
    return;
  if (!canAsk) throw needed('command asks for a yes', '--yes');
  if (!(await yesOrNo(terminal, `${capitalised(action)}?`))) throw notConfirmed('the answer was no');

  function askName({ environment, isProduction, sharedProduction }: Place): Promise<string> {
    const why = isProduction
      ? ' It is production.'
      : sharedProduction === undefined
        ? ''
        : ` Production reads the same stored value.`;
    return text(terminal, `${capitalised(action)}?${why} Type its name, ${sharedProduction ?? environment}, to go on:`);
  }

  function needed(why: string, option: string): CliError {
    const nobody =
      agent !== undefined
        ? `a coding agent runs this (${agent} is set)`
        : `nobody can be asked here${isCi ? ' (CI is set)' : ''}`;
    return new CliError(
      'ConfirmationNeededError',
      `Not done: ${action}. The ${why}, and ${nobody}.`,
      `If it is meant, add: ${option}`,
    );
  }

  function notConfirmed(why: string): CliError {
    return new CliError(
      'NotConfirmedError',
      `Not done: ${action}: ${why}. Nothing was changed.`,
      'Run the command again.',
    );
  }
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
