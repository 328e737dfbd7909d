import type { Tx } from '#platform/db';
import { defineService } from '#platform/env';
import type { Lang } from '#platform/i18n';

export type CodePurpose = 'sign-in' | 'register' | 'add-contact' | 'resume-draft';

export type CodeMessage = {
  channel: 'sms' | 'email';
  /** E.164, or an e-mail address. */
  to: string;
  /** Six digits. */
  code: string;
  purpose: CodePurpose;
  lang: Lang;
};

/** An account's second factors were said to be lost, by somebody who got a code: its owner is told wherever he can be. */
export type LostNotice = {
  accountId: string;
  phone: string | null;
  email: string | null;
  /** First day on which they are not asked for any more. */
  date: string;
  lang: Lang;
};

/** Port: takes a code, or a warning, on its way with the caller's transaction. Provided by the engine that sends messages. */
export type CodeSender = {
  send(tx: Tx, message: CodeMessage): Promise<void>;
  warn(tx: Tx, notice: LostNotice): Promise<void>;
};

export const codeSender = defineService<CodeSender>('identity.code-sender');
