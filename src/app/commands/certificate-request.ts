import { trustService } from '#engines/trust';
import { type Command, EXIT } from './command.ts';
import { withProgram } from './session.ts';
import { readKey, readSigner } from './signer-option.ts';

/** Makes a key in the token and prints the request for its certificate (PKCS#10), to be given to an authority. */
export const certificateRequest: Command = {
  name: 'certificate request',
  options: { key: { type: 'string' }, agency: { type: 'string' }, person: { type: 'string' } },
  async run(io, values) {
    return withProgram(io, async env => {
      const key = readKey(env, values);
      const signer = await readSigner(env, values);
      io.out((await env.get(trustService).requestCertificate(signer, key)).trimEnd());
      io.note(io.t('cli.certificate-request.done', { key }));
      return EXIT.ok;
    });
  },
};
