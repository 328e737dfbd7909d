import { isIP } from 'node:net';

/** What a value has to be: the words for it are the command line's, `cli.expects.KIND`. */
export type Expectation = {
  kind:
    | 'at-least'
    | 'choice'
    | 'email'
    | 'file'
    | 'host'
    | 'host-and-port'
    | 'integer'
    | 'path'
    | 'token-label'
    | 'two-digits'
    | 'url';
  params?: Readonly<Record<string, string | number>>;
};

/** One setting, read from the environment variable of its name; what it means is said by the text `cli.setting.NAME`. */
export type Setting<T> = {
  expects: Expectation;
  fallback: T;
  secret?: true;
  /** The value, or undefined when the text is not one. */
  read(text: string): T | undefined;
};

const text = (
  kind: Expectation['kind'],
  pattern: RegExp,
  params?: Expectation['params'],
): Setting<string | null> => ({
  expects: { kind, ...(params ? { params } : {}) },
  fallback: null,
  read: t => (pattern.test(t) ? t : undefined),
});

const secretText = (shortest: number, pattern: RegExp): Setting<string | null> => ({
  ...text('at-least', pattern, { shortest }),
  secret: true,
});

const integer = (from: number, to: number, fallback: number): Setting<number> => ({
  expects: { kind: 'integer', params: { from, to } },
  fallback,
  read: t => (/^\d+$/.test(t) && Number(t) >= from && Number(t) <= to ? Number(t) : undefined),
});

const choice = <const T extends string>(values: readonly T[], fallback: T): Setting<T> => ({
  expects: { kind: 'choice', params: { values: values.join(', ') } },
  fallback,
  read: t => values.find(v => v === t),
});

const url = (protocols: string[], secret?: true): Setting<string | null> => ({
  expects: {
    kind: 'url',
    params: { starts: protocols.map(p => (p === 'mailto:' ? p : `${p}//`)).join(', ') },
  },
  fallback: null,
  ...(secret ? { secret } : {}),
  read: t =>
    URL.canParse(t) && protocols.includes(new URL(t).protocol)
      ? t.replace(/^(.*[^/])?\/*$/, '$1')
      : undefined,
});

/** Every setting of the program. There are no others: nothing else reads the environment. */
export const settings = {
  NODE_ENV: choice(['development', 'production', 'test'], 'development'),
  PORT: integer(0, 65_535, 3000),
  HOST: {
    ...text('host', /^[\w.:-]+$/),
    // Figures and dots alone are meant as an address: 999.1.1.1 is looked up as a name otherwise.
    read: (t: string) => (/^[\w.:-]+$/.test(t) && (!/^[\d.]+$/.test(t) || isIP(t)) ? t : undefined),
  },
  BASE_URL: url(['http:', 'https:']),
  DATA_DIR: { expects: { kind: 'path' }, fallback: './var', read: t => t } as Setting<string>,
  DATABASE_URL: url(['postgres:', 'postgresql:'], true),
  DATABASE_POOL: integer(5, 200, 10),
  LOG_LEVEL: choice(['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  LOG_FORWARD: url(['syslog+tls:', 'syslog+udp:']),
  TRUST_PROXY: integer(0, 5, 0),
  SECRET: secretText(32, /^.{32,}$/s),
  UNDO_HOURS: integer(0, 168, 24),
  PROVINCE: text('two-digits', /^\d{2}$/),
  SMTP_URL: url(['smtp:', 'smtps:'], true),
  MAIL_FROM: text('email', /^[^@\s]+@[^@\s]+$/),
  SMS_URL: url(['http:', 'https:'], true),
  SMS_TOKEN: secretText(8, /^\S{8,}$/),
  BANK_URL: url(['http:', 'https:']),
  BANK_SECRET: secretText(32, /^.{32,}$/s),
  TSA_URL: url(['http:', 'https:']),
  PKCS11_MODULE: text('file', /^\//),
  PKCS11_TOKEN: text('token-label', /^[^\0]{1,32}$/),
  PKCS11_PIN: secretText(4, /^.{4,}$/s),
  PKCS11_PIN_FILE: text('file', /^\//),
  PKCS11_LEDGER_KEY: text('token-label', /^[^\0]{1,32}$/),
  SECURITY_CONTACT: url(['mailto:', 'https:']),
  CLAMAV: text('host-and-port', /^[\w.-]+:\d+$/),
} as const;
