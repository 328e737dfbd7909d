/** Severities of RFC 5424, section 6.2.1, by the levels of the log. */
const SEVERITY: Readonly<Record<number, number>> = { 20: 7, 30: 6, 40: 4, 50: 3, 60: 2 };
/** local0: what is neither of the system nor of mail. */
const FACILITY = 16;
const NAME = 'fansipan';

/** As RFC 5424 writes names: what is printed in ASCII, no spaces. */
const named = (text: string, most: number): string => text.replace(/[^!-~]/g, '').slice(0, most) || '-';

/**
 * A line of the log as a syslog message (RFC 5424): its level and time go before it, the line itself follows as it is, without its end.
 * `host` and `pid` name the machine and the process.
 */
export function syslogMessage(line: string, { host, pid }: { host: string; pid: number }): string {
  const { level, time } = JSON.parse(line) as { level?: number; time?: string };
  const pri = FACILITY * 8 + (SEVERITY[level ?? 30] ?? 6);
  return `<${pri}>1 ${time ?? '-'} ${named(host, 255)} ${NAME} ${pid} - - ${line.trimEnd()}`;
}

/** A message as it goes over a connection: its length in bytes before it (RFC 6587, 3.4.1; RFC 5425, 4.3). */
export const framed = (message: string): Buffer => {
  const bytes = Buffer.from(message);
  return Buffer.concat([Buffer.from(`${bytes.length} `), bytes]);
};
