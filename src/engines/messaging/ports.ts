import { defineService, type Env } from '#platform/env';
import { noPort } from './ports/no-port.ts';
import { outboxPort } from './ports/outbox.ts';
import type { MessagePort } from './ports/port.ts';
import { smsPort } from './ports/sms.ts';
import { smtpPort } from './ports/smtp.ts';

export const portsService = defineService<Record<'sms' | 'email', MessagePort>>('messaging.ports');

/** The ways out that the settings name; where they name none the test outbox of a demo, elsewhere none. */
export function providedPorts({ config, db, site }: Env): Record<'sms' | 'email', MessagePort> {
  const otherwise = (channel: 'sms' | 'email', setting: string) =>
    site.demo ? outboxPort(db, channel) : noPort(setting);
  return {
    sms: config.SMS_URL ? smsPort(config.SMS_URL, config.SMS_TOKEN) : otherwise('sms', 'SMS_URL'),
    email: config.SMTP_URL
      ? smtpPort(config.SMTP_URL, config.MAIL_FROM ?? 'no-reply@localhost')
      : otherwise('email', 'SMTP_URL'),
  };
}
