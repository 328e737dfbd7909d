import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '#platform/clock';
import type { Config } from '#platform/config';
import type { Db } from '#platform/db';
import type { Env, ExtensionPoint, Service, Site } from '#platform/env';
import { createTranslations, LANGS, type Lang, type Texts, type Translations } from '#platform/i18n';
import { createLedger, ledgerService } from '#platform/ledger';
import type { Log } from '#platform/log';
import { checksOf, type ModuleDefinition, provide, type ServiceBinding } from '#platform/module';
import type { Secrets } from '#platform/secrets';
import { ledgerKeys } from './ledger-keys.ts';

async function textsOf(module: ModuleDefinition): Promise<Record<Lang, Texts>> {
  const read = async (lang: Lang): Promise<Texts> => {
    const file = path.join(module.folder, 'locales', `${lang}.json`);
    const text = await readFile(file, 'utf8').catch(() => '{}');
    return JSON.parse(text) as Texts;
  };
  return Object.fromEntries(await Promise.all(LANGS.map(async lang => [lang, await read(lang)]))) as Record<
    Lang,
    Texts
  >;
}

/** The texts of all modules. Throws when a key is said twice, or in one language only. */
export async function loadTexts(modules: readonly ModuleDefinition[], log?: Log): Promise<Translations> {
  const sources = await Promise.all(modules.map(async m => ({ module: m.id, texts: await textsOf(m) })));
  return createTranslations(sources, key => log?.warn({ key }, 'text missing'));
}

/** The ledger of this installation: it is told of all kinds and followers, so the app makes it. */
const ledgerOf = (modules: readonly ModuleDefinition[]): ServiceBinding =>
  provide(ledgerService, env =>
    createLedger({
      db: env.db,
      clock: env.clock,
      log: env.log,
      kinds: modules.flatMap(m => m.entries ?? []),
      followers: modules.flatMap(m => [...(m.followers ?? []), ...(m.followersWith?.(env) ?? [])]),
      signer: ledgerKeys(env.config, env.secrets),
      headFile: path.join(env.config.DATA_DIR, 'ledger', 'heads.jsonl'),
    }),
  );

/** Puts together what every module is handed: services are made on first use, once. Throws on a service nobody makes. */
export function createEnv(
  parts: {
    db: Db;
    clock: Clock;
    log: Log;
    config: Config;
    texts: Translations;
    site: Site;
    secrets: Secrets;
  },
  modules: readonly ModuleDefinition[],
): Env {
  const all = [...modules.flatMap(m => m.services ?? []), ledgerOf(modules), checksOf(modules)];
  const bindings = new Map(all.map(b => [b.service.id, b]));
  const made = new Map<string, unknown>();
  const values = new Map<string, unknown[]>();
  for (const { point, value } of modules.flatMap(m => m.extensions ?? []))
    values.set(point, [...(values.get(point) ?? []), value]);
  const env: Env = {
    ...parts,
    get<T>(service: Service<T>): T {
      if (!made.has(service.id)) {
        const binding = bindings.get(service.id);
        if (!binding) throw new Error(`no module makes the service ${service.id}`);
        made.set(service.id, binding.make(env));
      }
      return made.get(service.id) as T;
    },
    extensions: <T>(point: ExtensionPoint<T>) => (values.get(point.id) ?? []) as readonly T[],
  };
  return env;
}
