import type { Terminal } from '../terminal/terminal.js';

/** An option of a command, as its help shows it. */
export interface OptionSpec {
  /** `--kms-key <arn>`; without `<…>` it is a flag. */
  readonly flags: string;
  readonly text: string;
}

export interface ArgumentSpec {
  /** `<secret>`, or `[pattern]` where it can be left out. */
  readonly name: string;
  readonly text: string;
}

/** Name, arguments and help of a command: all that `--help` loads of it. */
export interface CommandSpec {
  readonly name: string;
  readonly alias?: string;
  readonly summary: string;
  /** Below the summary, in the command's own help. */
  readonly details?: string;
  readonly arguments: readonly ArgumentSpec[];
  /** By the name under which the command finds it: `kmsKey` for `--kms-key`. */
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly string[];
  /** Whether it says itself what is wrong with more arguments than it has. */
  readonly takesExcess?: boolean;
  /** Whether what follows `--` is the command of a child process. */
  readonly takesCommand?: boolean;
}

/** The values of options: a flag that is given is true, another option is its string. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

export interface CommandCall {
  readonly arguments: readonly (string | undefined)[];
  readonly options: OptionValues;
  /** All that is not an option, more than the arguments that the command has too. */
  readonly rest: readonly string[];
  readonly terminal: Terminal;
  /** Where the command was called. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a command does. Resolves with its exit code. */
export type CommandBody = (call: CommandCall) => Promise<number>;

export function textOption({ options }: Pick<CommandCall, 'options'>, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function flagOption({ options }: Pick<CommandCall, 'options'>, name: string): boolean {
  return options[name] === true;
}
