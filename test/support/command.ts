import { commandTexts, type Io } from '../../src/app/commands/io.ts';
import { main } from '../../src/app/commands/main.ts';

export type Ran = { code: number; out: string; notes: string };

/** Runs a command as the command line would, in this process; `env` is all of its environment. */
export async function runCommand(args: readonly string[], env: Io['env']): Promise<Ran> {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await main(args, {
    env,
    t: commandTexts().of('vi'),
    out: line => void out.push(line),
    note: line => void notes.push(line),
    progress: () => () => undefined,
  });
  return { code, out: out.join('\n'), notes: notes.join('\n') };
}
