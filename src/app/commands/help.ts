import type { Command } from './command.ts';
import type { Io } from './io.ts';
import { commands } from './list.ts';

const keyOf = (name: string) => name.replaceAll(' ', '-');

const usageOf = (command: Command) =>
  ['fansipan', command.name, ...(command.operands ?? []), ...(command.options ? ['[…]'] : [])].join(' ');

/** The commands of two words that begin with this one. */
export const namesUnder = (first: string | undefined): string[] =>
  Object.keys(commands).filter(name => first !== undefined && name.startsWith(`${first} `));

/** What the program can do, a line each; `first`: only the commands that begin with this word. */
export async function printHelp(io: Io, first?: string): Promise<void> {
  const names = first === undefined ? Object.keys(commands) : namesUnder(first);
  const all = await Promise.all(names.map(name => commands[name]!()));
  const width = Math.max(...all.map(c => [c.name, ...(c.operands ?? [])].join(' ').length));
  io.out(io.t('cli.help.head'));
  io.out('');
  for (const command of all) {
    const left = [command.name, ...(command.operands ?? [])].join(' ');
    io.out(`  ${left.padEnd(width)}  ${io.t(`cli.${keyOf(command.name)}.about`)}`);
  }
  io.out('');
  io.out(io.t('cli.help.foot'));
  io.out(io.t('cli.help.exit'));
}

/** How one command is called. */
export function printCommandHelp(io: Io, command: Command): void {
  io.out(usageOf(command));
  io.out('');
  io.out(io.t(`cli.${keyOf(command.name)}.about`));
  const options = Object.entries(command.options ?? {});
  if (options.length) io.out('');
  const left = options.map(([name, o]) => `--${name}${o.type === 'string' ? ' …' : ''}`);
  const width = Math.max(0, ...left.map(l => l.length));
  for (const [i, [name]] of options.entries())
    io.out(`  ${left[i]?.padEnd(width)}  ${io.t(`cli.${keyOf(command.name)}.option.${name}`)}`);
}
