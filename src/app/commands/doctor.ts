import { type Config, ConfigError, findMisspelt, loadConfig } from '#platform/config';
import { EmbeddedProblem } from '#platform/embedded';
import type { Env } from '#platform/env';
import { checkName, checksService } from '#platform/module';
import { openProgram } from '../program.ts';
import { checkCertificate } from './checks/certificate.ts';
import { checkClock } from './checks/clock.ts';
import { checkDatabase, checkEmbedded, checkMigrations } from './checks/database.ts';
import { type Finding, findingsOf } from './checks/finding.ts';
import { checkLedger } from './checks/ledger.ts';
import { checkDisk, checkFolder, checkMemory, checkNode } from './checks/machine.ts';
import { type Command, EXIT } from './command.ts';
import { causeOf, embeddedText } from './explain.ts';
import type { Io } from './io.ts';
import { quietLog, withDatabase } from './session.ts';
import { misspeltText, problemText } from './settings-words.ts';

const MARK = { ok: '✔', unset: '–', warn: '!', bad: '✖' };

function settingsOf(io: Io): { config?: Config; finding: Finding } {
  const { ok, warn, bad } = findingsOf(io, 'settings');
  try {
    const config = loadConfig(io.env);
    const misspelt = findMisspelt(io.env).map(m => misspeltText(io.t, m));
    const finding = misspelt.length
      ? warn('misspelt', 'mend', { words: misspelt.join(' ') })
      : ok('ok', { mode: config.NODE_ENV });
    return { config, finding };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      finding: bad('refused', 'mend', { problems: error.problems.map(p => problemText(io.t, p)).join(' ') }),
    };
  }
}

async function checkModules(io: Io, env: Env): Promise<Finding[]> {
  const t = env.texts.of(io.t.lang);
  const found: Finding[] = [];
  for (const check of env.get(checksService)) {
    const name = checkName(t, check);
    try {
      found.push({ name, ...(await check.run(env, t)) });
    } catch (error) {
      found.push({ name: `${name} (${check.id})`, state: 'bad', found: (error as Error).message });
    }
  }
  return found;
}

/** A demo that the settings would have serve people: `start` refuses it. */
function checkDemo(io: Io, { site, config }: Env): Finding | undefined {
  return site.demo && config.serious ? findingsOf(io, 'demo').bad('here', 'mend') : undefined;
}

/** What can be said only of a migrated database. Nothing is migrated for it. */
async function checkInside(io: Io, config: Config, show: (f: Finding) => void): Promise<void> {
  const { env, close } = await openProgram(config, { log: quietLog(config) });
  try {
    const demo = checkDemo(io, env);
    if (demo) show(demo);
    show(await checkLedger(io, env));
    for (const finding of await checkModules(io, env)) show(finding);
  } finally {
    await close();
  }
}

async function checkStored(io: Io, config: Config, show: (f: Finding) => void): Promise<void> {
  try {
    await withDatabase(config, async ({ db }) => {
      for (const finding of await checkDatabase(io, db, config)) show(finding);
      show(await checkClock(io, db));
      const migrations = await checkMigrations(io, db);
      show(migrations);
      if (migrations.state === 'ok') await checkInside(io, config, show);
    });
  } catch (error) {
    const { bad } = findingsOf(io, 'database');
    const why = error instanceof EmbeddedProblem ? embeddedText(io, error) : causeOf(error);
    show(bad('away', config.DATABASE_URL ? 'mend-own' : 'mend-embedded', { why }));
  }
}

export const doctor: Command = {
  name: 'doctor',
  async run(io) {
    const states: Finding['state'][] = [];
    const show = ({ name, state, found, mend, technical }: Finding) => {
      states.push(state);
      io.out(`${MARK[state]} ${name}: ${found}`);
      if (technical) io.out(`  ${technical}`);
      if (mend) io.out(`  → ${mend}`);
    };
    const { config, finding } = settingsOf(io);
    show(finding);
    show(checkNode(io));
    show(checkMemory(io));
    if (config) {
      const folder = await checkFolder(io, config);
      show(folder);
      show(await checkDisk(io, config));
      show(await checkCertificate(io, config));
      const empty = checkEmbedded(io, config);
      if (empty) show(empty);
      else if (config.DATABASE_URL || folder.state !== 'bad') await checkStored(io, config, show);
    }
    const bad = states.filter(s => s === 'bad').length;
    const warn = states.filter(s => s === 'warn').length;
    io.out('');
    io.out(bad ? io.t('cli.doctor.bad', { bad, warn }) : io.t('cli.doctor.well', { warn }));
    return bad ? EXIT.bad : EXIT.ok;
  },
};
