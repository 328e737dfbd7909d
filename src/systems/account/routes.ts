import type { Route } from '#platform/http';
import { accountRoute } from './pages/account.ts';
import { authenticatorRoutes } from './pages/authenticator.ts';
import { byPasskeyRoutes } from './pages/by-passkey.ts';
import { citizenFactorRoutes } from './pages/citizen-factor.ts';
import { signInRoutes } from './pages/citizen-sign-in.ts';
import { codeRoutes } from './pages/code.ts';
import { contactRoutes } from './pages/contact.ts';
import { enrolRoutes } from './pages/enrol.ts';
import { nameRoutes } from './pages/name.ts';
import { newPasswordRoutes } from './pages/new-password.ts';
import { officialSignInRoutes } from './pages/official-sign-in.ts';
import { passkeyRoutes } from './pages/passkeys.ts';
import { passwordRoutes } from './pages/password.ts';
import { profileRoutes } from './pages/profile.ts';
import { protectionRoutes } from './pages/protection.ts';
import { recoveryRoutes } from './pages/recovery-codes.ts';
import { registerRoutes } from './pages/register.ts';
import { secondFactorRoutes } from './pages/second-factor.ts';
import { sessionRoutes } from './pages/sessions.ts';
import { stepUpRoutes } from './pages/step-up.ts';

export const accountRoutes: readonly Route[] = [
  ...signInRoutes,
  ...codeRoutes,
  ...byPasskeyRoutes,
  ...citizenFactorRoutes,
  ...nameRoutes,
  ...registerRoutes,
  ...officialSignInRoutes,
  ...newPasswordRoutes,
  ...enrolRoutes,
  ...secondFactorRoutes,
  accountRoute,
  ...profileRoutes,
  ...contactRoutes,
  ...passwordRoutes,
  ...authenticatorRoutes,
  ...passkeyRoutes,
  ...recoveryRoutes,
  ...protectionRoutes,
  ...sessionRoutes,
  ...stepUpRoutes,
];
