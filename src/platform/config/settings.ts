/** One setting, read from the environment variable of its name. */
export type Setting<T> = {
  about: string;
  /** Completes "expected …" in the refusal of a wrong value. */
  expects: string;
  fallback: T;
  secret?: true;
  /** The value, or undefined when the text is not one. */
  read(text: string): T | undefined;
};

/** One or more settings are wrong. `problems`: a line each. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`settings refused:\n  ${problems.join('\n  ')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const text = (about: string, expects: string, pattern: RegExp): Setting<string | null> => ({
  about,
  expects,
  fallback: null,
  read: t => (pattern.test(t) ? t : undefined),
});

const integer = (about: string, from: number, to: number, fallback: number): Setting<number> => ({
  about,
  expects: `a whole number from ${from} to ${to}`,
  fallback,
  read: t => (/^\d+$/.test(t) && Number(t) >= from && Number(t) <= to ? Number(t) : undefined),
});

const choice = <const T extends string>(about: string, values: readonly T[], fallback: T): Setting<T> => ({
  about,
  expects: `one of ${values.join(', ')}`,
  fallback,
  read: t => values.find(v => v === t),
});

const url = (about: string, protocols: string[], secret?: true): Setting<string | null> => ({
  about,
  expects: `a URL that starts with ${protocols.map(p => (p === 'mailto:' ? p : `${p}//`)).join(' or ')}`,
  fallback: null,
  ...(secret ? { secret } : {}),
  read: t => (URL.canParse(t) && protocols.includes(new URL(t).protocol) ? t.replace(/\/+$/, '') : undefined),
});

/** Every setting of the program. There are no others: nothing else reads the environment. */
export const settings = {
  NODE_ENV: choice(
    'How strictly secrets are demanded and the demo withheld',
    ['development', 'production', 'test'],
    'development',
  ),
  PORT: integer('TCP port of the web server', 0, 65_535, 3000),
  HOST: text('Address to listen on; all addresses when absent', 'an IP address or host name', /^[\w.:-]+$/),
  BASE_URL: url('Address under which people reach this installation; goes into QR codes and messages', [
    'http:',
    'https:',
  ]),
  DATA_DIR: {
    about: 'Folder of everything that is kept outside the database',
    expects: 'a path',
    fallback: './var',
    read: t => t,
  } as Setting<string>,
  DATABASE_URL: url(
    'A PostgreSQL ≥ 15 of one’s own; an embedded one in DATA_DIR when absent',
    ['postgres:', 'postgresql:'],
    true,
  ),
  DATABASE_POOL: integer('Connections to the database a process', 5, 200, 10),
  LOG_LEVEL: choice('How much is logged', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  TRUST_PROXY: integer('Number of reverse proxies in front whose X-Forwarded-For is believed', 0, 5, 0),
  SECRET: {
    ...text(
      'Signs cookies and tokens; made and kept in DATA_DIR when absent',
      'at least 32 characters',
      /^.{32,}$/s,
    ),
    secret: true,
  } as Setting<string | null>,
  PROVINCE: text('Code of the province, two digits', 'two digits, e.g. 15', /^\d{2}$/),
  SMTP_URL: url('Mail server for e-mail to citizens; the test outbox when absent', ['smtp:', 'smtps:'], true),
  MAIL_FROM: text('Sender of e-mail', 'an e-mail address', /^[^@\s]+@[^@\s]+$/),
  SMS_URL: url('HTTP address of the SMS provider; the test outbox when absent', ['http:', 'https:'], true),
  SMS_TOKEN: {
    ...text('Bearer token for the SMS provider', 'at least 8 characters', /^\S{8,}$/),
    secret: true,
  } as Setting<string | null>,
  TSA_URL: url('RFC 3161 time-stamp service for signatures and the ledger’s daily head; none when absent', [
    'http:',
    'https:',
  ]),
  SECURITY_CONTACT: url(
    'Where weaknesses are reported, for /.well-known/security.txt (RFC 9116); that page does not exist when absent',
    ['mailto:', 'https:'],
  ),
  CLAMAV: text(
    'host:port of a ClamAV daemon; uploads are not scanned when absent',
    'host:port',
    /^[\w.-]+:\d+$/,
  ),
} as const;
