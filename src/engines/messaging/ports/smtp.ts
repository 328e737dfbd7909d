import { createTransport } from 'nodemailer';
import { AddressRefused, type MessagePort } from './port.ts';

/** E-mail by SMTP (RFC 5321). A 5yz answer to the recipient is final, everything else is tried again. */
export function smtpPort(url: string, from: string): MessagePort {
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  } as never);
  return {
    send: async ({ id, to, subject, body }) => {
      try {
        const sent = await transport.sendMail({
          from,
          to,
          subject,
          text: body,
          messageId: `<${id}@${from.split('@')[1]}>`,
        });
        return { providerId: sent.messageId ?? null };
      } catch (error) {
        const code = (error as { responseCode?: number }).responseCode;
        if (code && code >= 500 && code < 560) throw new AddressRefused(`SMTP ${code}`);
        throw error;
      }
    },
  };
}
