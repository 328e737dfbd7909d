import type { DoctorCheck } from '#platform/module';

/** Whether messages can leave the house: without it nobody signs in, as codes go by SMS and e-mail. */
export const ways: DoctorCheck = {
  id: 'messaging.ways',
  run: async ({ config, site }, t) => {
    const { SMS_URL: sms, SMTP_URL: smtp, MAIL_FROM: sender } = config;
    if (site.demo && !(sms && smtp)) {
      const partly = sms ? 'demo-sms' : smtp ? 'demo-email' : 'demo';
      return {
        state: 'unset',
        found: t(`messaging.doctor.${partly}`),
        mend: t('messaging.doctor.mend-demo'),
      };
    }
    const mend = t('messaging.doctor.mend');
    if (!sms && !smtp) return { state: 'bad', found: t('messaging.doctor.none'), mend };
    if (smtp && !sender) return { state: 'bad', found: t('messaging.doctor.no-sender'), mend };
    if (!sms) return { state: 'warn', found: t('messaging.doctor.no-sms'), mend };
    if (!smtp) return { state: 'warn', found: t('messaging.doctor.no-email'), mend };
    return { state: 'ok', found: t('messaging.doctor.both') };
  },
};
