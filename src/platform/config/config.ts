import { ConfigError, type Setting, settings } from './settings.ts';

type Values = { [K in keyof typeof settings]: (typeof settings)[K] extends Setting<infer T> ? T : never };

/** All settings of the program, read once at start. Frozen: nothing changes them while it runs. */
export type Config = Readonly<Values> & {
  /** True where nothing of the demo may be created unless asked for: production, or one's own database. */
  readonly serious: boolean;
};

/**
 * Reads and checks every setting. `env` is the process environment (or a test's).
 * Throws `ConfigError` that names each wrong setting, what was expected, and (never for secrets) what was found.
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings) as Array<[string, Setting<unknown>]>) {
    const text = env[name]?.trim();
    if (!text) {
      values[name] = setting.fallback;
      continue;
    }
    const read = setting.read(text);
    if (read === undefined)
      problems.push(
        `${name}: expected ${setting.expects}, found ${setting.secret ? '(hidden)' : `"${text}"`}`,
      );
    else values[name] = read;
  }
  const config = {
    ...values,
    serious: values.NODE_ENV === 'production' || values.DATABASE_URL !== null,
  } as Config;
  if (config.NODE_ENV === 'production' && !config.BASE_URL?.startsWith('https://')) {
    problems.push(
      'BASE_URL: expected the https:// address under which people reach this installation (NODE_ENV=production)',
    );
  }
  if (problems.length) throw new ConfigError(problems);
  return Object.freeze(config);
}

/** Name, meaning, expectation and default of every setting, for `fansipan help settings` and the documentation. */
export function describeSettings(): Array<{
  name: string;
  about: string;
  expects: string;
  fallback: string;
}> {
  return (Object.entries(settings) as Array<[string, Setting<unknown>]>).map(([name, s]) => ({
    name,
    about: s.about,
    expects: s.expects,
    fallback: s.fallback === null ? '–' : String(s.fallback),
  }));
}
