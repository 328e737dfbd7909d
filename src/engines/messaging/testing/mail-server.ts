import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type TakenMail = { from: string; to: string[]; source: string };

const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

/** A small mail server: keeps what it takes, refuses `unknown` recipients for good (550), and can be busy or ask for a log-in. */
export async function mailServer(options: { unknown?: readonly string[] } = {}) {
  const taken: TakenMail[] = [];
  const state = { busy: 0, refuseSender: false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) =>
      done(state.refuseSender ? refusal(553, 'sender not allowed') : null),
    onRcptTo: (address, _session, done) => {
      if (options.unknown?.includes(address.address)) return done(refusal(550, 'no such user'));
      if (state.busy > 0) {
        state.busy--;
        return done(refusal(451, 'try again later'));
      }
      done();
    },
    onData: (stream, session, done) => {
      let source = '';
      stream.on('data', chunk => {
        source += chunk;
      });
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(r => r.address), source });
        done();
      });
    },
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    state,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}
