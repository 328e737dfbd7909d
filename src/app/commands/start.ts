import { formatPhone, listRoles, readDemoAccounts } from '#engines/identity';
import { freeMemorySoon } from '../free-memory.ts';
import { type Program, startProgram } from '../program.ts';
import { type Command, EXIT, textOf, Usage } from './command.ts';
import type { Io } from './io.ts';
import { configOf } from './session.ts';

/** Synthetic dossiers with which a demo begins. */
const DEMO_DOSSIERS = 5_000;
const MOST_DOSSIERS = 100_000;

const ROLES = ['all', 'web', 'worker'] as const;

/** Ctrl-C reaches the program from the terminal and once more from npm, which passes it on: that is one wish. */
const SAME_WISH_MS = 1_000;

/** Resolves with the first signal that asks the process to stop; one more after a second ends it at once. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    let asked: number | undefined;
    const hear = (signal: NodeJS.Signals, code: number) => {
      asked ??= performance.now();
      if (performance.now() - asked > SAME_WISH_MS) process.exit(code);
      resolve(signal);
    };
    process.on('SIGINT', signal => hear(signal, 130));
    process.on('SIGTERM', signal => hear(signal, 143));
  });
}

async function printAccounts(io: Io, { env }: Program): Promise<void> {
  const accounts = env.site.demo ? await readDemoAccounts(env.config.DATA_DIR) : null;
  if (!accounts) return;
  io.out('');
  io.out(io.t('cli.start.demo'));
  io.out(io.t('cli.start.officials', { address: `${env.site.baseUrl}/can-bo/dang-nhap` }));
  const names = new Map(
    (await listRoles(env.db)).map(role => [role.id, io.t.lang === 'vi' ? role.nameVi : role.nameEn]),
  );
  const width = Math.max(...accounts.officials.map(o => o.user.length));
  for (const { user, password, name, title, agency, roles } of accounts.officials)
    io.out(
      `  ${user.padEnd(width)}  ${password}  ${name}, ${title}, ${agency} (${roles.map(role => names.get(role) ?? role).join(', ')})`,
    );
  io.out(io.t('cli.start.citizens', { address: `${env.site.baseUrl}/dang-nhap` }));
  for (const { phone, name } of accounts.citizens) io.out(`  ${formatPhone(phone)}  ${name}`);
}

export const start: Command = {
  name: 'start',
  options: {
    demo: { type: 'boolean' },
    'no-demo': { type: 'boolean' },
    dossiers: { type: 'string' },
    port: { type: 'string' },
    role: { type: 'string' },
  },
  async run(io, values) {
    if (values.demo && values['no-demo']) throw new Usage('cli.start.both');
    const role = ROLES.find(r => r === (textOf(values, 'role') ?? 'all'));
    if (!role) throw new Usage('cli.start.role', { roles: ROLES.join(', ') });
    const dossiers = Number(textOf(values, 'dossiers') ?? DEMO_DOSSIERS);
    if (!Number.isInteger(dossiers) || dossiers < 0 || dossiers > MOST_DOSSIERS)
      throw new Usage('cli.start.dossiers', { most: String(MOST_DOSSIERS) });
    const port = textOf(values, 'port');
    const config = configOf(io, port ? { PORT: port } : {});
    const stopping = stopSignal();
    const cut = new AbortController();
    void stopping.then(() => cut.abort());
    const asked = values.demo ? { demo: true } : values['no-demo'] ? { demo: false } : {};
    const program = await startProgram(config, {
      ...asked,
      role,
      dossiers,
      signal: cut.signal,
      onProgress: what => io.note(io.t('cli.start.doing', { what })),
    }).catch(error => {
      if (!cut.signal.aborted) throw error;
    });
    if (!program) {
      io.note(io.t('cli.start.cut'));
      return EXIT.ok;
    }
    io.out(
      program.address
        ? io.t('cli.start.serves', { site: program.env.site.name, address: program.address })
        : io.t('cli.start.works'),
    );
    await printAccounts(io, program);
    freeMemorySoon();
    await stopping;
    io.note(io.t('cli.start.stopping'));
    await program.stop();
    return EXIT.ok;
  },
};
