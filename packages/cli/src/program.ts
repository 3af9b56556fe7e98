import { Command as Commander, CommanderError, Option } from 'commander';
import type { CommandCall, CommandSpec } from './commands/command.js';
import { COMMANDS, type Command } from './commands/commands.js';
import { CliError } from './errors/cli-error.js';
import { EXIT } from './errors/exit-codes.js';
import { printError } from './terminal/print-error.js';
import type { Terminal } from './terminal/terminal.js';

const NAME = 'amplify-secrets';
const WIDTH = 100;

/** Runs one command line, and resolves with the exit code. `words` are what follows the program's name. */
export async function runProgram(
  words: readonly string[],
  version: string,
  terminal: Terminal,
  context: Pick<CommandCall, 'folder' | 'now'>,
  commands: readonly Command[] = COMMANDS,
): Promise<number> {
  let code: number = EXIT.done;
  const program = new Commander(NAME);
  program
    .description('The values of the secrets of an AWS Amplify Gen 2 project, from the terminal.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', `\nMore of a command: ${NAME} <command> --help`)
    // What follows the command of `run` is its own.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
      // Printed below with a resolution; its own words may quote an argument, which could be a value.
      outputError: () => {},
      getOutHelpWidth: () => Math.min(terminal.columns ?? WIDTH, WIDTH),
    });
  for (const { spec, load } of commands) {
    declare(program, spec).action(async (...given: readonly unknown[]) => {
      const command = given.at(-1);
      const options = given.at(-2);
      const named = given.slice(0, -2).flat();
      const body = await load();
      code = await body({
        ...context,
        terminal,
        arguments: named.map((each) => (typeof each === 'string' ? each : undefined)),
        options: optionValues(options),
        rest: command instanceof Commander ? command.args : [],
      });
    });
  }
  try {
    if (words.length === 0) program.help();
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.done;
      return printError(usageError(error, words), terminal);
    }
    return printError(error, terminal);
  }
}

function declare(program: Commander, spec: CommandSpec): Commander {
  const command = program.command(spec.name).summary(spec.summary);
  command.description(
    [`${spec.summary.charAt(0).toUpperCase()}${spec.summary.slice(1)}.`, spec.details].filter(Boolean).join(' '),
  );
  if (spec.alias !== undefined) command.alias(spec.alias);
  for (const { name, text } of spec.arguments) command.argument(name, text);
  for (const { flags, text } of Object.values(spec.options)) command.addOption(new Option(flags, text));
  command.allowExcessArguments(spec.takesExcess === true);
  if (spec.takesCommand === true) command.passThroughOptions();
  const examples = spec.examples.map((line) => `  ${line}`).join('\n');
  return command.addHelpText('after', `\nExamples:\n${examples}`);
}

function optionValues(options: unknown): CommandCall['options'] {
  return Object.fromEntries(
    Object.entries(Object(options)).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'boolean' ? [[name, value]] : [],
    ),
  );
}

/** The errors of the parser, without what could be a value: only names of options and of commands are quoted. */
function usageError({ code, message }: CommanderError, words: readonly string[]): CliError {
  const command = COMMANDS.find(({ spec }) => words.some((word) => word === spec.name || word === spec.alias))?.spec
    .name;
  const help = `See: npx ${NAME} ${command === undefined ? '' : `${command} `}--help`;
  const [option] = /--?[a-z][a-z-]*(?=['= ])/.exec(message) ?? [];
  switch (code) {
    case 'commander.unknownOption':
      return usage(
        // It may be a value that begins with a hyphen.
        option === undefined || (suggested(message) === '' && (command === 'set' || !option.startsWith('--')))
          ? 'There is an unknown option.'
          : `There is no option ${option}.`,
        `${suggested(message)}${help}`,
      );
    case 'commander.unknownCommand':
      return usage('There is no such command.', `${suggested(message)}${help}`);
    case 'commander.missingArgument':
      return usage(`An argument is missing: ${/'([a-z]+)'/.exec(message)?.[1] ?? ''}.`, help);
    case 'commander.optionMissingArgument':
      return usage(`Option ${option ?? ''} needs a value.`, help);
    case 'commander.excessArguments':
      return usage('There are too many arguments.', help);
    default:
      return usage('The command line is not valid.', help);
  }
}

function suggested(message: string): string {
  const [, name] = /Did you mean (?:one of )?([-a-z, ]+)\?/.exec(message) ?? [];
  return name === undefined ? '' : `Did you mean ${name}? `;
}

function usage(message: string, resolution: string): CliError {
  return new CliError('CommandUsageError', message, resolution);
}
