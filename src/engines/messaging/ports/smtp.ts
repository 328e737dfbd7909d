import type { Transporter } from 'nodemailer';
import { AddressRefused, type MessagePort } from './port.ts';

/** E-mail by SMTP (RFC 5321). A 5yz answer to the recipient is final, everything else is tried again. */
export function smtpPort(url: string, from: string): MessagePort {
  let opened: Transporter | undefined;
  // Loaded with the first letter, not with every start.
  const transport = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer');
    opened ??= createTransport({
      url,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      // Whatever a message holds: no part of it is fetched, nor read from the disk.
      disableFileAccess: true,
      disableUrlAccess: true,
    } as never);
    return opened;
  };
  return {
    send: async ({ id, to, subject, body, html }) => {
      try {
        const sent = await (await transport()).sendMail({
          from,
          // As an object: a text would be read as a list of addresses.
          to: { name: '', address: to },
          subject,
          text: body,
          ...(html !== undefined && { html }),
          messageId: `<${id}@${from.split('@')[1]}>`,
        });
        return { providerId: sent.messageId ?? null };
      } catch (error) {
        // A log-in that is refused, or a sender that is not let through, is our fault and not the recipient's.
        const { responseCode: code, command } = error as { responseCode?: number; command?: string };
        if (command === 'RCPT TO' && code && code >= 500) throw new AddressRefused(`SMTP ${code}`);
        throw error;
      }
    },
  };
}
