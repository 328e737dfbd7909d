import { findMisspelt } from './misspelt.ts';
import { ConfigError, type Problem } from './problems.ts';
import { type Expectation, type Setting, settings } from './settings.ts';

type Values = { [K in keyof typeof settings]: (typeof settings)[K] extends Setting<infer T> ? T : never };

/** All settings of the program, read once at start. Frozen: nothing changes them while it runs. */
export type Config = Readonly<Values> & {
  /** True where nothing of the demo may be created unless asked for: production, or one's own database. */
  readonly serious: boolean;
};

/**
 * Reads and checks every setting. `env` is the process environment (or a test's).
 * Throws `ConfigError` that names each wrong setting, what was expected, and (never for secrets) what was found; and each
 * variable whose name is a slip away from that of a setting which is not there.
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings) as Array<[string, Setting<unknown>]>) {
    const { expects, fallback, secret } = setting;
    const text = env[name]?.trim();
    const value = text ? setting.read(text) : fallback;
    if (value === undefined)
      problems.push(
        secret
          ? { kind: 'wrong-secret', setting: name, expects }
          : { kind: 'wrong', setting: name, expects, params: { found: text ?? '' } },
      );
    values[name] = value;
  }
  const config = {
    ...values,
    serious: values.NODE_ENV === 'production' || values.DATABASE_URL !== null,
  } as Config;
  if (config.NODE_ENV === 'production' && !config.BASE_URL?.startsWith('https://'))
    problems.push({ kind: 'not-https', setting: 'BASE_URL' });
  for (const { name, meant, certain } of findMisspelt(env))
    if (certain) problems.push({ kind: 'misspelt', setting: name, params: { meant } });
  if (problems.length) throw new ConfigError(problems);
  return Object.freeze(config);
}

/** Name, expectation and default of every setting, for `fansipan help settings` and the documentation. */
export const describeSettings = (): Array<{ name: string; expects: Expectation; fallback: string }> =>
  (Object.entries(settings) as Array<[string, Setting<unknown>]>).map(([name, { expects, fallback }]) => ({
    name,
    expects,
    fallback: fallback === null ? '–' : String(fallback),
  }));
