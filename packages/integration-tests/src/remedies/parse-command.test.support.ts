import type { CommandCall } from '../../../cli/src/commands/command.js';
import { COMMANDS } from '../../../cli/src/commands/commands.js';
import { runProgram } from '../../../cli/src/program.js';
import { processTerminal } from '../../../cli/src/terminal/terminal.js';

export interface ParsedCommand {
  readonly verb: string;
  readonly arguments: CommandCall['arguments'];
  readonly options: CommandCall['options'];
}

/** What the command line takes its words for, by its own specifications; a text says why it takes them for nothing. */
export async function parseCommand(words: readonly string[]): Promise<ParsedCommand | string> {
  let parsed: ParsedCommand | undefined;
  const said: string[] = [];
  const terminal = { ...processTerminal(), note: (line: string) => void said.push(line) };
  const commands = COMMANDS.map(({ spec }) => ({
    spec,
    load: async () => async (call: CommandCall) => {
      parsed = { verb: spec.name, arguments: call.arguments, options: call.options };
      return 0;
    },
  }));
  await runProgram(words, '0.0.0', terminal, { folder: '/', now: Date.now }, commands);
  return parsed ?? said.join('\n');
}
