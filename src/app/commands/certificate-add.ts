import { readCertificates, trustService } from '#engines/trust';
import { formatDate } from '#platform/clock';
import { type Command, EXIT, Usage } from './command.ts';
import { systemAct, withProgram } from './session.ts';
import { readKey, readSigner } from './signer-option.ts';

/** Registers a certificate that an authority gave for a key in the token: that person or agency signs with it from then on. */
export const certificateAdd: Command = {
  name: 'certificate add',
  operands: ['FILE'],
  options: {
    key: { type: 'string' },
    agency: { type: 'string' },
    person: { type: 'string' },
    replace: { type: 'boolean' },
  },
  async run(io, values, [file = '']) {
    const certificates = await readCertificates(file).catch(() => {
      throw new Usage('cli.certificate-add.file', { file });
    });
    return withProgram(io, async env => {
      const [key, signer] = [readKey(env, values), await readSigner(env, values)];
      const order = { signer, certificates, key, replace: values.replace === true };
      const { name, notAfter } = await env.get(trustService).registerCertificate(order, systemAct(env));
      io.out(io.t('cli.certificate-add.done', { name, until: formatDate(notAfter) }));
      return EXIT.ok;
    });
  },
};
