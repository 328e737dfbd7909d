import { parseArgs } from 'node:util';
import { ConfigError } from '#platform/config';
import { type Command, EXIT, Usage } from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { explain } from './explain.ts';
import { namesUnder, printCommandHelp, printHelp } from './help.ts';
import { chooseLang, type Io } from './io.ts';
import { commands } from './list.ts';
import { problemText } from './settings-words.ts';
import { readVersion } from './version.ts';

const GENERAL = { help: { type: 'boolean', short: 'h' }, lang: { type: 'string' } } as const;

/** The command that the first one or two words name, and the words after it. */
async function find(words: readonly string[]): Promise<{ command: Command; rest: string[] } | undefined> {
  for (const length of [2, 1]) {
    const load = commands[words.slice(0, length).join(' ')];
    if (load) return { command: await load(), rest: words.slice(length) };
  }
  return undefined;
}

/** A number below nought after an option is its value, to be refused as any other: `--dossiers -5` as `--dossiers=-5`. */
function withNegatives(args: readonly string[]): string[] {
  const read: string[] = [];
  for (const arg of args) {
    const option = read.at(-1);
    if (/^-\d/.test(arg) && option && /^--[a-z-]+$/.test(option)) read[read.length - 1] = `${option}=${arg}`;
    else read.push(arg);
  }
  return read;
}

function parse(command: Command, args: string[]) {
  try {
    const options = { ...GENERAL, ...command.options };
    return parseArgs({ args: withNegatives(args), options, allowPositionals: true, strict: true });
  } catch (error) {
    // Its sentences are English: only the argument is taken from them.
    const { message } = error as Error;
    const [, option] =
      /^Option '(?:-\w, )?(--[^' ]+)(?: [^']*)?' argument (?:missing|is ambiguous)/.exec(message) ?? [];
    if (option) throw new Usage('cli.usage.value-missing', { option });
    const [, argument = ''] = /'([^']+)'/.exec(message) ?? [];
    throw new Usage('cli.usage.argument', { argument });
  }
}

function checkOperands(command: Command, given: readonly string[]): void {
  const names = command.operands ?? [];
  const missing = names.find((name, i) => !name.startsWith('[') && given[i] === undefined);
  if (missing) throw new Usage('cli.usage.operand-missing', { operand: missing });
  const extra = given[names.length];
  if (extra !== undefined) throw new Usage('cli.usage.argument', { argument: extra });
}

/** `help`, `help user`, `help user add`, and the same asked for as `user --help`. */
async function help(io: Io, words: readonly string[]): Promise<number> {
  const found = await find(words);
  if (found) printCommandHelp(io, found.command);
  else if (words.length === 0 || namesUnder(words[0]).length) await printHelp(io, words[0]);
  else throw new Usage('cli.usage.command', { command: words.join(' ') });
  return EXIT.ok;
}

const HELP = new Set(['help', '--help', '-h']);

/** What is asked for without a command of its own; undefined when it is none of that. Throws `Usage`. */
async function general(args: readonly string[], io: Io): Promise<number> {
  const [first = 'help', second, ...rest] = args;
  if (first === '--version' || first === 'version') {
    io.out(await readVersion());
    return EXIT.ok;
  }
  if (HELP.has(first)) return help(io, args.slice(1));
  const under = namesUnder(first);
  if (second !== undefined && HELP.has(second) && under.length) return help(io, [first, ...rest]);
  if (second === undefined && under.length)
    throw new Usage('cli.usage.subcommand', { command: first, commands: under.join(', ') });
  throw new Usage('cli.usage.command', { command: args.slice(0, 2).join(' ') });
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const found = await find(args);
  if (!found) return general(args, io);
  const { command, rest } = found;
  try {
    return await runCommand(command, rest, io);
  } catch (error) {
    if (error instanceof Usage) error.command = command.name;
    throw error;
  }
}

async function runCommand(command: Command, rest: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(command, rest);
  if (values.help) {
    printCommandHelp(io, command);
    return EXIT.ok;
  }
  checkOperands(command, positionals);
  return command.run(io, values as Record<string, string | boolean | undefined>, positionals);
}

/** The language asked for, taken out of the arguments wherever it stands. */
export function splitLang(args: readonly string[], env: Io['env']) {
  const at = args.findIndex(a => a === '--lang' || a.startsWith('--lang='));
  if (at < 0) return { lang: chooseLang(undefined, env), args: [...args] };
  const inline = args[at]?.startsWith('--lang=');
  const asked = inline ? args[at]?.slice('--lang='.length) : args[at + 1];
  return { lang: chooseLang(asked, env), args: args.toSpliced(at, inline ? 1 : 2) };
}

/** Runs one command of the command line. Returns the exit code; what went wrong was said on `io`. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    return await run(args, io);
  } catch (error) {
    if (error instanceof Usage) {
      io.note(io.t(error.key, error.params));
      const { command } = error;
      io.note(command ? io.t('cli.usage.todo-command', { command }) : io.t('cli.usage.todo'));
      return EXIT.usage;
    }
    if (error instanceof ConfigError) {
      io.note(io.t('cli.settings.refused'));
      for (const problem of error.problems) io.note(`  ${problemText(io.t, problem)}`);
      io.note(io.t('cli.settings.todo'));
      return EXIT.usage;
    }
    await explain(io, error);
    return exitCodeOf(error);
  }
}
