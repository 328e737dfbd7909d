import { defineService, type Env } from '#platform/env';
import { outboxPort } from './ports/outbox.ts';
import type { MessagePort } from './ports/port.ts';
import { smsPort } from './ports/sms.ts';
import { smtpPort } from './ports/smtp.ts';

export const portsService = defineService<Record<'sms' | 'email', MessagePort>>('messaging.ports');

/** The ways out that the settings name; the test outbox where they name none. */
export function providedPorts({ config, db }: Env): Record<'sms' | 'email', MessagePort> {
  return {
    sms: config.SMS_URL ? smsPort(config.SMS_URL, config.SMS_TOKEN) : outboxPort(db, 'sms'),
    email: config.SMTP_URL
      ? smtpPort(config.SMTP_URL, config.MAIL_FROM ?? 'no-reply@localhost')
      : outboxPort(db, 'email'),
  };
}
